import {beforeAll, expect, it} from 'vitest';
import {lateHighlighter, lateReader} from '../../source/views/chat-markdown.ts';
import {chatScene, recordsOf, streaming, turnOf} from '../helpers/chat-scenes.ts';
import {frameOf} from '../helpers/frame.tsx';
import {hostileChatScenes} from '../helpers/hostile-chat-scenes.ts';
import {itDrawsFromOutside} from '../helpers/hostile-views.ts';

const small = {columns: 80, rows: 24};

beforeAll(async () => {
	await lateReader.load();
	await lateHighlighter.load();
});

itDrawsFromOutside('the chat', hostileChatScenes());

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
