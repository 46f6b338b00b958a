import {placePieces} from '../components/place-pieces.ts';
import type {ClusterState} from '../store/clusters-state.ts';
import {goneOnMs} from '../store/job-facts.ts';
import {jobThereFacts} from '../store/slurm-node-facts.ts';
import type {JobThere} from '../store/slurm-node-jobs.ts';
import type {State} from '../store/state.ts';
import {durationColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {jobIdText} from '../theme/job-id-text.ts';
import {jobShape, jobStateText} from '../theme/job-text.ts';
import type {Piece} from '../theme/piece.ts';
import {clean, type Safe} from '../theme/safe.ts';
import {cutMiddle} from '../theme/width.ts';

type Place = {
	readonly cluster: ClusterState;
	readonly state: State;
	readonly columns: number;
	readonly glyphs: Glyphs;
};

/** `● 4711         train-llm         alice   running    2 h 14 m`, each job of a node in a line. */
export function jobThereLines(
	there: readonly JobThere[],
	place: Place,
): ReadonlyArray<readonly Piece[]> {
	return there.map(one => jobPieces(one, place));
}

function jobPieces(there: JobThere, place: Place): readonly Piece[] {
	const {glyphs, columns} = place;
	const {job} = there;
	const {phase, state} = jobThereFacts(there);
	const nameWidth = columns < 100 ? 14 : 24;
	const nameColumn = 17;
	const userColumn = nameColumn + nameWidth + 2;
	return placePieces([
		{column: 0, pieces: [jobShape(phase, glyphs)]},
		{column: 2, pieces: [{text: jobIdText(job.id, 13, glyphs)}]},
		{column: nameColumn, pieces: [{text: cut(job.name, nameWidth, glyphs)}]},
		{column: userColumn, pieces: [{text: cut(job.user, 8, glyphs)}]},
		{column: userColumn + 10, pieces: [{text: jobStateText(phase, state)}]},
		{column: userColumn + 19, pieces: [{text: ranText(there, place)}]},
	]);
}

/** How long it runs. */
export function ranText(there: JobThere, {cluster, state, glyphs}: Omit<Place, 'columns'>): Safe {
	return durationColumn(ranMs(there, {cluster, state}), glyphs);
}

export function ranMs(
	there: JobThere,
	{cluster, state}: Pick<Place, 'cluster' | 'state'>,
): number | undefined {
	const {elapsedSeconds} = there.job;
	return elapsedSeconds === undefined
		? undefined
		: elapsedSeconds * 1000 + goneOnMs(there, cluster, state.clock.atMs);
}

function cut(text: string, columns: number, glyphs: Glyphs): Safe {
	return cutMiddle(clean(text, {maxCharacters: 500}), columns, glyphs);
}
