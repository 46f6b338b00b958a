/** What `free`, `df` and the kernel's own files say inside a host while the program looks at it from outside. */
import {text} from 'node:stream/consumers';
import {type Argv, startCommand} from '../../scripts/lab/command.ts';
import type {Lab} from '../../scripts/lab/lab.ts';

/** At one moment. */
export type HostRow = {
	/** The time, by the clock that the program's samples carry too. */
	readonly uptimeSeconds: number;
	readonly memoryTotalBytes: number;
	readonly memoryAvailableBytes: number;
	readonly load1: number;
	readonly cores: number;
	/** Ticks of all cores since boot: not idle and not waiting for disks, and all. */
	readonly busyTicks: number;
	readonly allTicks: number;
	readonly rxBytes: number;
	/** Of the filesystem at `/`. */
	readonly diskTotalBytes: number;
	readonly diskUsedBytes: number;
	readonly diskAvailableBytes: number;
};

export type HostWatch = {
	/** Ends it, with all that was seen; the last row comes after the call. */
	readonly stop: () => Promise<readonly HostRow[]>;
};

/** Until the end of stdin, and once more. */
const script = `
last=
while
	cat /proc/uptime /proc/loadavg /proc/stat /proc/net/dev
	free -b
	df -B1 --output=target,size,used,avail /
	echo --
	[ -z "$last" ]
do
	read -r -t 0.1
	[ $? -gt 128 ] || last=1
done
`;

/** Of a host of a lab. */
export function watchHost(rack: Lab, host: string): Promise<HostWatch> {
	return watchRows(argv => rack.argvInHost(host, argv));
}

/** Several rows a second, of where an argv runs. Resolves with the first: what happens until `stop` lies between two. */
export async function watchRows(where: (argv: Argv) => Argv): Promise<HostWatch> {
	const child = startCommand(where(['bash', '-c', script]), {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const {stdin, stdout} = child;
	if (stdin === null || stdout === null) {
		throw new Error('no pipes');
	}

	const said = text(stdout);
	await new Promise(resolve => stdout.once('data', resolve));
	return {
		async stop() {
			stdin.end();
			return (await said).split('--\n').slice(0, -1).map(readRow);
		},
	};
}

function readRow(lines: string): HostRow {
	const numbers = (start: RegExp): number[] => {
		const line = lines.split('\n').find(each => start.test(each)) ?? '';
		return line.replace(start, '').trim().split(/\s+/).map(Number);
	};
	const [uptimeSeconds = Number.NaN] = numbers(/^(?=\d+\.\d+ \d+\.\d+$)/);
	const [load1 = Number.NaN] = numbers(/^(?=\d+\.\d+ \d+\.\d+ \d+\.\d+ )/);
	const memory = numbers(/^Mem:/);
	const ticks = numbers(/^cpu {2}/).slice(0, 8);
	const [, , , idle = Number.NaN, iowait = Number.NaN] = ticks;
	const allTicks = ticks.reduce((sum, each) => sum + each, 0);
	const [diskTotalBytes = Number.NaN, diskUsedBytes = Number.NaN, diskAvailableBytes = Number.NaN] =
		numbers(/^\/ /);
	return {
		uptimeSeconds,
		load1,
		memoryTotalBytes: memory[0] ?? Number.NaN,
		memoryAvailableBytes: memory[5] ?? Number.NaN,
		cores: [...lines.matchAll(/^cpu\d/gm)].length,
		busyTicks: allTicks - idle - iowait,
		allTicks,
		rxBytes: numbers(/^ *eth0:/)[0] ?? Number.NaN,
		...{diskTotalBytes, diskUsedBytes, diskAvailableBytes},
	};
}

/** The last row before a moment and the first after it, with all that are near. */
export function rowsAround(rows: readonly HostRow[], uptimeSeconds: number): readonly HostRow[] {
	const before = rows.findLast(row => row.uptimeSeconds <= uptimeSeconds);
	const after = rows.find(row => row.uptimeSeconds > uptimeSeconds);
	if (before === undefined || after === undefined) {
		throw new Error(`nothing was read in the host before and after ${uptimeSeconds}`);
	}

	const isNear = (row: HostRow): boolean => Math.abs(row.uptimeSeconds - uptimeSeconds) < 0.4;
	return [before, after, ...rows.filter(isNear)];
}

/** Of a counter: all that two rows, one around each of two moments, make of it. */
export function ratesBetween(
	from: readonly HostRow[],
	to: readonly HostRow[],
	rate: (before: HostRow, after: HostRow) => number,
): readonly number[] {
	return from.flatMap(before => to.map(after => rate(before, after)));
}

/** Undefined when the value lies among the others, give or take a share of the largest; else the sentence for a test. */
export function strayed(
	value: number | undefined,
	others: readonly number[],
	share = 0.02,
): string | undefined {
	const [least, most] = [Math.min(...others), Math.max(...others)];
	const slack = share * Math.max(Math.abs(least), Math.abs(most));
	return value !== undefined && value >= least - slack && value <= most + slack
		? undefined
		: `${value} is not ${least} to ${most}, give or take ${slack}`;
}
