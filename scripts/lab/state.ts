/** lab.json: all that a later command must know of a lab. */
import {existsSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {ProcessRecord} from './processes.ts';

/** What a host is called, and who logs in. */
export type HostPlan = {readonly name: string; readonly user: string};

export type SlurmOptions = {
	/** slurmdbd on MariaDB. Without it there is no sacct, and limits are not kept. */
	readonly hasAccounting: boolean;
	/** Lines of slurm.conf beside the usual ones: `MaxJobCount=100000`. */
	readonly conf: readonly string[];
};

/** The test server of Ollama's API on every host that is not of a cluster. */
export type OllamaPlan = {
	/** llama.cpp on a tiny model, or answers by a script. */
	readonly engine: 'real' | 'scripted';
	/** Of each answer; undefined: as fast as it goes. */
	readonly tokensPerSecond: number | undefined;
	/** `qwen3:4b+thinking+tools`: what follows the name only a script can do. `huge+900GB` lists as so large. */
	readonly models: readonly string[];
	/** What stands for registry.ollama.ai; undefined: there is no way to one. */
	readonly registryUrl?: string;
};

export type HostState = {
	readonly name: string;
	readonly address: string;
	readonly address6: string;
	readonly port: number;
	/** Who logs in. */
	readonly user: string;
	/** The first process of the host, which holds its namespaces; undefined without root, where there are none. */
	readonly init: ProcessRecord | undefined;
	/** Where its CPU time is counted; undefined where no cgroup v2 can be made. */
	readonly cgroup: string | undefined;
	/** By kind, with arguments: what is wrong with it now. */
	readonly faults: Readonly<Record<string, readonly string[]>>;
};

export type LabState = {
	/** Without root there are no namespaces: one sshd on 127.0.0.1. */
	readonly isolated: boolean;
	/** First process of the lab: when it ends, all ends. */
	readonly keeper: ProcessRecord | undefined;
	readonly operator: ProcessRecord | undefined;
	readonly hosts: readonly HostState[];
	/** Undefined: none of them is in a Slurm cluster. */
	readonly slurm: SlurmOptions | undefined;
	/** Undefined: none has one. */
	readonly ollama: OllamaPlan | undefined;
};

export const defaultFolder = '.cache/lab';

export function readState(folder: string): LabState | undefined {
	const path = join(folder, 'lab.json');
	return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as LabState) : undefined;
}

export function needState(folder: string): LabState {
	const state = readState(folder);
	if (state === undefined) {
		throw new Error(`no lab is up in ${folder}: npm run lab`);
	}

	return state;
}

export function writeState(folder: string, state: LabState): void {
	const path = join(folder, 'lab.json');
	writeFileSync(`${path}.new`, `${JSON.stringify(state, null, '\t')}\n`);
	renameSync(`${path}.new`, path);
}

export function hostNamed(state: LabState, name: string): HostState {
	const host = state.hosts.find(each => each.name === name);
	if (host === undefined) {
		throw new Error(`no host ${name}: there are ${state.hosts.map(each => each.name).join(' ')}`);
	}

	return host;
}

/** Reads, changes and writes one host's part. */
export function changeHost(
	folder: string,
	name: string,
	change: (host: HostState) => HostState,
): LabState {
	const state = needState(folder);
	const hosts = state.hosts.map(host => (host.name === name ? change(host) : host));
	const changed = {...state, hosts};
	writeState(folder, changed);
	return changed;
}

/** Of a lab with namespaces. */
export function keeperOf({keeper}: LabState): ProcessRecord {
	if (keeper === undefined) {
		throw new Error('this lab has no network of its own: it needs root');
	}

	return keeper;
}
