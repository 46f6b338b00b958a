/**
 * CPU time of all that a host's sshd started. A cgroup v2 counts it exactly, also of processes that ended long ago;
 * where none can be made, /proc/PID/stat of the living with their reaped children (man 5 proc), in steps of 10 ms.
 */
import {existsSync, mkdirSync, readFileSync, rmdirSync} from 'node:fs';
import {join} from 'node:path';
import type {HostContext} from './host-context.ts';
import {statOf} from './processes.ts';
import {processesOf} from './sshd.ts';

const ticksPerSecond = 100;

export function makeCgroup(name: string): string | undefined {
	const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n');
	const root = mounts.map(line => line.split(' ')).find(([, , type]) => type === 'cgroup2')?.[1];
	if (root === undefined) {
		return undefined;
	}

	const path = join(root, name);
	try {
		mkdirSync(path, {recursive: true});
		return existsSync(join(path, 'cpu.stat')) ? path : undefined;
	} catch {
		return undefined;
	}
}

/** After the end of all its processes. */
export function removeCgroup(path: string): void {
	if (existsSync(path)) {
		rmdirSync(path);
	}
}

export function cpuMsOf(context: HostContext): {cpuMs: number; source: 'cgroup' | 'proc'} {
	const {cgroup} = context.host;
	if (cgroup !== undefined) {
		const usage = /^usage_usec (\d+)$/m.exec(readFileSync(join(cgroup, 'cpu.stat'), 'latin1'));
		return {cpuMs: Number(usage?.[1]) / 1000, source: 'cgroup'};
	}

	const ticks = processesOf(context).map(pid => statOf(pid)?.cpuTicks ?? 0);
	return {
		cpuMs: (ticks.reduce((sum, each) => sum + each, 0) * 1000) / ticksPerSecond,
		source: 'proc',
	};
}
