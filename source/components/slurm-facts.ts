import type {Health} from '../domain/health.ts';
import {durationText} from '../theme/duration-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {fitParts} from '../theme/node-row-text.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import type {Fact} from './fact-columns.ts';

/** A node of the rack as its Slurm cluster tells of it. All text is raw but `state`. */
export type NodeSlurm = {
	readonly health: Health;
	/** All that it is at once; undefined: its nodes were not told. */
	readonly state: Safe | undefined;
	/** Why it is closed, the most important first. */
	readonly reason: readonly Safe[];
	readonly jobs: readonly SlurmJobThere[];
};

export type SlurmJobThere = {
	readonly id: string;
	readonly name: string;
	readonly user: string;
	readonly ranMs: number | undefined;
};

/** Beside cores and gpus: they are needed as much. */
const rank = 3;
const idleRank = 8;

type Room = {readonly width: number; readonly isWhole: boolean; readonly glyphs: Glyphs};

/** `slurm     4711 train-llm · alice · 2 h 14 m`; before that why no other job begins there. */
export function slurmFacts(
	{health, state, reason, jobs}: NodeSlurm,
	{width, isWhole, glyphs}: Room,
): readonly Fact[] {
	const shown = isWhole ? jobs : jobs.slice(0, 1);
	const others = jobs.length - shown.length;
	const isClosed = state !== undefined && (health === 'down' || health === 'warning');
	const closed: readonly Fact[] = isClosed
		? [
				{
					...{label: safe`slurm`, rank},
					pieces: [{text: fitParts([state, ...reason], width, glyphs), tone: health}],
				},
			]
		: [];
	const running = shown.map((job, index): Fact => {
		const parts = others > 0 ? [...jobParts(job).slice(0, 2), safe`${others} more`] : jobParts(job);
		return {
			label: index === 0 && !isClosed ? safe`slurm` : safe``,
			rank,
			pieces: [{text: fitParts(parts, width, glyphs)}],
		};
	});
	const idle: readonly Fact[] =
		jobs.length > 0 || isClosed || state === undefined
			? []
			: [{label: safe`slurm`, rank: idleRank, pieces: [{text: fitParts([state], width, glyphs)}]}];
	return [...closed, ...running, ...idle];
}

function jobParts({id, name, user, ranMs}: SlurmJobThere): readonly Safe[] {
	return [
		safe`${clean(id, {maxCharacters: 40})} ${clean(name, {maxCharacters: 100})}`,
		clean(user, {maxCharacters: 40}),
		...(ranMs === undefined ? [] : [clean(durationText(ranMs))]),
	];
}
