import type {JobPhase} from '../domain/job-where.ts';
import type {TimeLimit} from '../domain/job.ts';
import type {Glyphs} from './glyphs.ts';
import type {Piece} from './piece.ts';
import {clean, type Safe, safe} from './safe.ts';
import {padStart} from './width.ts';

/** The shape of a job in column 3, with its colour (SCREENS 1, glyphs). */
export function jobShape(phase: JobPhase, glyphs: Glyphs): Piece {
	switch (phase) {
		case 'runs':
			return {text: glyphs.ok, tone: 'ok'};
		case 'waits':
		case 'held':
			return {text: glyphs.waiting};
		case 'never':
			return {text: glyphs.warning, tone: 'warning'};
		case 'failed':
			return {text: glyphs.cross, tone: 'down'};
		case 'stopped':
			return {text: glyphs.cross, tone: 'dim'};
		case 'done':
			return {text: glyphs.check, tone: 'ok'};
		default:
			return {text: glyphs.unknown, tone: 'dim'};
	}
}

const phaseWords: Readonly<Record<Exclude<JobPhase, 'unknown'>, Safe>> = {
	runs: safe`running`,
	waits: safe`waiting`,
	held: safe`held`,
	never: safe`waiting`,
	done: safe`done`,
	failed: safe`failed`,
	stopped: safe`stopped`,
};

/** Where a state of Slurm says more than how the job is, in 7 cells. */
const stateWords: Readonly<Record<string, Safe>> = {
	COMPLETING: safe`ending`,
	CONFIGURING: safe`starts`,
	PREEMPTED: safe`preempt`,
	STAGE_OUT: safe`ending`,
	STOPPED: safe`paused`,
	SUSPENDED: safe`paused`,
	TIMEOUT: safe`timeout`,
};

/** `running`, `waiting`, `timeout`; a state that is not known as its cluster says it. */
export function jobStateText(phase: JobPhase, state: string): Safe {
	const own = Object.hasOwn(stateWords, state) ? stateWords[state] : undefined;
	return own ?? (phase === 'unknown' ? unknownState(state) : phaseWords[phase]);
}

function unknownState(state: string): Safe {
	return clean(state.toLowerCase(), {maxCharacters: 30});
}

const units = [
	['d', 86_400],
	['h', 3600],
	['m', 60],
	['s', 1],
] as const;

/** `8 h`, `90 m`, `36 h`: the largest unit that leaves nothing over. */
export function limitText(limit: TimeLimit): Safe {
	if (limit === 'unlimited') {
		return safe`none`;
	}

	const [unit, seconds] = units.find(([, size]) => limit % size === 0) ?? (['s', 1] as const);
	return limit === 0 ? safe`0 s` : safe`${limit / seconds} ${clean(unit)}`;
}

/** The same in 5 cells, at the right edge; where it has no room there in the unit below which it is. */
export function limitColumn(limit: TimeLimit | undefined, glyphs: Glyphs): Safe {
	const text = limit === undefined ? glyphs.absent : limitText(limit);
	return padStart(text.length <= 5 ? text : longLimitText(limit), 5);
}

/** More than 999 minutes or hours: whole days, and no more than they are. */
function longLimitText(limit: TimeLimit | undefined): Safe {
	const seconds = typeof limit === 'number' ? limit : 0;
	const [unit, size] = units.find(([, length]) => seconds >= length) ?? (['s', 1] as const);
	return safe`${Math.floor(seconds / size)} ${clean(unit)}`;
}
