import type {JobRowFacts} from '../domain/job-where.ts';
import type {JobEntry} from '../store/job-row.ts';
import {jobRowFacts} from '../store/job-facts.ts';
import {sectionsOf} from '../store/job-sections.ts';
import type {State} from '../store/state.ts';
import {durationText} from '../theme/duration-text.ts';
import {glyphsOf} from '../theme/glyphs.ts';
import {jobStateText, limitText} from '../theme/job-text.ts';
import {jobWhereParts, taskParts} from '../theme/job-where-text.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {cutEnd, cutMiddle, padEnd, widthOf} from '../theme/width.ts';

const gap = 2;
/** What a name leaves to the rest on a terminal. */
const mostName = 24;
const longestName = 200;
const leastWhere = 16;

export type JobsTable = {
	/** Of the terminal; undefined: there is none, and nothing is cut. */
	readonly columns: number | undefined;
	readonly hasAll: boolean;
};

/**
 * The jobs of the cluster that a state shows as a table for people, an array in one line: what runs first, then what
 * waits, then what has just ended. Scripts take `--json`.
 */
export function jobsTable(state: State, {columns, hasAll}: JobsTable): readonly string[] {
	const sections = sectionsOf(state.clusters[0], {sort: 'mine', hasAll});
	const rows = sections.flat().map(row => cellsOf(state, row, hasAll));
	if (rows.length === 0) {
		return [hasAll ? 'No jobs.' : 'No jobs of yours.'];
	}

	const glyphs = glyphsOf('unicode');
	const shown = [headings(hasAll), ...rows].map(cells =>
		cells.map((cell, column) =>
			column === 1 && columns !== undefined ? cutMiddle(cell, mostName, glyphs) : cell,
		),
	);
	const widths = headings(hasAll).map((_, column) =>
		Math.max(...shown.map(cells => widthOf(cells[column] ?? safe``))),
	);
	const before = widths.slice(0, -1).reduce((sum, width) => sum + width + gap, 0);
	const room = columns === undefined ? undefined : Math.max(leastWhere, columns - before);
	return shown.map(cells => {
		const where = cells.at(-1) ?? safe``;
		const head = cells
			.slice(0, -1)
			.map((cell, column) => padEnd(cell, (widths[column] ?? 0) + gap));
		const end = room === undefined ? where : cutEnd(where, room, glyphs);
		return joinSafe([...head, end], safe``).trimEnd();
	});
}

function headings(hasAll: boolean): readonly Safe[] {
	return [
		safe`JOB`,
		safe`NAME`,
		...(hasAll ? [safe`USER`] : []),
		...[safe`PARTITION`, safe`STATE`, safe`TIME`, safe`LIMIT`, safe`WHERE, OR WHY NOT`],
	];
}

function cellsOf(state: State, row: JobEntry, hasAll: boolean): readonly Safe[] {
	const facts = jobRowFacts(state, row);
	const {job, id, phase, elapsedMs} = facts;
	const {name, user, partition, timeLimitSeconds} = job;
	return [
		clean(id, {maxCharacters: 40}),
		clean(name, {maxCharacters: longestName}),
		...(hasAll ? [clean(user, {maxCharacters: 40})] : []),
		clean(partition, {maxCharacters: 40}),
		jobStateText(phase, job.state),
		elapsedMs === undefined ? safe`-` : clean(durationText(elapsedMs)),
		timeLimitSeconds === undefined ? safe`-` : limitText(timeLimitSeconds),
		whereText(facts, state.clock.wallMs),
	];
}

function whereText({where}: JobRowFacts, nowWallMs: number): Safe {
	const parts = where.kind === 'tasks' ? taskParts(where.counts) : jobWhereParts(where, nowWallMs);
	return joinSafe(parts, safe`, `);
}
