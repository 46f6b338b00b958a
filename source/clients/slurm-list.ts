import type {ParseProblem, ReadList} from '../domain/parsed.ts';
import {failed} from '../domain/result.ts';
import type {ClusterMemory} from './known-fields.ts';
import type {AskSlurm} from './slurm-command.ts';

export type SlurmListParts = {
	readonly ask: AskSlurm;
	/** As failures name the cluster. */
	readonly where: string;
	/** What stands between fields, of letters and digits: different for each call, so that no job can hold it. */
	readonly newMark: () => string;
	/** @default one of its own */
	readonly memory?: ClusterMemory;
};

export type ParsedList = {
	readonly command: 'squeue' | 'sacct' | 'sinfo';
	/** As failures name the cluster. */
	readonly where: string;
	readonly problems: readonly ParseProblem[];
	readonly isWhole: boolean;
	/** Nothing of it was understood. */
	readonly isEmpty: boolean;
};

/**
 * A list that ends within a record is none: what came after it nobody knows, and what is not in a list is taken for
 * gone. What else was not understood goes with the list, for the same reason.
 */
export function readList<Value>(value: Value, list: ParsedList): ReadList<Value> {
	const {command, where, problems, isWhole, isEmpty} = list;
	const problem = isWhole ? problems[0]?.reason : 'the list ends within a record';
	if (problem === undefined) {
		return {ok: true, value};
	}

	return isWhole && !isEmpty
		? {ok: true, value, problems}
		: failed({kind: 'unparseable', where, problem: `${command}: ${problem}`});
}
