import type {SlurmName} from '../domain/ids.ts';

/** Something that a person asked a cluster to change, from the key on until it is known what came of it. */
export type UnderWay = {
	readonly cluster: SlurmName;
	/** A change to jobs has its number; of others the same is asked for again only where it makes no difference. */
	readonly key: number | string;
	/** The first of the commands that do it. */
	readonly argv: readonly string[];
	/** The jobs that it takes several commands to change, and how many of them have gone out; undefined: it takes one. */
	readonly progress?: {readonly ids: readonly string[]; readonly sent: number};
	/** A person stopped it: nothing more of it goes out, and what came of the rest is awaited. */
	readonly isStopped?: true;
	/** Monotonic. */
	readonly sinceMs: number;
};
