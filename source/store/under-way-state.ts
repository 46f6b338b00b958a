import type {SlurmName} from '../domain/ids.ts';

/** Something that a person asked a cluster to change, from the key on until it is known what came of it. */
export type UnderWay = {
	readonly cluster: SlurmName;
	/** What tells it apart from others. */
	readonly key: string;
	/** The first of the commands that do it. */
	readonly argv: readonly string[];
	/** Monotonic. */
	readonly sinceMs: number;
};
