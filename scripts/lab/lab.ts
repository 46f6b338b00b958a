/**
 * Several hosts on one machine, each with its own address, host keys, home and real sshd, and an operator's network
 * namespace without a default route in which the program under test runs. Nothing of it is reachable from outside.
 */
import type {ChildProcess, SpawnOptions} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readdirSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {operatorEnvironment, writeSshConfig} from './client-files.ts';
import {type Argv, type CommandOptions, type Ran, runCommand, startCommand} from './command.ts';
import {cpuMsOf} from './cpu-time.ts';
import {applyFault, healHost} from './faults.ts';
import {type HostContext, insideHost} from './host-context.ts';
import {enterNetwork} from './namespaces.ts';
import {raiseLab, raisePlainLab} from './raise.ts';
import {processesOf, sshdLog} from './sshd.ts';
import {type HostState, hostNamed, needState, type OllamaPlan, type SlurmOptions} from './state.ts';
import {takeDown} from './take-down.ts';

export type Lab = {
	/** Absolute; holds operator/{ssh_config,config.yaml,known_hosts,id_ed25519} and hosts/NAME/. */
	readonly folder: string;
	/** As they are now, with their faults. */
	readonly hosts: () => readonly HostState[];
	/** What `exec` sets for the program under test. */
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Runs a program to its end where the operator is. Any exit status is an answer. */
	readonly exec: (argv: Argv, options?: CommandOptions) => Promise<Ran>;
	/** As exec, for what goes on; its `pid` is the program's own. Whoever spawns it ends it, or `close` does. */
	readonly spawn: (argv: Argv, options?: SpawnOptions) => ChildProcess;
	/** The argv that `exec` runs, for other ways of starting it (a pty). */
	readonly argvAt: (argv: Argv) => Argv;
	/** Runs a program inside a host, as its root. */
	readonly inHost: (host: string, argv: Argv, options?: CommandOptions) => Promise<Ran>;
	/** `fault('h1', 'delay', '40', '5', '10')`: scripts/lab/faults.ts lists the kinds. */
	readonly fault: (host: string, kind: string, ...args: readonly string[]) => Promise<void>;
	/** The argv that `inHost` runs. */
	readonly argvInHost: (host: string, argv: Argv) => Argv;
	/** Undoes every fault of a host. */
	readonly heal: (host: string) => Promise<void>;
	/** CPU time of the host's sshd and of all that it started, and how it was counted. */
	readonly cpuMs: (host: string) => {readonly cpuMs: number; readonly source: 'cgroup' | 'proc'};
	/** Of the host's sshd, listener and sessions, as seen from outside. */
	readonly processes: (host: string) => readonly number[];
	/** At LogLevel VERBOSE, all since the lab is up. */
	readonly sshdLog: (host: string) => string;
	/** Ends everything and removes the folder. */
	readonly close: () => Promise<void>;
};

export type LabOptions = {
	/** h1 and so on, beside those of a cluster. */
	readonly hosts: number;
	/** A Slurm cluster of five hosts more: `login`, and node001 to node004. @default none */
	readonly slurm?: SlurmOptions;
	/** Ollama's API on the hosts that are not of a cluster, at their own 127.0.0.1:11434. @default none */
	readonly ollama?: OllamaPlan;
	/** Made when missing; must be empty or a lab that is down. @default a fresh folder of the system's temporary one */
	readonly folder?: string;
	/** @default 'opener': the lab ends with the process that opened it, also when that is killed */
	readonly lifetime?: 'opener' | 'forever';
};

/** With root as many hosts as asked for; without it one, and few faults (`isIsolated` tells). */
export const isIsolated = process.getuid?.() === 0;

/** What is half up when it fails is taken down again. */
export async function openLab({
	hosts,
	slurm,
	ollama,
	folder,
	lifetime = 'opener',
}: LabOptions): Promise<Lab> {
	if ((slurm ?? ollama) !== undefined && !isIsolated) {
		throw new Error(`${slurm === undefined ? 'Ollama of its own' : 'a Slurm cluster'} needs root`);
	}

	const own =
		folder === undefined ? mkdtempSync(join(tmpdir(), 'clusterdeck-lab-')) : resolve(folder);
	mkdirSync(own, {recursive: true});
	if (readdirSync(own).length > 0) {
		throw new Error(
			existsSync(join(own, 'lab.json'))
				? `a lab is up in ${own} already: npm run lab -- down`
				: `${own} is not empty`,
		);
	}

	try {
		await (isIsolated
			? raiseLab({folder: own, hosts, slurm, ollama, lifetime})
			: raisePlainLab(own));
		return joinLab(own);
	} catch (error) {
		await takeDown(own);
		throw error;
	}
}

/** A lab that is up, whoever opened it. */
export function joinLab(folder: string): Lab {
	const own = resolve(folder);
	const contextOf = (name: string): HostContext => {
		const state = needState(own);
		return {folder: own, state, host: hostNamed(state, name)};
	};
	const argvAt = (argv: Argv): Argv => {
		const {operator} = needState(own);
		return operator === undefined ? argv : [...enterNetwork(operator), ...argv];
	};
	const environment = operatorEnvironment(own);
	return {
		folder: own,
		environment,
		argvAt,
		hosts: () => needState(own).hosts,
		exec: (argv, options = {}) =>
			runCommand(argvAt(argv), {...options, env: {...environment, ...options.env}}),
		spawn: (argv, options = {}) =>
			startCommand(argvAt(argv), {...options, env: {...environment, ...options.env}}),
		argvInHost: (name, argv) => insideHost(contextOf(name), argv),
		inHost: (name, argv, options) => runCommand(insideHost(contextOf(name), argv), options),
		fault: async (name, kind, ...args) => {
			await applyFault(contextOf(name), kind, args);
			await writeSshConfig(own, needState(own));
		},
		heal: async name => {
			await healHost(contextOf(name));
			await writeSshConfig(own, needState(own));
		},
		cpuMs: name => cpuMsOf(contextOf(name)),
		processes: name => processesOf(contextOf(name)),
		sshdLog: name => sshdLog(contextOf(name)),
		close: () => takeDown(own),
	};
}
