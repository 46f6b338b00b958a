/** What /proc tells of processes, so that only those are ended that the lab started. */
import {readdirSync, readFileSync, readlinkSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';

/** A PID alone may name another process later; with the start time it names one. */
export type ProcessRecord = {
	readonly pid: number;
	/** Field 22 of /proc/PID/stat, in clock ticks since boot (man 5 proc). */
	readonly startTicks: string;
};

export type ProcessStat = {
	readonly parent: number;
	readonly name: string;
	/** Z and X are dead ones that nobody has waited for yet. */
	readonly state: string;
	readonly startTicks: string;
	/** Of the process and of its children that were waited for. */
	readonly cpuTicks: number;
};

export function statOf(pid: number): ProcessStat | undefined {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
		const close = text.lastIndexOf(')');
		const fields = text.slice(close + 2).split(' ');
		const cpuTicks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
		return {
			parent: Number(fields[1]),
			name: text.slice(text.indexOf('(') + 1, close),
			state: fields[0] ?? '',
			startTicks: fields[19] ?? '',
			cpuTicks,
		};
	} catch {
		return undefined;
	}
}

export function recordOf(pid: number): ProcessRecord {
	const stat = statOf(pid);
	if (stat === undefined) {
		throw new Error(`process ${pid} ended as soon as it was started`);
	}

	return {pid, startTicks: stat.startTicks};
}

export function isAlive({pid, startTicks}: ProcessRecord): boolean {
	const stat = statOf(pid);
	return stat?.startTicks === startTicks && stat.state !== 'Z' && stat.state !== 'X';
}

export function allPids(): number[] {
	return readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? [Number(name)] : []));
}

/** Without the dead ones that nobody has waited for. */
export function livingPids(): number[] {
	return allPids().filter(pid => !['Z', 'X', undefined].includes(statOf(pid)?.state));
}

/** Children, their children and so on. */
export function descendantsOf(ancestor: number): number[] {
	const parents = new Map(allPids().map(pid => [pid, statOf(pid)?.parent]));
	const found = new Set([ancestor]);
	// A child may have a lower PID than its parent: until a round finds no more.
	for (let size = 0; size < found.size; ) {
		size = found.size;
		for (const [pid, parent] of parents) {
			if (parent !== undefined && found.has(parent)) {
				found.add(pid);
			}
		}
	}

	return [...found].filter(pid => pid !== ancestor);
}

/** `net:[4026532178]`, undefined when the process is gone. */
export function namespaceOf(pid: number, kind: 'net' | 'pid' | 'mnt'): string | undefined {
	try {
		return readlinkSync(`/proc/${pid}/ns/${kind}`);
	} catch {
		return undefined;
	}
}

export function environmentOf(pid: number): readonly string[] {
	try {
		return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
	} catch {
		return [];
	}
}

/** The arguments, each ended by NUL, or what the process has put in their place; '' when it is gone. */
export function commandLineOf(pid: number): string {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
	} catch {
		return '';
	}
}

/** No error when it is gone already. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(pid, signal);
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
			throw error;
		}
	}
}

/** Throws with `what` when the condition does not come true in time. */
export async function until(what: string, condition: () => boolean, withinMs = 60_000) {
	const endMs = performance.now() + withinMs;
	while (!condition()) {
		if (performance.now() > endMs) {
			throw new Error(`${what}: not within ${withinMs / 1000} s`);
		}

		await sleep(10);
	}
}
