import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	advanceLimits,
	type Crossing,
	crossingsBetween,
	type Level,
	type LimitTracks,
	type Measured,
	noLimits,
	overLimitSinceMs,
} from '../../source/rules/threshold-crossing.ts';

const stepMs = 2000;

/** What is told of a memory that is measured so, one letter a sample: normal, warning, critical. */
function toldOf(letters: string): readonly Crossing[] {
	let tracks: LimitTracks = noLimits;
	return [...letters].flatMap((letter, index) => {
		const atMs = index * stepMs;
		const before = tracks;
		tracks = advanceLimits(tracks, memory(levelOf(letter), atMs, index === 0));
		return crossingsBetween(before, tracks, atMs);
	});
}

function levelOf(letter: string): Level {
	return letter === 'n' ? 'normal' : letter === 'w' ? 'warning' : 'critical';
}

function memory(level: Level, atMs: number, isFirst: boolean): Measured {
	return {
		measures: ['memory'],
		values: [{measure: 'memory', subject: undefined, value: 0.5, level}],
		unknown: [],
		isFirst,
		atMs,
	};
}

function inWords(crossings: readonly Crossing[]): string {
	return crossings
		.map(({severity, isOver, lastedMs, isFound}) =>
			isFound
				? `found over ${severity}`
				: isOver
					? `over ${severity}`
					: `under ${severity} after ${(lastedMs ?? 0) / 1000} s`,
		)
		.join(', ');
}

describe('a limit is told of', () => {
	it.each([
		['of a value that stays well', 'nnnnnn', ''],
		['of one sample over it', 'nwnwnwn', ''],
		['when two samples in a row are over it', 'nww', 'over warning'],
		['when two in a row are under it again', 'nwwwnn', 'over warning, under warning after 6 s'],
		['of one sample under it', 'nwwnwnw', 'over warning'],
		['of what was so at the start', 'wwww', 'found over warning'],
		['of what was so at the start and ends', 'wwnn', 'found over warning, under warning after 6 s'],
		['when it gets worse', 'nwwcc', 'over warning, over critical'],
		['of both at once as the worse', 'nncc', 'over critical'],
		['of two samples over it as far as both were', 'nwcw', 'over warning'],
		['when the worse is over', 'nccww', 'over critical, under critical after 4 s'],
		[
			'of the end of both at once as the end of all',
			'nccnn',
			'over critical, under warning after 4 s',
		],
	])('%s', (_, letters, told) => {
		expect(inWords(toldOf(letters))).toBe(told);
	});
});

it('knows since when each limit is passed that a reason tells of, once that is settled', () => {
	const reason = {measure: 'memory', value: 0.9, limit: 0.8, subject: undefined} as const;
	const once = advanceLimits(noLimits, memory('warning', 2000, false));
	expect(overLimitSinceMs(once, {...reason, severity: 'warning'})).toBeUndefined();
	const twice = advanceLimits(once, memory('warning', 4000, false));
	expect(overLimitSinceMs(twice, {...reason, severity: 'warning'})).toBe(4000);
	expect(overLimitSinceMs(twice, {...reason, severity: 'critical'})).toBeUndefined();
});

it('never tells the same direction of one limit twice in a row, however its samples tremble', () => {
	fc.assert(
		fc.property(fc.string({unit: fc.constantFrom('n', 'w'), maxLength: 60}), letters => {
			const directions = toldOf(letters).map(({isOver}) => isOver);
			expect(directions.every((isOver, index) => isOver !== directions[index - 1])).toBe(true);
		}),
	);
});

it('goes on from the level it told last, with both limits too', () => {
	fc.assert(
		fc.property(fc.string({unit: fc.constantFrom('n', 'w', 'c'), maxLength: 60}), letters => {
			let level: Level = 'normal';
			for (const {severity, isOver, track} of toldOf(letters)) {
				const from: readonly Level[] = isOver
					? severity === 'critical'
						? ['normal', 'warning']
						: ['normal']
					: severity === 'critical'
						? ['critical']
						: ['warning', 'critical'];
				expect(from).toContain(level);
				level = track.settled;
			}
		}),
	);
});

const disks = (values: Measured['values'], parts: Partial<Measured> = {}): Measured => ({
	...{measures: ['disk'], values, unknown: [], isFirst: false, atMs: 0},
	...parts,
});
const full = (subject: string) =>
	({measure: 'disk', subject, value: 0.97, level: 'critical'}) as const;

describe('of several disks', () => {
	it('each has its own limit', () => {
		const once = advanceLimits(noLimits, disks([full('/')]));
		const twice = advanceLimits(once, disks([full('/'), full('/data')]));
		expect(crossingsBetween(once, twice, 0).map(({track}) => track.subject)).toEqual(['/']);
	});

	it('one that does not answer is over its limit still, and one that was unmounted is gone', () => {
		const found = advanceLimits(noLimits, disks([full('/'), full('/data')], {isFirst: true}));
		const silent = {unknown: [{measure: 'disk', mount: '/data'}]} as const;
		expect(advanceLimits(found, disks([full('/')], silent))).toBe(found);
		expect(advanceLimits(found, disks([full('/')]))).toHaveLength(1);
	});
});

it('a hot node has one temperature, whichever of its sensors is the hottest', () => {
	const hot = (subject: string): Measured => ({
		...{measures: ['temperature'], unknown: [], isFirst: false, atMs: 0},
		values: [{measure: 'temperature', subject, value: 81, level: 'warning'}],
	});
	const once = advanceLimits(noLimits, hot('Core 0'));
	const twice = advanceLimits(once, hot('Core 1'));
	expect(crossingsBetween(once, twice, 0)).toHaveLength(1);
	expect(advanceLimits(twice, hot('Core 0'))).toBe(twice);
});

it('what is well costs nothing: the tracks stay the same', () => {
	expect(advanceLimits(noLimits, memory('normal', 0, false))).toBe(noLimits);
});
