import {expect, test} from 'vitest';
import type {ConfigProblem} from '../../source/domain/config.ts';
import {eventText} from '../../source/theme/event-text.ts';
import {glyphsOf} from '../../source/theme/glyphs.ts';
import {frameOf} from '../helpers/frame.tsx';
import {mismatch, ToldRack} from '../helpers/told-rack.ts';

const small = {columns: 80, rows: 24};
const problem: ConfigProblem = {
	...{file: '/home/alice/.config/clusterdeck/config.yaml', line: 6, column: 1},
	...{path: '', message: 'nodez is no setting, did you mean nodes?'},
};
const long: ConfigProblem = {
	...{...problem, path: 'nodes[0].host'},
	message: `is \u001b[31m${'wrong '.repeat(40)}`,
};

function rejected(...problems: readonly ConfigProblem[]): ToldRack {
	return new ToldRack().at(1).send({type: 'config/rejected', problems, atMs: 1000});
}

const lastLine = (rack: ToldRack) => frameOf(rack.state, small).at(-1);
const marks = (rack: ToldRack) => frameOf(rack.state, small)[1]?.includes('▲ config');

test('an edit of the configuration that was not taken is told: what is wrong, then where', () => {
	expect(lastLine(rejected(problem))).toBe(
		' ▲ nodez is no setting, did you mean nodes? · config.yaml:6:1 · 6 shows it',
	);
});

test('of several the first is told, cut so that its place is still there', () => {
	const line = lastLine(rejected(long, problem)) ?? '';
	expect(line).toMatch(
		/^ ▲ nodes\[0\]\.host is ␛.*… · config\.yaml:6:1 · and 1 more · 6 shows it$/,
	);
	expect(line.length).toBeLessThanOrEqual(79);
});

test('that goes with a key or after 6 s, and a mark stays until the file is good again', () => {
	expect(lastLine(rejected(problem).tick(7))).toContain('? help');
	const rack = rejected(problem).press('j');
	expect(lastLine(rack)).toContain('? help');
	expect(marks(rack)).toBe(true);
	expect(marks(rack.configure(['pi-1']))).toBe(false);
});

test('the events hold the whole of it', () => {
	const rack = rejected(problem, long).press('6');
	const wide = frameOf(rack.state, {columns: 160, rows: 40});
	expect(wide.join('\n')).toContain(
		'config not taken: nodez is no setting, did you mean nodes? · config.yaml:6:1 · and 1 more · the one before it stays',
	);
	const [entry] = rejected(long).entries;
	expect(entry && eventText(entry, glyphsOf('unicode'))).toContain('wrong '.repeat(30));
});

test('a host that is not the one on record is told before it', () => {
	expect(lastLine(rejected(problem).refused(mismatch))).toContain('host key changed');
});
