import {drawnHex} from './draw.ts';
import type {NodeLife} from './life.ts';
import {type Absence, actSeconds} from './plan.ts';

const daySeconds = 86_400;
/** A counter that begins anew is another boot: none is asked for further back than this. */
const second = 1;

/** What keeps everybody from a node at this second of the story; undefined while it is there. */
export function absenceAt({plan}: NodeLife, atSecond: number): Absence | undefined {
	const phase = phaseOf(atSecond);
	return plan.absences.find(({fromSecond, toSecond}) => phase >= fromSecond && phase < toSecond);
}

/** The second at which the next absence begins; undefined when there is none. */
export function nextAbsenceSecond({plan}: NodeLife, atSecond: number): number | undefined {
	const phase = phaseOf(atSecond);
	const starts = plan.absences.map(({fromSecond}) => fromSecond);
	const next = starts.find(start => start > phase) ?? starts.map(start => start + actSeconds)[0];
	return next === undefined ? undefined : atSecond - phase + next;
}

/** When the node was switched on, which every counter begins at. */
export function bootSecond(life: NodeLife, atSecond: number): number {
	return lastBoot(life, atSecond) ?? -life.plan.upDays * daySeconds;
}

/** A UUID of its own for every boot. */
export function bootId(life: NodeLife, atSecond: number): string {
	const hex = drawnHex(30, life.seed, life.plan.name, `${lastBoot(life, atSecond) ?? 'first'}`);
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`4${hex.slice(12, 15)}`,
		`8${hex.slice(15, 18)}`,
		hex.slice(18, 30),
	].join('-');
}

function lastBoot({plan}: NodeLife, atSecond: number): number | undefined {
	const phase = phaseOf(atSecond);
	const actStart = atSecond - phase;
	const boots = plan.absences
		.map(({bootsAtSecond}) => bootsAtSecond)
		.filter(boot => boot !== undefined);
	const latest = boots.filter(boot => boot + second <= phase).at(-1);
	const last = boots.at(-1);
	const inActBefore = actStart > 0 && last !== undefined ? actStart - actSeconds + last : undefined;
	return latest === undefined ? inActBefore : actStart + latest;
}

function phaseOf(atSecond: number): number {
	return atSecond - Math.floor(atSecond / actSeconds) * actSeconds;
}
