import type {ChatConfig, Config, SshConfig, Thresholds} from '../domain/config.ts';
import {isHostName, isNodeName, isSlurmName} from '../domain/grammar.ts';

export const defaultPollMs = 2000;
export const defaultOllamaPort = 11_434;
export const defaultCluster = 'cluster';
export const defaultThresholds: Thresholds = {
	memory: {warning: 0.8, critical: 0.92},
	temperature: {warning: 75, critical: 83},
	disk: {warning: 0.85, critical: 0.95},
};
export const defaultChat: ChatConfig = {model: undefined, routing: 'resource-aware', system: ''};
export const defaultSsh: SshConfig = {
	user: undefined,
	port: undefined,
	identity: undefined,
	jump: undefined,
	transport: 'auto',
};

/** What is watched when there is no file: this machine, its Ollama if one answers, its Slurm where squeue is. */
export function builtInConfig({hasSlurm}: {readonly hasSlurm: boolean}): Config {
	const name = 'localhost';
	const slurm = 'slurm';
	return {
		cluster: 'this-machine',
		nodes:
			isNodeName(name) && isHostName(name)
				? [
						{
							name,
							isLocal: true,
							host: name,
							role: undefined,
							tags: [],
							isEnabled: true,
							ssh: defaultSsh,
							pollIntervalMs: defaultPollMs,
							ollama: {use: 'ask', port: defaultOllamaPort, slots: undefined},
							slurmNode: undefined,
							logs: [],
						},
					]
				: [],
		slurm: hasSlurm && isSlurmName(slurm) ? [{name: slurm, via: undefined}] : [],
		chat: defaultChat,
		models: [],
		recipes: [],
		thresholds: defaultThresholds,
		theme: 'auto',
	};
}
