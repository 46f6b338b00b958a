import {setImmediate as nextTurn} from 'node:timers/promises';
import {expect, it} from 'vitest';
import {appendMarkdown, type MarkdownSoFar} from '../../source/parsers/markdown.ts';
import {collectGarbage} from '../helpers/collect-garbage.ts';

/** With FULL a mebibyte, which takes some seconds. */
const most = process.env['FULL'] === '1' ? 1_000_000 : 100_000;
const pieceLength = 4;

/** All that an answer has, over and over. */
function mixed(length: number): string {
	const part = (index: number) =>
		`## Title ${index}

Some **bold** text with \`code\` and a [link](http://x.y/${index}).

- one
- two
  - three

1. first

| a | b |
|---|---|
| ${index} | x |

\`\`\`sh
echo ${index}
\`\`\`

> quoted

`;
	const count = Math.ceil(length / part(0).length);
	return Array.from({length: count}, (_, index) => part(index))
		.join('')
		.slice(0, length);
}

function streamed(text: string, onState: (soFar: MarkdownSoFar) => void = () => undefined) {
	let soFar: MarkdownSoFar | undefined;
	for (let at = 0; at < text.length; at += pieceLength) {
		soFar = appendMarkdown(soFar, text.slice(at, at + pieceLength));
		onState(soFar);
	}

	return soFar;
}

it('ten times the answer, in pieces of four characters, takes at most twenty times the time', async ({
	annotate,
}) => {
	const costMs = (length: number): number => {
		const text = mixed(length);
		const before = process.cpuUsage();
		expect(streamed(text)?.blocks.length).toBeGreaterThan(length / 100);
		const {user, system} = process.cpuUsage(before);
		return (user + system) / 1000;
	};
	costMs(most / 20);
	const tenthMs = Math.min(costMs(most / 10), costMs(most / 10));
	const wholeMs = Math.min(costMs(most), costMs(most));
	const times = (wholeMs / tenthMs).toFixed(1);
	await annotate(
		`${most} characters: ${wholeMs.toFixed(0)} ms of CPU, ${times} times a tenth of it`,
	);
	expect(wholeMs).toBeLessThan(20 * Math.max(tenthMs, 10));
});

it('what is known of an answer holds on to nothing that was known of it before', async () => {
	const states: Array<WeakRef<MarkdownSoFar>> = [];
	const last = streamed(mixed(4000), soFar => states.push(new WeakRef(soFar)));
	// Within the turn in which it was made, a weak reference is none.
	await nextTurn();
	const alive = collectGarbage() && states.filter(state => state.deref() !== undefined);
	expect(alive.length).toBeLessThan(10);
	expect(last?.length).toBe(4000);
});
