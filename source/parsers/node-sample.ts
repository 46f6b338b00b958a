/**
 * One reading of a node from the files that were read of it. The path decides the format; a file that is not there
 * leaves its fields undefined and is no problem.
 */
import type {NodeSample, Temperature} from '../domain/node-sample.ts';
import type {Parsed, ParseProblem} from '../domain/parsed.ts';
import {parseAmdGpus} from './amdgpu.ts';
import {parseBootId} from './boot-id.ts';
import {isDisk, isInterface, selectDisks, selectInterfaces} from './device-selection.ts';
import {fieldsOf} from './lines.ts';
import {parseProcDiskstats} from './proc-diskstats.ts';
import {parseProcLoadavg} from './proc-loadavg.ts';
import {parseProcMeminfo} from './proc-meminfo.ts';
import {parseProcNetDev} from './proc-net-dev.ts';
import {parseProcPressure} from './proc-pressure.ts';
import {parseProcStat} from './proc-stat.ts';
import {parseProcUptime} from './proc-uptime.ts';
import {parseProcVmstat} from './proc-vmstat.ts';
import {parseRpiVolt} from './rpi-volt.ts';
import {partUnder, type Sections} from './sections.ts';
import {parseCpuFrequency} from './sys-cpufreq.ts';
import {parseHwmon} from './sys-hwmon.ts';
import {parseThermalZones} from './sys-thermal.ts';

export function parseNodeSample(sections: Sections): NodeSample {
	const problems: ParseProblem[] = [];
	const keep = <Value>(parsed: Parsed<Value>): Value => {
		problems.push(...parsed.problems);
		return parsed.value;
	};
	const textOf = (path: string) => sections.get(path) ?? '';
	const pressureOf = (resource: string) => {
		const path = `/proc/pressure/${resource}`;
		return keep(parseProcPressure(textOf(path), path));
	};
	const sysfs = partUnder(sections, '/sys/');
	const stat = keep(parseProcStat(textOf('/proc/stat')));
	const amd = keep(parseAmdGpus(sysfs));
	return {
		uptimeSeconds: keep(parseProcUptime(textOf('/proc/uptime'))),
		bootId: keep(parseBootId(textOf('/proc/sys/kernel/random/boot_id'))),
		cpu: stat.cpu,
		cores: stat.cores,
		load: keep(parseProcLoadavg(textOf('/proc/loadavg'))),
		memory: keep(parseProcMeminfo(textOf('/proc/meminfo'))),
		paging: keep(parseProcVmstat(textOf('/proc/vmstat'))),
		pressure: {cpu: pressureOf('cpu'), io: pressureOf('io'), memory: pressureOf('memory')},
		disks: selectDisks(keep(parseProcDiskstats(textOf('/proc/diskstats'), isDisk))),
		interfaces: selectInterfaces(
			keep(parseProcNetDev(textOf('/proc/net/dev'), isInterface)),
			bondedInterfaces(sysfs),
		),
		temperatures: keep(parseTemperatures(sysfs, amd.chips)),
		frequencyHz: keep(parseCpuFrequency(sysfs)),
		gpus: amd.gpus,
		pi: keep(parseRpiVolt(sysfs)),
		problems,
	};
}

/** `eth0 eth1` in /sys/class/net/bond0/bonding/slaves: https://docs.kernel.org/networking/bonding.html */
function bondedInterfaces(sections: Sections): ReadonlySet<string> {
	const members = [...sections]
		.filter(([path]) => /^\/sys\/class\/net\/[^/]+\/bonding\/slaves$/.test(path))
		.flatMap(([, text]) => fieldsOf(text.trim()));
	return new Set(members);
}

/**
 * The thermal framework mirrors a zone as a chip of the same name with `_` for `-` (drivers/thermal/thermal_hwmon.c):
 * such a chip would show the same sensor twice. The chip of a GPU is shown with the GPU, whose limits are not the
 * processor's.
 */
function parseTemperatures(
	sections: Sections,
	gpuChips: ReadonlySet<string>,
): Parsed<readonly Temperature[]> {
	const zones = parseThermalZones(sections);
	const chips = parseHwmon(withoutChips(sections, gpuChips));
	const mirrored = new Set(zones.value.map(zone => zone.zoneType?.replaceAll('-', '_')));
	const own = chips.value.filter(({chip}) => chip === undefined || !mirrored.has(chip));
	return {
		value: [...zones.value, ...own].map(({sensor, celsius}) => ({sensor, celsius})),
		problems: [...zones.problems, ...chips.problems],
	};
}

function withoutChips(sections: Sections, chips: ReadonlySet<string>): Sections {
	return chips.size === 0
		? sections
		: new Map(
				[...sections].filter(([path]) => {
					const [chip] = /^\/sys\/class\/hwmon\/[^/]+/.exec(path) ?? [];
					return chip === undefined || !chips.has(chip);
				}),
			);
}
