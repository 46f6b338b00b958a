import type {Job} from '../domain/job.ts';
import type {JobRowFacts} from '../domain/job-where.ts';
import {countColumn, durationColumn, sizeColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {jobIdText} from '../theme/job-id-text.ts';
import {jobShape, jobStateText, limitColumn} from '../theme/job-text.ts';
import {jobWhereParts, taskParts} from '../theme/job-where-text.ts';
import {fitParts} from '../theme/node-row-text.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {momentColumn} from '../theme/time-text.ts';
import {cutEnd, cutMiddle, padStart} from '../theme/width.ts';
import {cursorNameLook} from './focus-look.ts';
import {type JobColumns, jobIdColumn, type PlacedJobColumn} from './job-columns.ts';
import {placePieces, type Spot} from './place-pieces.ts';
import {taskBar} from './task-bar.ts';

/** What a row of the table of jobs shows. Text is raw. */
export type JobRowPicture = JobRowFacts & {
	/** `task`, `lastTask`: of the array over it. */
	readonly fold: 'folded' | 'open' | 'task' | 'lastTask' | undefined;
	readonly isUnderCursor: boolean;
	readonly isMarked: boolean;
	/** What it says is from before the cluster fell silent. */
	readonly isOld: boolean;
};

const longestText = 500;

export type JobTable = {
	readonly columns: JobColumns;
	readonly nowWallMs: number;
	readonly profile: Profile;
};

/** ` › ● 4711           train-llm         alice   gpu    running    2 h 14 m    8 h    32    2  gpu-01` */
export function jobRowLine(row: JobRowPicture, table: JobTable): ScreenLine {
	const {isUnderCursor} = row;
	return {
		pieces: placePieces([...frontSpots(row, table), ...valueSpots(row, table)]),
		isUnderCursor,
	};
}

function frontSpots(row: JobRowPicture, {columns, profile}: JobTable): readonly Spot[] {
	const {glyphs} = profile;
	const {isUnderCursor, isMarked, job, fold} = row;
	const look = {...dimmedIf(isFaint(row)), ...(isUnderCursor ? cursorNameLook(profile) : {})};
	return [
		...(isUnderCursor ? [spot(1, {text: glyphs.cursor, tone: 'accent'})] : []),
		...(isMarked ? [spot(2, {text: glyphs.mark, tone: 'accent'})] : []),
		spot(
			3,
			row.where.kind === 'gone' ? {text: glyphs.unknown, tone: 'dim'} : jobShape(row.phase, glyphs),
		),
		...(fold === 'folded' || fold === 'open' ? [spot(4, {text: glyphs[fold], tone: 'dim'})] : []),
		{column: jobIdColumn, pieces: idPieces(row, columns.idWidth, glyphs)},
		spot(columns.name.column, {text: cut(job.name, columns.name.width, glyphs), ...look}),
	];
}

function spot(column: number, piece: Piece): Spot {
	return {column, pieces: [piece]};
}

function dimmedIf(isDim: boolean): Omit<Piece, 'text'> {
	return isDim ? {tone: 'dim'} : {};
}

function isFaint({isOld, where}: JobRowPicture): boolean {
	return isOld || where.kind === 'gone';
}

/** A task hangs from the array over it. */
function idPieces(row: JobRowPicture, width: number, {tree, ...glyphs}: Glyphs): readonly Piece[] {
	const {fold, id} = row;
	const isTask = fold === 'task' || fold === 'lastTask';
	const branch = fold === 'lastTask' ? tree.last : tree.branch;
	const text = jobIdText(id, width - (isTask ? 2 : 0), {tree, ...glyphs});
	return [
		...(isTask ? [{text: branch, tone: 'rule'} as const] : []),
		{text, ...dimmedIf(isFaint(row))},
	];
}

/** A name: cut in its middle. */
function cut(text: string, columns: number, glyphs: Glyphs): Safe {
	return cutMiddle(clean(text, {maxCharacters: longestText}), columns, glyphs);
}

function valueSpots(row: JobRowPicture, {columns, nowWallMs, profile}: JobTable): readonly Spot[] {
	const {glyphs} = profile;
	const isGone = row.where.kind === 'gone';
	const shown = isGone ? columns.values.filter(({name}) => isText.has(name)) : columns.values;
	return [
		...shown.map(column => {
			const text = valueText(row, column, glyphs);
			const isUnknown = text.trim() === glyphs.absent;
			return spot(column.column, {text, ...dimmedIf(isUnknown || isFaint(row))});
		}),
		{
			column: columns.where.column,
			pieces: wherePieces(row, {width: columns.where.width, nowWallMs, glyphs}),
		},
	];
}

/** What is left of a job that is gone: who it was. */
const isText: ReadonlySet<PlacedJobColumn['name']> = new Set([
	...(['user', 'account', 'partition', 'qos'] as const),
]);

function valueText(row: JobRowPicture, {name, width}: PlacedJobColumn, glyphs: Glyphs): Safe {
	const {job, elapsedMs, memoryBytes, phase} = row;
	switch (name) {
		case 'state':
			return cutEnd(jobStateText(phase, stateOf(row)), width, glyphs);
		case 'time':
			return durationColumn(elapsedMs, glyphs);
		case 'limit':
			return limitColumn(job.timeLimitSeconds, glyphs);
		case 'memory':
			return sizeColumn(memoryBytes, glyphs);
		case 'submitted':
			return momentColumn(job.submittedAtMs, glyphs);
		case 'cpus':
			return numberText(job.cpuCount, width, glyphs);
		case 'gpus':
			return numberText(job.gpuCount, width, glyphs);
		case 'nodes':
			return numberText(job.nodeCount, width, glyphs);
		case 'priority':
			return countColumn(job.priority, glyphs);
		default:
			return textOf(job, name, {width, glyphs});
	}
}

function stateOf({where, job}: JobRowPicture): string {
	return where.kind === 'runs' || where.kind === 'ended' ? where.state : job.state;
}

type Room = {readonly width: number; readonly glyphs: Glyphs};

function textOf(
	job: Job,
	name: 'user' | 'account' | 'partition' | 'qos',
	{width, glyphs}: Room,
): Safe {
	const text = job[name];
	return text === undefined || text === '' ? glyphs.absent : cut(text, width, glyphs);
}

/** Numbers are never cut: one that has no room is not told. */
function numberText(count: number | undefined, width: number, {absent}: Glyphs): Safe {
	const text = count === undefined ? absent : clean(String(count));
	return padStart(text.length > width ? absent : text, width);
}

const mostBar = 12;
const leastBar = 4;

function wherePieces(
	row: JobRowPicture,
	{width, nowWallMs, glyphs}: Room & {readonly nowWallMs: number},
): readonly Piece[] {
	const {where} = row;
	if (where.kind !== 'tasks') {
		const text = fitParts(jobWhereParts(where, nowWallMs), width, glyphs);
		return [{text, ...dimmedIf(isFaint(row) || where.kind === 'gone')}];
	}

	const [first = safe``, ...others] = taskParts(where.counts);
	const barWidth = Math.min(mostBar, width - first.length - 2);
	const hasBar = barWidth >= leastBar;
	const text = fitParts([first, ...others], hasBar ? width - barWidth - 2 : width, glyphs);
	return [
		...(hasBar ? [...taskBar(where.counts, barWidth, glyphs), {text: safe`  `}] : []),
		{text, ...dimmedIf(isFaint(row))},
	];
}
