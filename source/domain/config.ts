import type {HostName, ModelName, NodeName, RemotePath, SlurmName, UserName} from './ids.ts';

/** The configuration as the program sees it: checked, ranges expanded, defaults filled in. */
export type Config = {
	readonly cluster: string;
	readonly nodes: readonly NodeConfig[];
	readonly slurm: readonly SlurmConfig[];
	readonly chat: ChatConfig;
	readonly models: readonly WantedModel[];
	/** Directories with recipes, as written (`~` is expanded where they are read). */
	readonly recipes: readonly string[];
	readonly thresholds: Thresholds;
	readonly theme: ThemeName;
};

export type NodeConfig = {
	readonly name: NodeName;
	/** This machine: read without ssh. */
	readonly isLocal: boolean;
	/** What ssh dials: a host name, an address or an alias of ~/.ssh/config. Default: the name. */
	readonly host: HostName;
	readonly role: string | undefined;
	readonly tags: readonly string[];
	/** Listed when false, but never contacted. */
	readonly isEnabled: boolean;
	readonly ssh: SshConfig;
	readonly pollIntervalMs: number;
	readonly ollama: OllamaConfig;
	/** The node's name in Slurm; undefined: its short host name. */
	readonly slurmNode: string | undefined;
	readonly logs: readonly RemotePath[];
};

export type SshConfig = {
	readonly user: UserName | undefined;
	readonly port: number | undefined;
	/** Path of a private key here. */
	readonly identity: string | undefined;
	readonly jump: string | undefined;
	readonly transport: 'auto' | 'ssh2' | 'system';
};

/** `ask`: not configured, so ask on the default port; a silent one is no problem. */
export type OllamaConfig =
	| {readonly use: 'never'}
	| {readonly use: 'ask'; readonly port: number; readonly slots: number | undefined}
	| {readonly use: 'always'; readonly port: number; readonly slots: number | undefined};

export type SlurmConfig = {
	readonly name: SlurmName;
	/** A node's name or an ssh alias; undefined: squeue is on this machine. */
	readonly via: HostName | undefined;
};

export type RoutingName = 'resource-aware' | 'least-loaded' | 'round-robin' | 'affinity';

export type ChatConfig = {
	readonly model: ModelName | undefined;
	readonly routing: RoutingName;
	readonly system: string;
};

export type WantedModel = {
	readonly name: ModelName;
	readonly replicas: number | undefined;
	readonly tags: readonly string[];
	readonly nodes: readonly NodeName[];
};

/** Over `warning`: warning; over `critical`: critical. Memory and disk as fractions, temperature in degrees Celsius. */
export type Thresholds = {
	readonly memory: ThresholdPair;
	readonly temperature: ThresholdPair;
	readonly disk: ThresholdPair;
};

export type ThresholdPair = {readonly warning: number; readonly critical: number};

export type ThemeName = 'auto' | 'dark' | 'light' | 'colour-blind' | 'high-contrast' | 'mono';

/** One mistake in a configuration file. Line and column count from 1. */
export type ConfigProblem = {
	readonly file: string;
	readonly line: number | undefined;
	readonly column: number | undefined;
	/** `nodes[2].ssh.port`; empty for the file as a whole. */
	readonly path: string;
	/** The rest of the sentence: `must be a number from 1 to 65535, found "abc"`. */
	readonly message: string;
};
