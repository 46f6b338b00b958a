/** The processes of a node, as `ls -ld /proc/[0-9]*` and `cat /proc/[0-9]*\/stat` tell them. */
import type {Machine} from './machine.ts';
import {type Moment, sinceBoot, ticksPerSecond} from './moment.ts';

type Program = {
	readonly pid: number;
	readonly command: string;
	readonly user: string;
	/** Of the time that the node works. */
	readonly cpuShare: number;
	/** Of the memory that is used. */
	readonly memoryShare: number;
	readonly threads: number;
	/** Seconds after the boot; it never runs for less than that. */
	readonly startSecond: number;
};

/** As they are on a board; a larger machine has the same ones. */
const everywhere: readonly Program[] = [
	program(1, 'systemd', {user: 'root', cpuShare: 0.004, memoryShare: 0.004}),
	program(2, 'kthreadd', {user: 'root', cpuShare: 0, memoryShare: 0}),
	program(17, 'ksoftirqd/0', {user: 'root', cpuShare: 0.03, memoryShare: 0}),
	program(61, 'kworker/0:1-events', {user: 'root', cpuShare: 0.012, memoryShare: 0}),
	program(288, 'systemd-journal', {user: 'root', cpuShare: 0.008, memoryShare: 0.006}),
	program(412, 'systemd-timesyn', {user: 'systemd+', cpuShare: 0.001, memoryShare: 0.002}),
	program(655, 'sshd', {user: 'root', cpuShare: 0.002, memoryShare: 0.002}),
	program(661, 'cron', {user: 'root', cpuShare: 0.001, memoryShare: 0.001}),
	program(1804, 'sshd-session', {user: 'alice', cpuShare: 0.006, memoryShare: 0.003}),
	program(1811, 'mawk', {user: 'alice', cpuShare: 0.006, memoryShare: 0.001}),
];

const onBoards: readonly Program[] = [
	program(2417, 'python3', {user: 'alice', cpuShare: 0.61, memoryShare: 0.62, threads: 6}),
	program(2502, 'redis-server', {user: 'redis', cpuShare: 0.21, memoryShare: 0.22, threads: 5}),
	program(2533, 'node_exporter', {user: 'prometh+', cpuShare: 0.1, memoryShare: 0.03, threads: 8}),
];

const onServers: readonly Program[] = [
	program(2417, 'python3', {user: 'alice', cpuShare: 0.44, memoryShare: 0.48, threads: 41}),
	program(2418, 'python3', {user: 'alice', cpuShare: 0.36, memoryShare: 0.34, threads: 41}),
	program(2588, 'containerd', {user: 'root', cpuShare: 0.07, memoryShare: 0.05, threads: 18}),
	program(2640, 'rsync', {user: 'bob', cpuShare: 0.06, memoryShare: 0.02}),
];

type Shares = Pick<Program, 'user' | 'cpuShare' | 'memoryShare'> & {readonly threads?: number};

function program(pid: number, command: string, shares: Shares): Program {
	return {threads: 1, ...shares, pid, command, startSecond: pid / 200};
}

export type ProcessMarks = {readonly counters: string; readonly end: string};

/** The answer to one question. */
export function processesText(moment: Moment, marks: ProcessMarks): string {
	const {machine} = moment.life;
	const programs = [
		...everywhere.map(one => smaller(one, machine)),
		...(machine.isPi ? onBoards : onServers),
	];
	return [
		...programs.map(({pid, user}) => `dr-xr-xr-x 9 ${user} ${user} 0 Nov 21 14:02 /proc/${pid}`),
		`${marks.counters} ${moment.upSeconds.toFixed(2)} ${machine.pageKibibytes * 1024}`,
		...programs.map(one => statLine(one, moment)),
		`${marks.end}\n`,
	].join('\n');
}

const boardCores = 4;
const boardKibibytes = 8_245_616;

function smaller(one: Program, {cores, memoryKibibytes}: Machine): Program {
	return {
		...one,
		cpuShare: (one.cpuShare * boardCores) / cores,
		memoryShare: (one.memoryShare * boardKibibytes) / memoryKibibytes,
	};
}

function statLine(one: Program, moment: Moment): string {
	const {life, second} = moment;
	const busySeconds = sinceBoot(life.busy, moment) * life.machine.cores;
	const ticks = Math.max(0, Math.floor(busySeconds * one.cpuShare * ticksPerSecond));
	const userTicks = Math.floor(ticks * 0.88);
	const state = one.cpuShare > 0.3 && life.busy.at(second) > 0.3 ? 'R' : 'S';
	const pages = pagesOf(one, life.memory.at(second), life.machine);
	const started = Math.floor(one.startSecond * ticksPerSecond);
	const head = `${one.pid} (${one.command}) ${state} 1 ${one.pid} ${one.pid} 0 -1 4194560`;
	const times = `91 0 4 0 ${userTicks} ${ticks - userTicks} 0 0 20 0 ${one.threads} 0 ${started}`;
	return `${head} ${times} ${pages * 8192} ${pages} 18446744073709551615${' 0'.repeat(27)}`;
}

function pagesOf({memoryShare}: Program, used: number, machine: Machine): number {
	return Math.round((machine.memoryKibibytes * used * memoryShare) / machine.pageKibibytes);
}
