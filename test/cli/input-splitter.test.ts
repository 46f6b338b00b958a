import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createInputSplitter, type InputPiece} from '../../source/cli/input-splitter.ts';

const esc = '\u001b';

function split(...reads: readonly string[]): readonly InputPiece[] {
	const splitter = createInputSplitter();
	return reads.flatMap(read => splitter.push(read));
}

/** What reaches the keys, and what the mouse did, each in order. */
function joined(pieces: readonly InputPiece[]) {
	return {
		text: pieces.map(piece => (piece.kind === 'mouse' ? '' : piece.text)).join(''),
		mouse: pieces.flatMap(piece => (piece.kind === 'mouse' ? [piece.report] : [])),
	};
}

const clicked = {kind: 'clicked', column: 11, row: 4};

describe('the mouse', () => {
	it('a click is taken out of what is typed around it', () => {
		expect(joined(split(`j${esc}[<0;12;5Mk${esc}[<0;12;5mG`))).toEqual({
			text: 'jkG',
			mouse: [clicked],
		});
	});

	it('a report may be split anywhere', () => {
		const report = `${esc}[<0;12;5M`;
		for (let at = 1; at < report.length; at += 1) {
			expect(split(report.slice(0, at), report.slice(at))).toEqual([
				{kind: 'mouse', report: clicked},
			]);
		}
	});

	it('the wheel turns up and down, whatever else is held', () => {
		expect(joined(split(`${esc}[<64;1;1M${esc}[<69;1;1M`)).mouse).toEqual([
			{kind: 'wheeled', column: 0, row: 0, isDown: false},
			{kind: 'wheeled', column: 0, row: 0, isDown: true},
		]);
	});

	it.each(['0;12;5m', '2;12;5M', '32;12;5M', '35;12;5M', '0;0;0M', '999999;1;1M'])(
		'%s means nothing, and is no key',
		report => {
			expect(split(`${esc}[<${report}`)).toEqual([]);
		},
	);

	it('a report of an old terminal is no key', () => {
		expect(joined(split(`${esc}[M !!j`)).text).toBe('j');
	});
});

describe('what a terminal says by itself', () => {
	it.each([
		['DA1', '[?62;22c'],
		['DA2', '[>41;354;0c'],
		['DA3', 'P!|00000000\u001b\\'],
		['DSR', '[0n'],
		['CPR', '[24;80R'],
		['DECXCPR', '[?24;80;1R'],
		['DECRPM', '[?2026;2$y'],
		['ANSI DECRPM', '[4;2$y'],
		['XTVERSION', 'P>|XTerm(390)\u001b\\'],
		['DECRQSS', 'P1$r0m\u001b\\'],
		['foreground', ']10;rgb:ffff/ffff/ffff\u0007'],
		['background', ']11;rgb:0000/0000/0000\u001b\\'],
		['palette', ']4;1;rgb:cccc/0000/0000\u001b\\'],
		['clipboard', ']52;c;cm0gLXJmIH4=\u0007'],
		['title', ']lrm -rf ~\u001b\\'],
		['kitty graphics', '_Gi=1;OK\u001b\\'],
		['focus in', '[I'],
		['focus out', '[O'],
		['size', '[8;24;80t'],
		['kitty keyboard', '[?1u'],
	])('%s is no key', (_, reply) => {
		expect(joined(split(`a${esc}${reply}b`))).toEqual({text: 'ab', mouse: []});
	});

	it('a string without an end stops at the next control: Ctrl-C always works', () => {
		expect(joined(split(`${esc}]11;rgb:00`, '\u0003q')).text).toBe('\u0003q');
	});
});

describe('keys', () => {
	it.each([
		'jkG/é漢😀',
		'\r\t\u007f\u0003\u001a',
		`${esc}[A${esc}[1;5C${esc}OP${esc}[15~${esc}[[A`,
		`${esc}1${esc}m${esc}${esc}[A${esc}x`,
		`${esc}[c${esc}[a${esc}[2$`,
		`${esc}[97;5u`,
	])('%j passes as it is', text => {
		const splitter = createInputSplitter();
		const pieces = [...splitter.push(text), ...splitter.giveUp()];
		expect(joined(pieces)).toEqual({text, mouse: []});
	});

	it.each([esc, `${esc}[`, `${esc}]`, `${esc}P`, `${esc}[3$`])(
		'%j is a key when nothing follows for 25 ms',
		text => {
			const splitter = createInputSplitter();
			expect(splitter.push(text)).toEqual([]);
			expect(splitter.patienceMs()).toBe(25);
			expect(splitter.giveUp()).toEqual([{kind: 'keys', text}]);
			expect(splitter.patienceMs()).toBe(undefined);
		},
	);

	it.each([`${esc}[<0;12`, `${esc}[?62;`, `${esc}]11;rgb:`])(
		'half a report is waited for, and never typed: %j',
		text => {
			const splitter = createInputSplitter();
			expect(splitter.push(text)).toEqual([]);
			expect(splitter.patienceMs()).toBe(1000);
			expect(splitter.giveUp()).toEqual([]);
			expect(joined(splitter.push('j')).text).toBe('j');
		},
	);
});

describe('a paste', () => {
	it('passes whole: a report in it is text', () => {
		const paste = `${esc}[200~rm ${esc}[<0;12;5M${esc}]11;x\u0007${esc}[201~`;
		expect(joined(split(paste, `${esc}[<0;12;5M`))).toEqual({text: paste, mouse: [clicked]});
	});

	it('is known to go on until its end, which may be split', () => {
		const splitter = createInputSplitter();
		splitter.push(`${esc}[200~one${esc}[20`);
		expect(splitter.isPasting()).toBe(true);
		splitter.push('1~');
		expect(splitter.isPasting()).toBe(false);
	});
});

/** Pieces of what terminals and people send, and of what they do not. */
const fragment = fc.oneof(
	fc.constantFrom(
		...[esc, '[', '<', 'M', 'm', ';', '0;1;1', '?', '$', 'y', 'P', ']', '\\', '\u0007', 'O'],
		...['200~', '201~', `${esc}[200~`, `${esc}[201~`, `${esc}[<64;3;4M`, `${esc}]11;rgb:0`],
		...['\u0003', '\r', 'j', '漢', '[M', `${esc}[24;80R`],
	),
	fc.string({maxLength: 4}),
);
const input = fc.array(fragment, {maxLength: 25}).map(parts => parts.join(''));

it('how the input is split changes nothing', () => {
	const cuts = fc.array(fc.nat({max: 120}), {maxLength: 8});
	fc.assert(
		fc.property(input, cuts, (text, places) => {
			const at = [0, ...places.map(place => Math.min(place, text.length)), text.length].toSorted(
				(one, other) => one - other,
			);
			const reads = at.slice(1).map((end, index) => text.slice(at[index], end));
			expect(joined(split(...reads))).toEqual(joined(split(text)));
		}),
		{numRuns: 3000},
	);
});

it('outside of a paste no report of the mouse ever reaches the keys', () => {
	fc.assert(
		fc.property(input, text => {
			const keys = split(text).flatMap(piece => (piece.kind === 'keys' ? [piece.text] : []));
			expect(keys.filter(key => key.startsWith(`${esc}[<`))).toEqual([]);
		}),
		{numRuns: 1000},
	);
});
