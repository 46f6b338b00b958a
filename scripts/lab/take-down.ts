/** Ends a lab, also half of one. What it ends is named in lab.json, or carries the lab's mark in its environment. */
import {existsSync, rmSync} from 'node:fs';
import {removeCgroup} from './cpu-time.ts';
import {markOf} from './namespaces.ts';
import {
	environmentOf,
	isAlive,
	livingPids,
	namespaceOf,
	signalProcess,
	until,
} from './processes.ts';
import {processesOf} from './sshd.ts';
import {readState} from './state.ts';

/** Does nothing where no lab is. */
export async function takeDown(folder: string): Promise<void> {
	const state = readState(folder);
	if (state === undefined) {
		return;
	}

	const {keeper, operator} = state;
	if (keeper !== undefined && isAlive(keeper)) {
		const network = operator === undefined ? undefined : namespaceOf(operator.pid, 'net');
		// The first process of a PID namespace takes all others with it, and with them their namespaces and mounts.
		signalProcess(keeper.pid, 'SIGKILL');
		await until('the end of the lab', () => !isAlive(keeper));
		// What `exec` started lives outside of it, and holds the operator's network.
		await endProcesses(pid => network !== undefined && namespaceOf(pid, 'net') === network);
	}

	await endProcesses(pid => isMarked(pid, folder));
	if (!state.isolated) {
		const own = state.hosts.flatMap(host => processesOf({folder, state, host}));
		await endProcesses(pid => own.includes(pid));
	}

	for (const {cgroup} of state.hosts) {
		if (cgroup !== undefined) {
			removeCgroup(cgroup);
		}
	}

	// A program of an up that was killed, as ssh-keygen, may still write its file there.
	rmSync(folder, {recursive: true, force: true, maxRetries: 10, retryDelay: 50});
	if (existsSync(folder)) {
		throw new Error(`${folder} could not be removed`);
	}
}

export function isMarked(pid: number, folder: string): boolean {
	const [[name, value] = []] = Object.entries(markOf(folder));
	return environmentOf(pid).includes(`${name}=${value}`);
}

async function endProcesses(isOurs: (pid: number) => boolean): Promise<void> {
	await until('the end of what the lab started', () => {
		const pids = livingPids().filter(pid => pid !== process.pid && isOurs(pid));
		for (const pid of pids) {
			signalProcess(pid, 'SIGKILL');
		}

		return pids.length === 0;
	});
}
