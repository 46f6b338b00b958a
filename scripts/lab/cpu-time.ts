/**
 * CPU time of all that a host's sshd started. A cgroup v2 counts it exactly, also of processes that ended long ago;
 * where none can be made, /proc/PID/stat of the living with their reaped children (man 5 proc), in steps of 10 ms.
 */
import {existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync} from 'node:fs';
import {join} from 'node:path';
import type {HostContext} from './host-context.ts';
import {statOf} from './processes.ts';
import {processesOf} from './sshd.ts';

const ticksPerSecond = 100;

const prefix = 'clusterdeck-lab-';

/** One for each of a lab's hosts, named after the lab's first process; undefined where none can be made. */
export function makeCgroup(keeperPid: number, host: string): string | undefined {
	const root = cgroupRoot();
	if (root === undefined) {
		return undefined;
	}

	const path = join(root, `${prefix}${keeperPid}-${host}`);
	try {
		mkdirSync(path, {recursive: true});
		return existsSync(join(path, 'cpu.stat')) ? path : undefined;
	} catch {
		return undefined;
	}
}

/** A lab that ended because its opener was killed had nobody to remove its cgroups. */
export function sweepCgroups(): void {
	const root = cgroupRoot();
	for (const name of root === undefined ? [] : readdirSync(root)) {
		const [pid] = name.startsWith(prefix) ? name.slice(prefix.length).split('-') : [];
		if (root !== undefined && pid !== undefined && statOf(Number(pid)) === undefined) {
			removeCgroup(join(root, name));
		}
	}
}

function cgroupRoot(): string | undefined {
	const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n');
	return mounts.map(line => line.split(' ')).find(([, , type]) => type === 'cgroup2')?.[1];
}

/** After the end of all its processes. Another lab may sweep it away at the same time. */
export function removeCgroup(path: string): void {
	try {
		rmdirSync(path);
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
			throw error;
		}
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
