import fc from 'fast-check';
import {expect, it} from 'vitest';
import {growMarkdown, parseMarkdown} from '../../source/parsers/markdown.ts';
import type {ChatScreen} from '../../source/store/chat-screen.ts';
import type {State} from '../../source/store/state.ts';
import type {
	GrowingAnswers,
	Highlighter,
	MarkdownReader,
} from '../../source/views/chat-markdown.ts';
import {transcriptPicture} from '../../source/views/chat-transcript.ts';
import {chatScene, recordsOf, streaming, turnOf} from '../helpers/chat-scenes.ts';
import {colourless, textOf} from '../helpers/frame.tsx';

/** Counts the answers that are read whole. */
function countedReader(): {readonly reader: MarkdownReader; readonly count: () => number} {
	let count = 0;
	return {
		reader: {
			growMarkdown,
			parseMarkdown(text) {
				count += 1;
				return parseMarkdown(text);
			},
		},
		count: () => count,
	};
}

type Readers = MarkdownReader & {readonly highlighter?: Highlighter};

function pictureOf(state: State, growing: GrowingAnswers, readers: Readers): readonly string[] {
	return picturesOf(state, growing, readers).at(-1) ?? [];
}

/** One after the other, until all is read that is seen. */
function picturesOf(state: State, growing: GrowingAnswers, {highlighter, ...reader}: Readers) {
	const {screen, chat, clock} = state;
	if (screen === undefined) {
		throw new Error('a scene has a screen');
	}

	const reading = {reader, growing, highlighter, unfolded: [], profile: colourless};
	const sight = {...reading, chat, screen, columns: 74, atMs: clock.atMs};
	const pictures: string[][] = [];
	for (let isUnread = true; isUnread; ) {
		const picture = transcriptPicture(sight, 30);
		pictures.push(picture.lines.map(textOf));
		isUnread = picture.isUnread;
	}

	return pictures;
}

const answer =
	'# Title\n\n- one\n- **two**\n\n```sh\nls -l\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nend';

it('an answer that streamed in pieces is drawn as one that came whole', () => {
	const {reader} = countedReader();
	const whole = pictureOf(chatScene({asked: [streaming(answer)]}), new Map(), reader);
	fc.assert(
		fc.property(fc.array(fc.integer({min: 1, max: answer.length})), cuts => {
			const growing: GrowingAnswers = new Map();
			for (const end of [...cuts.toSorted((one, other) => one - other), answer.length]) {
				const state = chatScene({asked: [streaming(answer.slice(0, end))]});
				expect(pictureOf(state, growing, reader).length).toBeGreaterThan(0);
			}

			const state = chatScene({asked: [streaming(answer)]});
			expect(pictureOf(state, growing, reader)).toEqual(whole);
		}),
	);
});

it('a turn is read once, however often it is drawn, and not at all where it streamed here', () => {
	const {reader, count} = countedReader();
	const growing: GrowingAnswers = new Map();
	pictureOf(chatScene({asked: [streaming(answer)]}), growing, reader);
	const records = recordsOf(turnOf('t1', ['Why?', answer]), turnOf('t2', ['And?', 'Other.']));
	const state = chatScene({records});
	expect(pictureOf(state, growing, reader)).toEqual(pictureOf(state, growing, reader));
	expect(count()).toBe(1);
});

it('before who reads Markdown is there, an answer is drawn as its text', () => {
	const state = chatScene({records: recordsOf(turnOf('t1', ['Why?', '**So.**']))});
	const {screen, chat, clock} = state;
	if (screen === undefined) {
		throw new Error('a scene has a screen');
	}

	const reading = {reader: undefined, highlighter: undefined, growing: new Map(), unfolded: []};
	const sight = {...reading, profile: colourless, chat, screen, columns: 74, atMs: clock.atMs};
	expect(transcriptPicture(sight, 30).lines.map(textOf)).toContain('     **So.**');
});

it('of a conversation of 20,000 lines only the answers that are seen are read', async ({
	annotate,
}) => {
	const {reader, count} = countedReader();
	const long = `${answer}\n\n`.repeat(2);
	const ids = Array.from({length: 800}, (_, index) => `t${index}`);
	const records = recordsOf(...ids.map(id => turnOf(id, [`Why ${id}?`, `${id} ${long}`])));
	const show = (screen: Partial<ChatScreen>) =>
		pictureOf(chatScene({records, screen}), new Map(), reader);
	const before = process.cpuUsage();
	expect(show({}).join('\n')).toContain('end');
	const firstMs = process.cpuUsage(before).user / 1000;
	expect(count()).toBeLessThan(4);
	const up = show({scroll: {kind: 'rows', from: 'end', by: -200}});
	expect(up.join('\n')).not.toContain('t799');
	expect(count()).toBeLessThan(14);
	const first = show({turn: 't0', scroll: {kind: 'turn', from: 'end'}});
	expect(first[0]).toContain('Why t0?');
	expect(count()).toBeLessThan(17);
	await annotate(`the first picture of 20,000 lines: ${firstMs.toFixed(1)} ms of CPU`);
});

it('of a long answer only the codes are told apart that are seen, or just beside', () => {
	const {reader} = countedReader();
	const line = 'echo "a line of code that is as long as others are"\n';
	const code = (part: number) => `\`\`\`sh\n# part ${part}\n${line.repeat(80)}\`\`\`\n\n`;
	const long = Array.from({length: 50}, (_, part) => code(part)).join('');
	const seen: string[] = [];
	const highlight = (text: string) => {
		seen.push(text.slice(0, 10));
		return undefined;
	};
	const show = (screen: Partial<ChatScreen>) =>
		pictureOf(chatScene({records: recordsOf(turnOf('t1', ['Why?', long])), screen}), new Map(), {
			...reader,
			highlighter: {highlight},
		});
	expect(show({}).join('\n')).toContain('a line of code');
	expect(seen).toEqual([expect.stringContaining('part 49')]);
	show({turn: 't1', scroll: {kind: 'turn', from: 'end'}});
	expect(seen.length).toBeLessThan(6);
});

it('an answer that takes long to read is drawn as its text until it is read, a slice with each drawing', async ({
	annotate,
}) => {
	const long = `${answer}\n\n`.repeat(2400);
	const state = chatScene({records: recordsOf(turnOf('t1', ['Why?', long]))});
	const slices: number[] = [];
	const reader: MarkdownReader = {
		parseMarkdown,
		growMarkdown(before, text) {
			slices.push(text.length - (before?.length ?? 0));
			return growMarkdown(before, text);
		},
	};
	const before = process.cpuUsage();
	const pictures = picturesOf(state, new Map(), reader);
	const {user, system} = process.cpuUsage(before);
	const eachMs = (user + system) / 1000 / pictures.length;
	await annotate(`${pictures.length} drawings of ${eachMs.toFixed(1)} ms of CPU`);
	expect(Math.max(...slices)).toBeLessThanOrEqual(16_384);
	expect(pictures.length).toBe(slices.length);
	expect(pictures[0]?.join('\n')).toContain('| 1 | 2 |');
	expect(pictures.at(-1)?.join('\n')).not.toContain('|');
	expect(picturesOf(state, new Map(), reader)).toEqual([pictures.at(-1)]);
	const again = chatScene({asked: [streaming(long)]});
	const streamed = picturesOf(again, new Map(), reader);
	expect(streamed).toHaveLength(pictures.length);
	expect(streamed.at(-1)?.join('\n')).not.toContain('|');
});
