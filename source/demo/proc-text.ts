/**
 * The files of /proc that a sample is made of, as a node's kernel prints them (the parsers of the same names cite the
 * documents). Of /proc/stat, meminfo and vmstat what the sampler leaves on the node is left out here too.
 */
import type {Curve} from './curve.ts';
import type {DiskLife} from './life.ts';
import type {DemoDisk} from './machine.ts';
import {counted, type Moment, sinceBoot} from './moment.ts';
import {bootId} from './presence.ts';
import {statText} from './stat-text.ts';

/** By path, in the order in which the sampler reads them. */
export function counterFiles(moment: Moment): ReadonlyArray<readonly [path: string, text: string]> {
	return [
		['/proc/uptime', uptimeText(moment)],
		['/proc/stat', statText(moment)],
		['/proc/diskstats', diskstatsText(moment)],
		['/proc/net/dev', netDevText(moment)],
		['/proc/vmstat', vmstatText(moment)],
		['/proc/meminfo', meminfoText(moment)],
		['/proc/loadavg', loadavgText(moment)],
		['/proc/pressure/cpu', pressureText(moment, 'cpu', 0)],
		['/proc/pressure/io', pressureText(moment, 'io', 0.35)],
		['/proc/pressure/memory', pressureText(moment, 'memory', 0.6)],
	];
}

export function bootIdText({life, second}: Moment): string {
	return `${bootId(life, second)}\n`;
}

export function uptimeText(moment: Moment): string {
	const {life, upSeconds} = moment;
	const busySeconds = sinceBoot(life.busy, moment) + sinceBoot(life.waiting, moment);
	const idleSeconds = (upSeconds - busySeconds) * life.machine.cores;
	return `${upSeconds.toFixed(2)} ${idleSeconds.toFixed(2)}\n`;
}

const sectorBytes = 512;
const bytesPerRead = 65_536;
const bytesPerWrite = 262_144;
const msPerRead = 0.4;
const msPerWrite = 0.9;

/** Each device, then the partition that holds its filesystem. */
function diskstatsText(moment: Moment): string {
	const {machine, disks} = moment.life;
	return machine.disks
		.map((disk, index) => {
			const life = disks[index];
			return life === undefined ? '' : diskLines(disk, life, moment);
		})
		.join('');
}

function diskLines({device, numbers, partition}: DemoDisk, life: DiskLife, moment: Moment): string {
	const readBytes = sinceBoot(life.read, moment);
	const writtenBytes = sinceBoot(life.written, moment);
	const reads = Math.floor(readBytes / bytesPerRead);
	const writes = Math.floor(writtenBytes / bytesPerWrite);
	const readMs = Math.floor((readBytes / bytesPerRead) * msPerRead);
	const writeMs = Math.floor((writtenBytes / bytesPerWrite) * msPerWrite);
	const stalledMs = counted(moment.life.stalled.io, 1000, moment);
	const read = `${reads} 0 ${Math.floor(readBytes / sectorBytes)} ${readMs}`;
	const written = `${writes} 0 ${Math.floor(writtenBytes / sectorBytes)} ${writeMs}`;
	const queue = `0 ${readMs + Math.floor(writeMs / 2) + stalledMs} ${readMs + writeMs + stalledMs}`;
	const counters = `${read} ${written} ${queue} 0 0 0 0 0 0`;
	const name = partition.slice('/dev/'.length);
	return ` ${numbers} ${device} ${counters}\n ${numbers.slice(0, -1)}1 ${name} ${counters}\n`;
}

const bytesPerPacket = 850;

function netDevText(moment: Moment): string {
	const {life} = moment;
	const columns = (curve: Curve): string => {
		const bytes = sinceBoot(curve, moment);
		return `${Math.floor(bytes)} ${Math.floor(bytes / bytesPerPacket)} 0 0 0 0 0 0`;
	};
	const local = `${Math.floor(moment.upSeconds * 90)} ${Math.floor(moment.upSeconds)} 0 0 0 0 0 0`;
	return `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: ${local} ${local}
  ${life.machine.interface}: ${columns(life.received)} ${columns(life.sent)}
`;
}

/** Shared memory stays as it is: what tells the page size. */
const sharedPages = 3712;

function vmstatText(moment: Moment): string {
	const {life} = moment;
	const pages = counted(life.swapping, 1, moment);
	return `nr_shmem ${sharedPages}
pswpin ${Math.floor(pages / 3)}
pswpout ${pages - Math.floor(pages / 3)}
pgmajfault ${Math.floor(pages / 4) + Math.floor(moment.upSeconds / 20)}
oom_kill ${Math.round(sinceBoot(life.kills, moment))}
`;
}

function meminfoText({life, second}: Moment): string {
	const {memoryKibibytes: total, swapKibibytes, pageKibibytes} = life.machine;
	const available = Math.round(total * (1 - life.memory.at(second)));
	const free = Math.round(available * 0.4);
	const cached = Math.round(available * 0.52);
	const swapFree = Math.round(swapKibibytes * (1 - life.swapped.at(second)));
	const rows: ReadonlyArray<readonly [name: string, kibibytes: number]> = [
		['MemTotal', total],
		['MemFree', free],
		['MemAvailable', available],
		['Buffers', Math.round(available * 0.04)],
		['Cached', cached],
		['SwapCached', 0],
		['Active', Math.round(total * 0.3)],
		['Inactive', Math.round(total * 0.2)],
		['SwapTotal', swapKibibytes],
		['SwapFree', swapFree],
		['Dirty', 412],
		['Writeback', 0],
		['AnonPages', total - available],
		['Mapped', Math.round(total * 0.02)],
		['Shmem', sharedPages * pageKibibytes],
		['KReclaimable', Math.round(total * 0.01)],
	];
	return rows.map(([name, amount]) => `${`${name}:`.padEnd(16)}${amount} kB\n`).join('');
}

function loadavgText(moment: Moment): string {
	const {life, second, boot, upSeconds} = moment;
	const tasks = (overSeconds: number): string => {
		const from = Math.max(boot, second - overSeconds);
		const mean = (life.busy.upTo(second) - life.busy.upTo(from)) / overSeconds;
		return (life.machine.cores * mean * 1.02).toFixed(2);
	};
	const running = Math.ceil(life.machine.cores * life.busy.at(second));
	const all = 160 + life.machine.cores * 8;
	return `${tasks(60)} ${tasks(300)} ${tasks(900)} ${running}/${all} ${2048 + Math.floor(upSeconds)}\n`;
}

const microseconds = 1e6;

/** The averages stand at what is now: only the totals are read. `full` is a share of `some`. */
function pressureText(moment: Moment, of: 'cpu' | 'io' | 'memory', fullShare: number): string {
	const curve = moment.life.stalled[of];
	const percent = 100 * curve.at(moment.second);
	const totalMicroseconds = sinceBoot(curve, moment) * microseconds;
	const line = (share: number): string => {
		const average = (percent * share).toFixed(2);
		const total = Math.floor(totalMicroseconds * share);
		return `avg10=${average} avg60=${average} avg300=${average} total=${total}\n`;
	};
	return `some ${line(1)}full ${line(fullShare)}`;
}
