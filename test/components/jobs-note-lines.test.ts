import {expect, it} from 'vitest';
import {type SilentCluster, staleLines} from '../../source/components/jobs-note-lines.ts';
import {glyphsOf} from '../../source/theme/glyphs.ts';

const glyphs = glyphsOf('unicode');
const before = {ageMs: 43_000, wallMs: new Date(2026, 10, 21, 14, 1, 37).getTime()};
const busy: SilentCluster = {
	failure: {kind: 'timedOut', where: 'squeue', afterMs: 12_000},
	controller: 'up',
	...{cluster: 'hpc', what: 'queue', via: 'login', isLoginLost: false, retryInMs: 20_000},
};

function lines(silent: SilentCluster, columns: number): readonly string[] {
	return staleLines(silent, before, {columns, glyphs}).map(({pieces}) =>
		pieces.map(({text}) => text).join(''),
	);
}

it('on a small terminal both are whole: what is wrong, and of when the queue is', () => {
	expect(lines(busy, 80).slice(1)).toEqual([
		'     slurmctld timed out after 12 s; it answers a ping, so it is busy.',
		'     Next try in 20 s · r tries now · This is the queue of 14:01:37.',
	]);
	expect(lines({...busy, what: 'list of nodes', retryInMs: undefined}, 80)[2]).toBe(
		'     r tries now · This is the list of nodes of 14:01:37.',
	);
});

it('on a wide one the age stands beside the trouble', () => {
	expect(lines(busy, 120).slice(1)).toEqual([
		'     slurmctld timed out after 12 s; it answers a ping, so it is busy. This is the queue of 14:01:37.',
		'     Next try in 20 s · r tries now',
	]);
});

it('no line is wider than the terminal, however long the trouble is', () => {
	const long = {kind: 'exited', where: 'squeue', exitCode: 1, signal: undefined} as const;
	const silent: SilentCluster = {
		...busy,
		controller: 'unknown',
		failure: {...long, stderr: 'it is broken '.repeat(50)},
	};
	for (const line of lines(silent, 80)) {
		expect(line.length).toBeLessThanOrEqual(79);
	}

	expect(lines(silent, 80)[2]).toContain('14:01:37.');
});
