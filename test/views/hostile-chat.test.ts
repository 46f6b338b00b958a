/** The scenes that test/terminal/hostile.test.ts shows on a real terminal: that each of them shows what it is about. */
import fc from 'fast-check';
import {beforeAll, expect, it} from 'vitest';
import {lateHighlighter, lateReader} from '../../source/views/chat-markdown.ts';
import {chatScene, recordsOf, streaming, turnOf} from '../helpers/chat-scenes.ts';
import {frameOf} from '../helpers/frame.tsx';
import {hostileChatScenes} from '../helpers/hostile-chat-scenes.ts';
import {hostileText} from '../helpers/hostile-corpus.ts';

const small = {columns: 80, rows: 24};
const sizes = [small, {columns: 120, rows: 40}];
const scenes = hostileChatScenes();
const words = Array.from({length: 1000}, (_, index) => `q${index}`);

beforeAll(async () => {
	await lateReader.load();
	await lateHighlighter.load();
});

function inTurn(texts: readonly string[]): () => string {
	let told = 0;
	return () => {
		told += 1;
		return texts[told % texts.length] ?? '';
	};
}

it.each(sizes)('every screen of the chat draws words from outside at $columns x $rows', size => {
	const mute = scenes.flatMap((scene, place) => {
		const lines = frameOf(scene(inTurn(words)), size);
		// The first line has the name of the rack.
		const hasWords = lines.slice(1).some(line => /q\d/.test(line));
		const isBroken = lines.some(line => /cannot be drawn/.test(line));
		return hasWords && !isBroken ? [] : [`${place}:\n${lines.join('\n')}`];
	});
	expect(mute).toEqual([]);
});

it('no text from outside breaks a screen of the chat', () => {
	const scene = fc.constantFrom(...scenes);
	fc.assert(
		fc.property(scene, fc.array(hostileText, {minLength: 1, maxLength: 20}), (drawn, texts) => {
			const lines = frameOf(drawn(inTurn(texts)), small);
			expect(lines.length).toBe(small.rows);
			expect(lines.join('\n')).not.toContain('cannot be drawn');
		}),
		{numRuns: 60},
	);
});

it.each([
	['one word of ten megabytes', 'x'.repeat(10_000_000)],
	['ten megabytes of wide characters', '漢'.repeat(3_000_000)],
	['a million lines', 'x\n'.repeat(1_000_000)],
	['a fence that never ends', `\`\`\`sh\n${'echo $x; '.repeat(100_000)}`],
	['a line of marks', '*[`_'.repeat(250_000)],
])('%s cost no more than seconds, in an answer and in a question', (_, text) => {
	const startedMs = performance.now();
	frameOf(chatScene({asked: [streaming(text)]}), small);
	frameOf(chatScene({records: recordsOf(turnOf('t1', [text, 'yes']))}), small);
	expect(performance.now() - startedMs).toBeLessThan(10_000);
});
