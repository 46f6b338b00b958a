import {describe, expect, it} from 'vitest';
import {logLines} from '../../source/components/log-lines.ts';
import type {LogRemark} from '../../source/domain/log-remark.ts';
import {mostLogRows} from '../../source/domain/screen.ts';
import type {State} from '../../source/store/state.ts';
import type {ScreenLine} from '../../source/theme/piece.ts';
import {logPicture} from '../../source/views/log-picture.ts';
import {atMs} from '../helpers/home-rack.ts';
import {colourless, frameOf, inColour, rawFrame, stripSgr, textOf} from '../helpers/frame.tsx';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {LoggedRack, numbered} from '../helpers/logged-rack.ts';

const small = {columns: 80, rows: 24};
const large = {columns: 120, rows: 40};
const wallMs = new Date(2026, 10, 21, 14, 2, 11).getTime();

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there.
const hidden = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const sample = [
	'epoch 2/3  step 18400  loss 1.9312  lr 8.1e-05  6.42 it/s',
	'WARNING: the metrics server http://login:9091/api/v1/push does not answer, next try in 12 s',
	'epoch 2/3  step 18500\tloss 1.9287',
	'',
	'checkpoint written to ckpt/step-18500 (2.1 s)',
];

/** Everything came at 14:02:11. */
function drawn(rack: LoggedRack): State {
	const clock = {atMs, wallMs: wallMs + atMs, awakeSinceMs: 0};
	return {...rack.state, clock};
}

const body = (rack: LoggedRack, size = small) => frameOf(drawn(rack), size).slice(2);

/** The body without the terminal between. */
function composed(rack: LoggedRack): readonly ScreenLine[] {
	const {log, view, screen} = rack;
	const lineRows = mostLogRows(screen.size, {isSearched: view.search !== '', hasEnded: false});
	return logLines(
		logPicture({log, view, screen, clock: drawn(rack).clock}),
		{...screen.size, lineRows, isAiry: false},
		colourless,
	);
}

describe('a log on the screen', () => {
	it('fills the body at 80 columns', () => {
		const rack = new LoggedRack().reads(sample);
		expect(body(rack).slice(0, 6)).toEqual([
			' ─── pi-1 ──────────────────────────────────────── /var/log/app.log · following',
			'     epoch 2/3  step 18400  loss 1.9312  lr 8.1e-05  6.42 it/s',
			'     WARNING: the metrics server http://login:9091/api/v1/push does not answer…',
			'     epoch 2/3  step 18500    loss 1.9287',
			'',
			'     checkpoint written to ckpt/step-18500 (2.1 s)',
		]);
		expect(body(rack).at(-1)).toContain('f follow');
	});

	it('has blank lines around it at 120', () => {
		const lines = body(new LoggedRack(large).reads(numbered(100)), large);
		expect(lines.slice(1, 3)).toEqual(['', '     line 67']);
		expect(lines.slice(-3)).toEqual(['     line 100', '', expect.stringContaining('f follow')]);
	});

	it('t tells when lines came, and w wraps long ones', () => {
		const rack = new LoggedRack().reads(sample).press('t', 'w');
		expect(body(rack).slice(1, 5)).toEqual([
			' 14:02:11  epoch 2/3  step 18400  loss 1.9312  lr 8.1e-05  6.42 it/s',
			' 14:02:11  WARNING: the metrics server http://login:9091/api/v1/push does not a',
			'           nswer, next try in 12 s',
			' 14:02:11  epoch 2/3  step 18500    loss 1.9287',
		]);
	});

	it('where the end is followed its last line is on the last row, wrapped or not', () => {
		const long = numbered(30).map(line => `${line} ${'x'.repeat(100)}`);
		const rack = new LoggedRack().reads(long).press('w');
		const lines = body(rack);
		expect(lines.at(-2)).toMatch(/^ {5}x+$/);
		expect(lines.at(-3)).toMatch(/^ {5}line 30 x+$/);
	});

	it('above the end it says where one is, and the text is still while lines come', () => {
		const rack = new LoggedRack().reads(numbered(1500)).press('k', 'k');
		const before = body(rack);
		expect(before[0]).toContain('line 1,479 of 1,500');
		expect(body(rack.reads(numbered(9)))[0]).toContain('line 1,479 of 1,509');
		expect(body(rack).slice(1)).toEqual(before.slice(1));
	});

	it('a search is a regular expression, and all that it matches is marked', () => {
		const rack = new LoggedRack().reads(sample).press('/').type('step.1[0-9]+').press('enter');
		const strong = composed(rack).map(({pieces}) =>
			pieces.filter(piece => piece.isStrong === true),
		);
		const texts = strong.slice(1).map(pieces => pieces.map(({text}) => text));
		expect(texts.filter(found => found.length > 0)).toEqual([
			['step 18400'],
			['step 18500'],
			['step-18500'],
		]);
	});

	it('a match far to the right of a line is brought into sight, and one over an edge is whole', () => {
		const long = `${'x'.repeat(300)} needle ${'y'.repeat(300)}`;
		const rack = new LoggedRack().reads([long]).press('/').type('needle').press('enter');
		const line = body(rack)[1] ?? '';
		expect(line).toMatch(/^ {5}…x+ needle y+…$/);
		rack.press('w').reads([`${'x'.repeat(70)}needle`]);
		const strong = composed(rack)
			.slice(1)
			.flatMap(({pieces}) => pieces.filter(piece => piece.isStrong === true));
		expect(strong.map(({text}) => text)).toEqual(['needle', 'need', 'le']);
	});

	it('how large the file is stands in the title, and grows', () => {
		const rack = new LoggedRack();
		const reads = (sizeBytes: number) =>
			rack.send({type: 'log/read', log: 1, lines: ['x'], sizeBytes, atMs: 0});
		reads(19_293_798);
		expect(body(rack)[0]).toMatch(/ \/var\/log\/app.log · 18.4 MiB · following$/);
		reads(21_000_000);
		expect(body(rack)[0]).toMatch(/ · 20 MiB · following$/);
	});

	it('what of a large file is not read is told over its lines', () => {
		const rack = new LoggedRack();
		const remark = {kind: 'unread', bytes: 1_050_978_760} as const;
		rack.send({type: 'log/remarked', log: 1, remark, atMs: 0}).reads(['one']);
		expect(body(rack).slice(1, 3)).toEqual([
			'     -- the 0.98 GiB before are not read --',
			'     one',
		]);
	});

	it('what was said of the file again and again is told once, with how often', () => {
		const rack = new LoggedRack().reads(['one']);
		rack.send({type: 'log/remarked', log: 1, remark: {kind: 'replaced'}, times: 12_000, atMs: 0});
		expect(body(rack)[2]).toBe(
			'     -- another file has its name now: reading from its start -- 12,000 times',
		);
	});

	it('what was left out is told between the lines', () => {
		const lines = body(new LoggedRack().reads(['one']).reads(['two'], 12_400));
		expect(lines.slice(1, 4)).toEqual([
			'     one',
			'     -- 12,400 lines left out: they came too fast --',
			'     two',
		]);
	});

	it('a search counts under the log, and marks what it finds', () => {
		const rack = new LoggedRack().reads(sample).press('/').type('STEP').press('enter');
		expect(body(rack).at(-2)).toBe(' /STEP    3 of 3');
		const marked = rawFrame(drawn(rack), small, {profile: inColour}).filter(line =>
			/\[[\d;]*\b7m/.test(line),
		);
		expect(marked.map(stripSgr)).toEqual([expect.stringContaining('ckpt/step-18500')]);
		expect(body(rack.press('/').type('nowhere')).at(-2)).toBe(' /nowhere    not found');
	});
});

it('which logs a node has is asked over the body', () => {
	const dialog = body(new LoggedRack().press('o')).filter(line => /^ {4}[┌│└]/.test(line));
	const edge = '─'.repeat(70);
	expect(dialog.map(line => line.trim())).toEqual([
		`┌─ Log of pi-1 ${'─'.repeat(56)}┐`,
		`│  ${'  journal'.padEnd(66)}  │`,
		`│  ${'› /var/log/app.log'.padEnd(66)}  │`,
		`│  ${' '.repeat(66)}  │`,
		`│  ${'enter reads it  esc leaves'.padEnd(66)}  │`,
		`└${edge}┘`,
	]);
});

describe('a log without lines', () => {
	const first = (rack: LoggedRack): string | undefined => body(rack)[1];

	it('says that it is being opened, and then that it is empty', () => {
		const rack = new LoggedRack();
		expect(first(rack)).toBe('     opening /var/log/app.log of pi-1');
		expect(first(rack.reads([]))).toBe('     The file is empty.');
		rack.press('o', 'g', 'enter');
		expect(first(rack)).toBe('     opening the journal of pi-1');
		expect(first(rack.reads([]))).toBe('     Nothing is in it yet.');
	});

	it('says under what was said of the file that it is empty, as soon as it was read', () => {
		const rack = new LoggedRack();
		const said = (remark: LogRemark) => rack.send({type: 'log/remarked', log: 1, remark, atMs: 0});
		said({kind: 'file', path: '/home/alice/7.out', isBoth: false});
		expect(body(rack).slice(1, 3)).toEqual(['     -- /home/alice/7.out --', '']);
		expect(body(rack.reads([])).slice(1, 4)).toEqual([
			'     -- /home/alice/7.out --',
			'     The file is empty.',
			'',
		]);
		said({kind: 'gone'});
		expect(body(rack).join('\n')).not.toContain('The file is empty.');
		said({kind: 'appeared'});
		expect(body(rack)[4]).toBe('     The file is empty.');
		expect(body(rack.reads(['one'])).slice(4, 6)).toEqual(['     one', '']);
	});

	it('says why, where it could not be opened', () => {
		const failure = {
			kind: 'unreachable',
			where: 'pi-1',
			reason: 'it is not connected now',
		} as const;
		const rack = new LoggedRack().send({type: 'log/ended', log: 1, failure, atMs: 0});
		expect(body(rack).slice(1, 5)).toEqual([
			'     pi-1: it is not connected now. Is it switched on, and is the network',
			'     there?',
			'',
			'     r tries again',
		]);
	});
});

it('a log that has ended keeps its lines, and says how to open it again', () => {
	const rack = new LoggedRack().reads(numbered(50));
	rack.send({type: 'log/ended', log: 1, failure: undefined, atMs: 0});
	const lines = body(rack);
	expect(lines[0]).toContain('ended');
	expect(lines.slice(-3, -1)).toEqual([
		'     line 50',
		'     -- The program that told it has ended. r opens it again. --',
	]);
});

describe('nothing in a log acts on the terminal', () => {
	/** All of the corpus, a screen after the other. */
	function screens(rack: LoggedRack): string {
		rack.reads(hostileCorpus.map(({text}) => `needle${text}needle`)).press('g');
		const texts: string[] = [];
		for (let first = 0; first < hostileCorpus.length; first += 8) {
			const lines = composed(rack);
			expect(lines.length).toBeLessThanOrEqual(21);
			texts.push(...lines.map(textOf));
			rack.press('j', 'j', 'j', 'j', 'j', 'j', 'j', 'j');
		}

		return texts.join('');
	}

	it('as the terminal gets it', () => {
		const rack = new LoggedRack().reads(hostileCorpus.map(({text}) => text));
		expect(frameOf(drawn(rack), small).join('')).not.toMatch(hidden);
	});

	it.each([
		['cut', []],
		['wrapped', ['w']],
		['with times', ['t']],
	])('%s', (_, keys) => {
		expect(screens(new LoggedRack().press(...keys))).not.toMatch(hidden);
	});

	it('nor does what a search marks in it', () => {
		const rack = new LoggedRack().press('/').type('needle').press('enter');
		expect(screens(rack)).not.toMatch(hidden);
	});
});

it('ten thousand long lines cost no more than a screen of them', () => {
	const rack = new LoggedRack(large).press('w');
	for (let piece = 0; piece < 10; piece += 1) {
		rack.reads(Array.from({length: 1000}, () => `日本 ${'x'.repeat(1000)}`));
	}

	expect(composed(rack).length).toBeLessThan(40);
	const begun = performance.now();
	for (let step = 0; step < 10; step += 1) {
		composed(rack);
	}

	// Ten thousand of them would be measured for seconds.
	expect((performance.now() - begun) / 10).toBeLessThan(200);
});
