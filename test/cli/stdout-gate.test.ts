import fc from 'fast-check';
import {afterAll, describe, expect, test} from 'vitest';
import {createStdoutGate, type GateProfile} from '../../source/cli/stdout-gate.ts';
import {hostileCorpus, hostileText} from '../helpers/hostile-corpus.ts';
import {openTerminalOracle} from '../helpers/terminal-oracle.ts';

const isFull = process.env['FULL'] === '1';
const runs = {numRuns: isFull ? 200_000 : 5000};

const ours = [
	...[
		'\u001b[m',
		'\u001b[0m',
		'\u001b[1;31m',
		'\u001b[38;5;8m',
		'\u001b[48;2;8;8;8;1m',
		'\u001b[4:3m',
	],
	...[
		'\u001b[A',
		'\u001b[12B',
		'\u001b[3C',
		'\u001b[3D',
		'\u001b[E',
		'\u001b[F',
		'\u001b[1G',
		'\u001b[H',
	],
	...[
		'\u001b[10;20H',
		'\u001b[K',
		'\u001b[2K',
		'\u001b[J',
		'\u001b[0J',
		'\u001b[2J',
		'\u001b[r',
		'\u001b[2;9r',
	],
	...[
		'\u001b[?25l',
		'\u001b[?25h',
		'\u001b[?1049h',
		'\u001b[?2026l',
		'\u001b[?2004h',
		'\u001b[?1006h',
	],
	...[
		'\u001b[?1000;1002l',
		'\u001b[?1003l',
		'\u001b[?1004;6l',
		'\u001b[4l',
		'\u001b(B',
		'\u001b>',
		'\u000f',
		'\u001b[?u',
		'\u001b[>1u',
		'\u001b[<u',
		'\r',
		'\n',
		'│ ● 71 °C ⣿',
		'👨‍👩‍👧',
	],
];

const notOurs = [
	...[
		'\u001b[8m',
		'\u001b[0;8m',
		'\u001b[38;5;1;8m',
		'\u001b[3J',
		'\u001b[?1003h',
		'\u001b[?1004h',
		'\u001b[?6h',
		'\u001b[4h',
		'\u001b=',
		'\u000e',
		'\u001b[?25;47h',
		'\u001b[6n',
	],
	...[
		'\u001b[c',
		'\u001b[>q',
		'\u001b[21t',
		'\u001b[?996n',
		'\u001b[5 q',
		'\u001b[!p',
		'\u001b[?2J',
		'\u001b[s',
	],
	...[
		'\u001bc',
		'\u001b7',
		'\u001b(0',
		'\u001b#8',
		'\u001bZ',
		'\u0007',
		'\b',
		'\t',
		'\u0000',
		'\u007f',
		'\u009b',
	],
	...['\u202e', '\u2066', '\u200e'],
];

describe('the screen gate', () => {
	test.each(ours)('lets %j through', sequence => {
		const gate = createStdoutGate('screen');
		expect(gate.push(`a${sequence}b`) + gate.end()).toBe(`a${sequence}b`);
		expect(gate.violations()).toEqual({count: 0, first: undefined});
	});

	test.each(notOurs)('drops %j and says so', sequence => {
		const gate = createStdoutGate('screen');
		expect(gate.push(`a${sequence}b`) + gate.end()).toBe('ab');
		expect(gate.violations()).toEqual({count: 1, first: JSON.stringify(sequence)});
	});

	test('drops the introducer of a string only, so that one without an end swallows nothing', () => {
		const gate = createStdoutGate('screen');
		expect(gate.push('a\u001b]0;titleb') + gate.push('c\u001bP$qm\u001b\\d')).toBe(
			'a0;titlebc$qmd',
		);
		expect(gate.violations()).toEqual({count: 3, first: String.raw`"\u001b]"`});
	});

	test('drops an unfinished sequence at the end', () => {
		const gate = createStdoutGate('screen');
		expect(gate.push('a\u001b[38;5') + gate.end()).toBe('a');
		expect(gate.violations().count).toBe(1);
	});

	test('holds back no more than the longest sequence', () => {
		const gate = createStdoutGate('screen');
		expect(gate.push(`\u001b[${'1;'.repeat(500)}`)).toHaveLength(1000);
	});

	test('lets a permitted copy through once, and only with its payload', () => {
		const gate = createStdoutGate('screen');
		const copy = '\u001b]52;c;aGk=\u0007';
		expect(gate.push(copy)).toBe('52;c;aGk=');
		gate.permitCopy('aGk=');
		expect(gate.push('\u001b]52;c;ZXZpbA==\u0007')).toBe('52;c;ZXZpbA==');
		expect([...copy].map(unit => gate.push(unit)).join('')).toBe(copy);
		expect(gate.push(copy)).toBe('52;c;aGk=');
	});

	test('lets one bell through where it was permitted, and none into a file', () => {
		const gate = createStdoutGate('screen');
		expect(gate.push('a\u0007')).toBe('a');
		gate.permitBell();
		expect(gate.push('a\u0007b\u0007')).toBe('a\u0007b');
		expect(gate.violations().count).toBe(2);
		const plain = createStdoutGate('plain');
		plain.permitBell();
		expect(plain.push('\u0007')).toBe('');
	});

	test('never lets a clipboard query through', () => {
		const gate = createStdoutGate('screen');
		gate.permitCopy('aGk=');
		expect(gate.push('\u001b]52;c;?\u0007')).toBe('52;c;?');
	});

	test('joins the halves of a character that were written apart', () => {
		const gate = createStdoutGate('screen');
		expect([gate.push('a\ud83d'), gate.push('\ude00b')]).toEqual(['a', '😀b']);
		expect(gate.push('\ude00\ud83dx')).toBe('\ufffd\ufffdx');
	});

	test('is quick with a frame of 200,000 characters', () => {
		const frame = '\u001b[32m●\u001b[39m gpu-01 '.repeat(10_000);
		const before = process.cpuUsage();
		expect(createStdoutGate('screen').push(frame)).toBe(frame);
		const {user, system} = process.cpuUsage(before);
		expect((user + system) / 1000).toBeLessThan(1000);
	});
});

describe('the plain gate', () => {
	test('lets text, line feeds and tabs through, and no control', () => {
		const gate = createStdoutGate('plain');
		expect(gate.push('{"a":\t"é 漢 😀"}\n\u001b[31m\r\u0007\u009b\u007f') + gate.end()).toBe(
			'{"a":\t"é 漢 😀"}\n[31m',
		);
		expect(gate.violations()).toEqual({count: 5, first: String.raw`"\u001b"`});
	});
});

describe.each(['plain', 'screen'] as const)('any text through the %s gate', profile => {
	const oracle = openTerminalOracle();
	afterAll(() => oracle.close());

	test('gives the same result however it is split into writes', () => {
		const anyText = fc
			.array(fc.oneof(fc.constantFrom(...ours, ...notOurs), hostileText), {maxLength: 6})
			.map(parts => parts.join(''));
		fc.assert(
			fc.property(anyText, fc.array(fc.nat(200), {maxLength: 8}), (text, cuts) => {
				expect(through(profile, pieces(text, cuts))).toEqual(through(profile, [text]));
			}),
			runs,
		);
	});

	test('makes a terminal do nothing that is not ours, be it the whole corpus', async () => {
		for (const {name, text} of hostileCorpus) {
			const {output} = through(profile, [text.slice(0, 2000)]);
			const events = await oracle.eventsOf(output);
			const foreign = events.filter(event =>
				/^(OSC|DCS|ESC(?! (?:>|\(B)$)|reply|title|bell|binary)/.test(event),
			);
			expect(foreign, name).toEqual([]);
			expect(profile === 'plain' && events.some(event => event.startsWith('CSI'))).toBe(false);
		}
	});
});

function through(profile: GateProfile, texts: readonly string[]) {
	const gate = createStdoutGate(profile);
	const output = texts.map(text => gate.push(text)).join('') + gate.end();
	return {output, violations: gate.violations()};
}

function pieces(text: string, cuts: readonly number[]): readonly string[] {
	const found: string[] = [];
	let rest = text;
	for (const cut of cuts) {
		found.push(rest.slice(0, cut));
		rest = rest.slice(cut);
	}

	return [...found, rest];
}
