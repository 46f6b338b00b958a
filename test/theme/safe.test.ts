import fc from 'fast-check';
import {afterAll, describe, expect, test} from 'vitest';
import {clean, cleanLines, joinSafe, safe} from '../../source/theme/safe.ts';
import {hostileCorpus, hostileText} from '../helpers/hostile-corpus.ts';
import {openTerminalOracle} from '../helpers/terminal-oracle.ts';

const isFull = process.env['FULL'] === '1';
const manyRuns = {numRuns: isFull ? 1_000_000 : 20_000};
const oracleRuns = {numRuns: isFull ? 20_000 : 1000};

/** Written down by hand and by number, so that it does not share a mistake with the cleaner. */
const forbiddenRanges: ReadonlyArray<readonly [first: number, last: number]> = [
	...([
		[0x00, 0x1f],
		[0x7f, 0x9f],
		[0xad, 0xad],
		[0x34f, 0x34f],
		[0x600, 0x605],
	] as const),
	...([
		[0x61c, 0x61c],
		[0x6dd, 0x6dd],
		[0x70f, 0x70f],
		[0x115f, 0x1160],
		[0x17b4, 0x17b5],
	] as const),
	...([
		[0x180b, 0x180f],
		[0x200b, 0x200c],
		[0x200e, 0x200f],
		[0x2028, 0x202e],
	] as const),
	...([
		[0x2060, 0x206f],
		[0x3164, 0x3164],
		[0xd800, 0xdfff],
		[0xe000, 0xf8ff],
	] as const),
	...([
		[0xfe00, 0xfe0e],
		[0xfeff, 0xfeff],
		[0xffa0, 0xffa0],
		[0xfff0, 0xfffb],
	] as const),
	...([
		[0xfffe, 0xffff],
		[0x1bca0, 0x1bca3],
		[0x1d173, 0x1d17a],
		[0xe0000, 0x10ffff],
	] as const),
];
const joinerOutsideEmoji = /(?<!\p{ExtPict}|\p{EMod}|\ufe0f)\u200d|\u200d(?!\p{ExtPict})/u;
const selectorOutsideEmoji = /(?<!\p{ExtPict}|[0-9#*])\ufe0f/u;
const fiveMarks = /(?:(?!\ufe0f|\u20e3)[\p{M}\u1160-\u11ff\ud7b0-\ud7ff]){5}/u;

function trespasses(text: string): readonly string[] {
	const forbidden = Array.from(text).filter(
		character => isForbidden(character.codePointAt(0) ?? 0) || /\p{Cn}/u.test(character),
	);
	const misplaced = [joinerOutsideEmoji, selectorOutsideEmoji, fiveMarks].flatMap(
		pattern => pattern.exec(text)?.[0] ?? [],
	);
	return [...forbidden, ...misplaced];
}

function isForbidden(codePoint: number): boolean {
	return forbiddenRanges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

describe('the corpus', () => {
	const oracle = openTerminalOracle();
	afterAll(() => oracle.close());

	test('holds at least 300 different strings', () => {
		expect(new Set(hostileCorpus.map(({text}) => text)).size).toBeGreaterThanOrEqual(300);
	});

	test('as it is, makes the oracle see events in every string with a control', async () => {
		const acting = hostileCorpus.filter(({text}) => /\p{Cc}/u.test(text));
		expect(acting.length).toBeGreaterThanOrEqual(300);
		for (const {category, name, text} of acting) {
			expect(await oracle.eventsOf(text), `${category}: ${name}`).not.toEqual([]);
		}
	});

	test('as it is, makes the oracle see a crowd in one cell', async () => {
		expect(await oracle.eventsOf(`a${'\u0301'.repeat(2000)}`)).toEqual(['a crowd in one cell']);
	});

	test('when cleaned, makes it see none', async () => {
		for (const {name, text} of hostileCorpus) {
			expect(await oracle.eventsOf(clean(text)), name).toEqual([]);
		}
	});

	test('when cleaned, has no code point that acts or hides', () => {
		for (const {name, text} of hostileCorpus) {
			expect(trespasses(clean(text)), name).toEqual([]);
		}
	});

	test('when split anywhere and cleaned in pieces, is as inert as when cleaned whole', async () => {
		for (const {name, text} of hostileCorpus) {
			for (let at = 0; at <= Math.min(text.length, 120); at += 1) {
				const joined = clean(text.slice(0, at)) + clean(text.slice(at));
				expect(trespasses(joined), `${name} at ${at}`).toEqual([]);
			}

			const middle = Math.floor(text.length / 2);
			const half = {maxCharacters: 2048};
			const halves = clean(text.slice(0, middle), half) + clean(text.slice(middle), half);
			expect(await oracle.eventsOf(halves), name).toEqual([]);
		}
	});
});

describe('any text', () => {
	const oracle = openTerminalOracle();
	afterAll(() => oracle.close());

	test('is inert when cleaned', async () => {
		await fc.assert(
			fc.asyncProperty(hostileText, async text => {
				expect(await oracle.eventsOf(clean(text))).toEqual([]);
			}),
			oracleRuns,
		);
	});

	test('has no code point that acts or hides when cleaned, and is not longer', () => {
		fc.assert(
			fc.property(hostileText, fc.integer({min: 1, max: 60}), (text, maxCharacters) => {
				expect(trespasses(clean(text))).toEqual([]);
				expect(clean(text).length).toBeLessThanOrEqual(text.length);
				expect(clean(text, {maxCharacters}).length).toBeLessThanOrEqual(maxCharacters);
				expect(trespasses(clean(text, {maxCharacters}))).toEqual([]);
			}),
			manyRuns,
		);
	});

	test('stays as it is when cleaned again, cut or not', () => {
		fc.assert(
			fc.property(hostileText, fc.integer({min: 1, max: 60}), (text, maxCharacters) => {
				const once = clean(text, {maxCharacters});
				expect(clean(once, {maxCharacters})).toBe(once);
				expect(clean(once)).toBe(once);
			}),
			manyRuns,
		);
	});

	test('may be cleaned in pieces: clean texts put together are clean', () => {
		fc.assert(
			fc.property(hostileText, fc.nat(), (text, seed) => {
				const at = text.length === 0 ? 0 : seed % text.length;
				const joined = clean(text.slice(0, at)) + clean(text.slice(at));
				expect(clean(joined)).toBe(joined);
			}),
			manyRuns,
		);
	});

	test('shows a picture for every code point that it hides', () => {
		fc.assert(
			fc.property(hostileText, text => {
				expect([...clean(text)]).toHaveLength([...text].length);
			}),
			manyRuns,
		);
	});
});

describe('a cleaned text', () => {
	test.each([
		['plain text', 'gpu-01: 71 °C', 'gpu-01: 71 °C'],
		['a clipboard write', 'job\u001b]52;c;cm0=\u0007', 'job␛]52;c;cm0=␇'],
		['an overwriting carriage return', 'rm -rf ~\rls', 'rm -rf ~␍ls'],
		['a forged row', 'a\nb', 'a␊b'],
		['a tab', 'a\tb', 'a␉b'],
		['DEL and C1', 'a\u007f\u009bb', 'a␡�b'],
		['an override of direction', 'invoice\u202efdp.exe', 'invoice�fdp.exe'],
		['half of a pair', 'a\ud800b', 'a�b'],
		['a mark on our own text', '\u0338= fake', '�= fake'],
		['five marks', 'a\u0301\u0301\u0301\u0301\u0301', 'a\u0301\u0301\u0301\u0301�'],
		['bytes behind a letter', 'a\u{e0101}\u{e0102}', 'a��'],
		['other scripts', 'Ünïcode 漢字 हिन्दी ภาษา 한국어', 'Ünïcode 漢字 हिन्दी ภาษา 한국어'],
		['emoji', '❤️ 👍🏽 👨‍👩‍👧 🏳️‍🌈 1️⃣ ⚠️', '❤️ 👍🏽 👨‍👩‍👧 🏳️‍🌈 1️⃣ ⚠️'],
		['a joiner between letters', 'r\u200doot', 'r�oot'],
		['a selector behind a letter', 'a\ufe0f', 'a�'],
		['our own glyphs', '● ▲ ✖ ○ ⣿ █ ░ → … ╭', '● ▲ ✖ ○ ⣿ █ ░ → … ╭'],
	])('shows %s', (_name, text, shown) => {
		expect(clean(text)).toBe(shown);
	});

	test('joins at most five emoji, so that no crowd hides in one cell', () => {
		expect(clean('👨\u200d'.repeat(7)).match(/\u200d/gu)).toHaveLength(5);
	});

	test('that is cut ends in an ellipsis and never in half of a pair', () => {
		expect(clean('abcdef', {maxCharacters: 4})).toBe('abc…');
		expect(clean('👨👨👨', {maxCharacters: 4})).toBe('👨…');
		expect(clean('x'.repeat(5000))).toHaveLength(4096);
	});

	test('takes time in proportion to its length', () => {
		for (const text of ['\u001b]52;', '\u0301', '👨\u200d', '\ufe0f', '1\ufe0f', 'é']) {
			const short = text.repeat(20_000 / text.length);
			const long = text.repeat(200_000 / text.length);
			expect(cpuMs(long), JSON.stringify(text)).toBeLessThan(20 * Math.max(cpuMs(short), 0.5));
		}
	});
});

describe('lines', () => {
	test('are cleaned one by one, with spaces for tabs', () => {
		expect(cleanLines('a\tb\r\nc\u001b[2J\nd\re')).toEqual(['a    b', 'c␛[2J', 'd␍e']);
	});

	test('are each cut', () => {
		expect(cleanLines(`${'\t'.repeat(9)}\nab`, {maxCharacters: 8})).toEqual(['       …', 'ab']);
	});
});

describe('our own words', () => {
	test('take in safe text and numbers', () => {
		expect(safe`${3} of ${clean('n\u0007')} down\n`).toBe('3 of n␇ down\n');
	});

	test('are joined by safe text', () => {
		expect(joinSafe([safe`a`, safe`b`], safe` · `)).toBe('a · b');
	});
});

/** The least of three, since the machine does other things too. */
function cpuMs(text: string): number {
	const times = [0, 1, 2].map(() => {
		const before = process.cpuUsage();
		clean(text, {maxCharacters: 1_000_000});
		const {user, system} = process.cpuUsage(before);
		return (user + system) / 1000;
	});
	return Math.min(...times);
}
