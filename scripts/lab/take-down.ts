/** Ends a lab, also half of one. What it ends is named in lab.json, or carries the lab's mark in its environment. */
import {existsSync, rmSync} from 'node:fs';
import {removeCgroup} from './cpu-time.ts';
import {allPids, environmentOf, isAlive, namespaceOf, signalProcess, until} from './processes.ts';
import {processesOf} from './sshd.ts';
import {type LabState, readState} from './state.ts';

/** Does nothing where no lab is. */
export async function takeDown(folder: string): Promise<void> {
	const state = readState(folder);
	if (state === undefined) {
		return;
	}

	await endProcesses(() => operatorsProcesses(folder, state));
	const {keeper} = state;
	if (keeper !== undefined && isAlive(keeper)) {
		// The first process of a PID namespace takes all others with it, and with them their namespaces and mounts.
		signalProcess(keeper.pid, 'SIGKILL');
		await until('the end of the lab', () => !isAlive(keeper));
	}

	if (!state.isolated) {
		await endProcesses(() => state.hosts.flatMap(host => processesOf({folder, state, host})));
	}

	for (const {cgroup} of state.hosts) {
		if (cgroup !== undefined) {
			removeCgroup(cgroup);
		}
	}

	rmSync(folder, {recursive: true, force: true});
	if (existsSync(folder)) {
		throw new Error(`${folder} could not be removed`);
	}
}

/** What `exec` started runs outside the lab's PID namespace: those of the operator's network, and those of our mark. */
function operatorsProcesses(folder: string, {keeper, operator}: LabState): number[] {
	const network =
		keeper !== undefined && operator !== undefined && isAlive(keeper)
			? namespaceOf(operator.pid, 'net')
			: undefined;
	return allPids().filter(
		pid =>
			pid !== operator?.pid &&
			pid !== process.pid &&
			((network !== undefined && namespaceOf(pid, 'net') === network) ||
				environmentOf(pid).includes(`CLUSTERDECK_LAB=${folder}`)),
	);
}

async function endProcesses(find: () => number[]): Promise<void> {
	await until('the end of what the lab started', () => {
		const pids = find();
		for (const pid of pids) {
			signalProcess(pid, 'SIGKILL');
		}

		return pids.length === 0;
	});
}
