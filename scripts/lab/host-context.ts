import {join} from 'node:path';
import {type Argv, mustRun} from './command.ts';
import {enterHost} from './namespaces.ts';
import type {ProcessRecord} from './processes.ts';
import type {HostState, LabState} from './state.ts';

/** One host of one lab, for whoever does something to it. */
export type HostContext = {
	readonly folder: string;
	readonly state: LabState;
	readonly host: HostState;
};

/** The folder of a host, which it sees as /run/lab/folder. */
export const hostFolder = (folder: string, name: string) => join(folder, 'hosts', name);

/** What the host sees as /etc/ssh. */
export const sshFolder = (folder: string, name: string) => join(hostFolder(folder, name), 'ssh');

/** Where the host itself sees that folder. */
export function ownSshFolder({folder, state, host}: HostContext): string {
	return state.isolated ? '/etc/ssh' : sshFolder(folder, host.name);
}

/** The command as it runs inside the host, as its root. */
export function insideHost({host}: HostContext, argv: Argv): Argv {
	return host.init === undefined ? argv : [...enterHost(host.init), ...argv];
}

/** Of a host with namespaces. */
export function holderOf({name, init}: HostState): ProcessRecord {
	if (init === undefined) {
		throw new Error(`${name} has no namespaces of its own: they need root`);
	}

	return init;
}

/** Runs a script of sh inside a host, as its root; `args` are its $1, $2 and so on. */
export async function runInHost(
	context: HostContext,
	script: string,
	args: readonly string[] = [],
): Promise<void> {
	await mustRun(insideHost(context, ['sh', '-ec', script, 'sh', ...args]));
}
