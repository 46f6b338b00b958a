import type {Parsed} from '../../source/domain/parsed.ts';
import {parseBootId} from '../../source/parsers/boot-id.ts';
import {parseKernelWord} from '../../source/parsers/kernel-word.ts';
import {parseOsRelease} from '../../source/parsers/os-release.ts';
import {parseProcCpuinfo} from '../../source/parsers/proc-cpuinfo.ts';
import {parseProcDiskstats} from '../../source/parsers/proc-diskstats.ts';
import {parseProcLoadavg} from '../../source/parsers/proc-loadavg.ts';
import {parseProcMeminfo} from '../../source/parsers/proc-meminfo.ts';
import {parseProcMounts} from '../../source/parsers/proc-mounts.ts';
import {parseProcNetDev} from '../../source/parsers/proc-net-dev.ts';
import {parseProcPressure} from '../../source/parsers/proc-pressure.ts';
import {parseProcStat} from '../../source/parsers/proc-stat.ts';
import {parseProcUptime} from '../../source/parsers/proc-uptime.ts';
import {parseProcVmstat} from '../../source/parsers/proc-vmstat.ts';
import {parseStatFilesystem} from '../../source/parsers/stat-filesystem.ts';
import {parseCpuFrequency} from '../../source/parsers/sys-cpufreq.ts';
import {parseHwmon} from '../../source/parsers/sys-hwmon.ts';
import {parseThermalZones} from '../../source/parsers/sys-thermal.ts';
import {readFixture} from './node-fixture.ts';

export type KernelFormat = {
	readonly name: string;
	readonly parse: (text: string) => Parsed<unknown>;
	/** Text that parses without a problem: a capture, or what documentation shows. */
	readonly sample: string;
	/** Whether the figures in the sample are read as numbers. */
	readonly isNumeric: boolean;
	/** Whether a line that comes twice counts once. */
	readonly isUnique: boolean;
};

const vm = 'debian-12-x86-vm';

/** Every parser of a kernel format, for the properties that all of them share. */
export const kernelFormats: readonly KernelFormat[] = [
	numeric('proc-stat', parseProcStat, readFixture(vm, '/proc/stat')),
	numeric('proc-meminfo', parseProcMeminfo, readFixture(vm, '/proc/meminfo')),
	numeric('proc-loadavg', parseProcLoadavg, readFixture(vm, '/proc/loadavg')),
	numeric('proc-uptime', parseProcUptime, readFixture(vm, '/proc/uptime')),
	numeric('proc-vmstat', parseProcVmstat, readFixture(vm, '/proc/vmstat')),
	numeric('proc-net-dev', parseProcNetDev, readFixture(vm, '/proc/net/dev')),
	numeric('proc-diskstats', parseProcDiskstats, readFixture('storage-server', '/proc/diskstats')),
	numeric('proc-pressure', parseProcPressure, readFixture(vm, '/proc/pressure/io')),
	numeric('stat-filesystem', parseStatFilesystem, '4096 6160974 5959381 5642101\n'),
	numeric(
		'sys-thermal',
		text => parseThermalZones(new Map([['/sys/class/thermal/thermal_zone0/temp', text]])),
		readFixture('raspberry-pi', '/sys/class/thermal/thermal_zone0/temp'),
	),
	numeric(
		'sys-hwmon',
		text => parseHwmon(new Map([['/sys/class/hwmon/hwmon0/temp1_input', text]])),
		readFixture('ryzen-nvme', '/sys/class/hwmon/hwmon0/temp1_input'),
	),
	numeric(
		'sys-cpufreq',
		text =>
			parseCpuFrequency(
				new Map([['/sys/devices/system/cpu/cpufreq/policy0/scaling_cur_freq', text]]),
			),
		readFixture('raspberry-pi', '/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq'),
	),
	textual('boot-id', parseBootId, readFixture(vm, '/proc/sys/kernel/random/boot_id')),
	textual('os-release', parseOsRelease, readFixture(vm, '/etc/os-release')),
	textual('proc-cpuinfo', parseProcCpuinfo, readFixture(vm, '/proc/cpuinfo')),
	textual(
		'kernel-word',
		text => parseKernelWord(text, '/proc/sys/kernel/osrelease'),
		readFixture(vm, '/proc/sys/kernel/osrelease'),
	),
	{
		...textual('proc-mounts', parseProcMounts, readFixture(vm, '/proc/self/mounts')),
		isUnique: false,
	},
];

function numeric(name: string, parse: KernelFormat['parse'], sample: string): KernelFormat {
	return {name, parse, sample, isNumeric: true, isUnique: true};
}

function textual(name: string, parse: KernelFormat['parse'], sample: string): KernelFormat {
	return {name, parse, sample, isNumeric: false, isUnique: true};
}
