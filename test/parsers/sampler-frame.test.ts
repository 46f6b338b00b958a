import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createFrameReader, type FrameEvent} from '../../source/parsers/sampler-frame.ts';
import {leastCpuMs} from '../helpers/least-cpu.ts';

const limit = 1_048_576;

function eventsOf(pieces: readonly string[], limitBytes = limit): readonly FrameEvent[] {
	const reader = createFrameReader();
	return pieces.flatMap(piece => reader.push(piece, limitBytes));
}

/** What awk writes of texts, as clients/sampler-script.ts does. */
function written(id: string, files: ReadonlyMap<string, string>): string {
	const sections = [...files].map(
		([path, text]) => `=${path}\n${text.replace(/^([.=@~])/gm, '~$1')}`,
	);
	return `@${id}\n${sections.join('')}.\n`;
}

const text = fc
	.array(fc.constantFrom('.', '=', '@', '~', 'a', '\n', '@7\n', '\n.\n', '=/x\n', 'READY awk\n'))
	.map(parts => `${parts.join('')}\n`);
const files = fc
	.dictionary(fc.constantFrom('/a', '/b', '/c'), text)
	.map(one => new Map(Object.entries(one)));

describe('a frame', () => {
	it('holds the files as they were, however the bytes are cut and whatever the files say', () => {
		fc.assert(
			fc.property(fc.array(files, {maxLength: 4}), fc.array(fc.nat(40)), (rounds, cuts) => {
				const bytes = rounds.map((round, index) => written(`${index}`, round)).join('');
				expect(eventsOf(piecesOf(bytes, cuts))).toEqual(
					rounds.map((sections, index) => ({kind: 'frame', id: `${index}`, sections})),
				);
			}),
		);
	});

	it('gives the same events for any bytes, however they are cut', () => {
		const line = fc.constantFrom(
			'@1',
			'=/a',
			'.',
			'',
			'x',
			'READY awk',
			'READY sh',
			'NO BSD',
			'~.',
			'long'.repeat(9),
		);
		fc.assert(
			fc.property(fc.array(line), fc.array(fc.nat(9)), (lines, cuts) => {
				const bytes = lines.map(one => `${one}\n`).join('');
				expect(eventsOf(piecesOf(bytes, cuts), 40)).toEqual(eventsOf([bytes], 40));
			}),
		);
	});

	it('decodes its texts', () => {
		expect(eventsOf(['@1\n=/etc/x\nBr\u00c3\u00bccke \u00ff\n.\n'])).toEqual([
			{kind: 'frame', id: '1', sections: new Map([['/etc/x', 'Br\u00fccke \uFFFD\n']])},
		]);
	});

	it('that another interrupts is dropped, and the other is whole', () => {
		expect(eventsOf(['@1\n=/a\n1\n@2\n=/b\n2\n.\n'])).toEqual([
			{kind: 'frame', id: '2', sections: new Map([['/b', '2\n']])},
		]);
	});
});

describe('outside of a frame', () => {
	it('a node says that it can be asked, or why not, and all else is passed over', () => {
		expect(eventsOf(['hello\nREADY awk\nREADY sh\nREADY?\nNO Darwin\n\nwhat?\n'])).toEqual([
			{kind: 'ready', reader: 'awk'},
			{kind: 'ready', reader: 'sh'},
			{kind: 'refused', system: 'Darwin'},
		]);
	});
});

describe('too much', () => {
	it.each([
		['a line without an end', ['@1\n=/a\n'], 'x'],
		['a frame without an end', ['@1\n=/a\n'], 'x\n'],
		['noise without an end', [], 'x'],
	])('is said once of %s, and nothing is kept', (_, start, piece) => {
		const reader = createFrameReader();
		const events = start.flatMap(first => reader.push(first, 10_000));
		for (let count = 0; count < 20_000; count++) {
			events.push(...reader.push(piece, 10_000));
		}

		expect(events).toEqual([{kind: 'tooLarge'}]);
		expect(reader.push('@2\n.\n', 10_000)).toEqual([]);
	});

	it('is not many frames that each have an end', () => {
		const frame = written('1', new Map([['/a', `${'x'.repeat(900)}\n`]]));
		expect(eventsOf([frame.repeat(50)], 1000)).toHaveLength(50);
	});

	it('is not noise of which each line has an end', () => {
		const events = eventsOf(['noise\n'.repeat(1000), written('1', new Map())], 1000);
		expect(events.at(-1)).toEqual({kind: 'frame', id: '1', sections: new Map()});
	});

	it('costs time in proportion to the bytes, also when they drip', () => {
		const drip = (count: number): void => {
			const reader = createFrameReader();
			reader.push('@1\n=/a\n', 1e9);
			for (let index = 0; index < count; index++) {
				reader.push('x', 1e9);
			}

			reader.push('\n.\n', 1e9);
		};
		drip(20_000);
		const smallMs = Math.max(
			leastCpuMs(() => drip(50_000)),
			2,
		);
		expect(leastCpuMs(() => drip(500_000), 3) / smallMs).toBeLessThan(40);
	});
});

it('a frame of more sections than a node can be asked for is too large', () => {
	const sections = (count: number): string =>
		Array.from({length: count}, (_, index) => `=/${index}\n\u00ff\n`).join('');
	expect(eventsOf([`@7\n${sections(4096)}.\n`])).toMatchObject([{kind: 'frame'}]);
	expect(eventsOf([`@7\n${sections(4097)}.\n@8\n.\n`])).toEqual([{kind: 'tooLarge'}]);
});

function piecesOf(bytes: string, cuts: readonly number[]): readonly string[] {
	const pieces: string[] = [];
	let rest = bytes;
	for (const cut of cuts) {
		pieces.push(rest.slice(0, cut));
		rest = rest.slice(cut);
	}

	return [...pieces, rest];
}
