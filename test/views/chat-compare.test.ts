import {beforeAll, describe, expect, it} from 'vitest';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {ComparedAnswer} from '../../source/store/chat-screen.ts';
import type {AskedPhase, AskedTurn} from '../../source/store/chat-state.ts';
import type {State} from '../../source/store/state.ts';
import {comparePicture} from '../../source/views/chat-compare.ts';
import {lateHighlighter, lateReader} from '../../source/views/chat-markdown.ts';
import {opened, said} from '../helpers/chat-builders.ts';
import {anAsking, chatScene, gpuAttempt, streaming, turnOf} from '../helpers/chat-scenes.ts';
import {inAscii, textOf} from '../helpers/frame.tsx';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {areInert, type PaneSize, sightOf} from '../helpers/pane-lines.ts';

beforeAll(async () => {
	await lateReader.load();
	await lateHighlighter.load();
});

const text = 'Use **one array** with a throttle. The number after `%` is how many tasks may run.';
const other = turnOf('t1', ['How?', text]);
const first = {...other, model: 'llama3.2:3b' as ModelName};
const third: AskedTurn = streaming('Two ways:\n\n- a throttle\n- a queue of', {asking: 3});

function answerOf(asking: number, parts: Partial<ComparedAnswer> = {}): ComparedAnswer {
	return {asking, model: undefined, node: undefined, turn: undefined, ...parts};
}

/** One answer is whole, one streams, one waits. */
const answers = [
	answerOf(1, {turn: 't1'}),
	answerOf(3),
	answerOf(4, {node: 'pi-main', model: 'qwen3:4b'}),
];
const waiting: AskedPhase = {
	...{state: 'waiting', node: 'pi-main' as NodeName, toldAtMs: 1_000_000},
	...{phase: 'loading', elapsedMs: 38_000, aboutMs: 55_000},
};

type Scene = {
	readonly answers?: readonly ComparedAnswer[];
	readonly asked?: readonly AskedTurn[];
	readonly paneCursor?: number;
	readonly scroll?: NonNullable<State['screen']>['chat']['scroll'];
	readonly isFollowed?: boolean;
};

function compared(scene: Scene, terminal: number): State {
	const {paneCursor = 0, scroll = {kind: 'line', top: 0}, isFollowed = false} = scene;
	const records = [
		opened(),
		{...said(first), isAside: true},
		...(isFollowed ? [{type: 'rewound', wallMs: 0, to: 't1'} as const] : []),
	];
	const asked = scene.asked ?? [third, anAsking({asking: 4, phase: waiting})];
	const comparison = {chat: 0, comparison: 1, answers: scene.answers ?? answers};
	const state = chatScene({
		...{records, asked},
		screen: {pane: 'compare', paneCursor, comparison, scroll},
	});
	const screen = state.screen && {...state.screen, size: {columns: terminal, rows: 50}};
	return {...state, screen};
}

function drawn(scene: Scene, size: PaneSize & {readonly terminal: number}): readonly string[] {
	const reading = {
		reader: lateReader.get(),
		highlighter: lateHighlighter.get(),
		growing: new Map(),
	};
	return comparePicture(sightOf(compared(scene, size.terminal), size), reading).lines.map(textOf);
}

it('shows three answers side by side from 200 columns on', () => {
	expect(drawn({isFollowed: true}, {columns: 156, terminal: 200})).toMatchInlineSnapshot(`
		[
		  " ─── compared "How?" ────────────────────────────────────────────────────────────────────────────────────────────────────────────── 3 answers · 2 under way",
		  "",
		  "   › gpu-02 · llama3.2:3b                  ✓ followed   gpu-02 · llama3.2:3b                               pi-main · qwen3:4b",
		  "     49 tokens · 171 tok/s · first token 2.4 s          ⠋ 231 tokens · 165 tok/s · 61°C · warm             ⠋ pi-main loads qwen3:4b, 38 s of about 55",
		  "",
		  "     Use one array with a throttle. The number after    Two ways:                                          nothing yet",
		  "     \`%\` is how many tasks may run.",
		  "                                                        • a throttle",
		  "                                                        • a queue of",
		]
	`);
});

it('shows them under each other where there is less room', () => {
	expect(drawn({paneCursor: 1}, {columns: 80, terminal: 80})).toMatchInlineSnapshot(`
		[
		  " ─── compared "How?" ────────────────────────────────── 3 answers · 2 under way",
		  "",
		  "     gpu-02 · llama3.2:3b",
		  "     49 tokens · 171 tok/s · first token 2.4 s · 58°C · loaded in 2.1 s",
		  "",
		  "     Use one array with a throttle. The number after \`%\` is how many tasks may",
		  "     run.",
		  "",
		  "   › gpu-02 · llama3.2:3b",
		  "     ⠋ 231 tokens · 165 tok/s · 61°C · warm",
		  "",
		  "     Two ways:",
		  "",
		  "     • a throttle",
		  "     • a queue of",
		  "",
		  "     pi-main · qwen3:4b",
		  "     ⠋ pi-main loads qwen3:4b, 38 s of about 55",
		  "",
		  "     nothing yet",
		]
	`);
});

it('shows two side by side from 160 columns on, and the third below them', () => {
	const lines = drawn({}, {columns: 116, terminal: 160});
	const heads = lines.filter(line => / · qwen3:4b|llama3/.test(line));
	expect(heads).toHaveLength(2);
	expect(heads[0]).toMatch(/gpu-02 · llama3.2:3b +gpu-02 · llama3/);
});

it('keeps whose each is in sight while answers that stand side by side are scrolled together', () => {
	const long = {...third, content: Array.from({length: 60}, (_, at) => `- item ${at}`).join('\n')};
	const scene = {answers: answers.slice(0, 2), asked: [long]};
	const size = {columns: 116, rows: 12, terminal: 160};
	const from = drawn({...scene, scroll: {kind: 'line', top: 10}}, size);
	expect(from[0]).toContain('↑ 10');
	expect(from[2]).toMatch(/gpu-02 .* gpu-02/);
	expect(from[5]).toContain('item 10');
	expect(drawn({...scene, scroll: {kind: 'end'}}, size).join('\n')).toContain('item 59');
});

it('follows the end of the answer under the cursor where they stand under each other', () => {
	const long = {...third, content: Array.from({length: 60}, (_, at) => `- item ${at}`).join('\n')};
	const scene = {asked: [long], scroll: {kind: 'end'}} as const;
	const size = {columns: 80, rows: 12, terminal: 80};
	expect(drawn(scene, size).join('\n')).toContain('one array');
	expect(drawn({...scene, paneCursor: 1}, size).join('\n')).toContain('item 59');
	expect(drawn({...scene, paneCursor: 1, scroll: {kind: 'turn', from: 'end'}}, size)[2]).toContain(
		' › gpu-02',
	);
});

describe('of an answer that is not there it says', () => {
	const lineOf = (asked: readonly AskedTurn[]) =>
		drawn({answers: [answerOf(9, {node: 'pi-main'})], asked}, {columns: 80, terminal: 80})
			.slice(2, 6)
			.map(line => line.trim())
			.join(' / ');

	it('that it waits, or is looked for', () => {
		expect(lineOf([anAsking({asking: 9, phase: {state: 'queued'}})])).toContain('· waits');
		expect(lineOf([anAsking({asking: 9})])).toContain('looking for a node');
	});

	it('why nobody answered', () => {
		const outcome = {state: 'noRoute', noRoute: {kind: 'noNodes'}, decision: gpuAttempt().decision};
		const phase = {state: 'failed', outcome} as AskedPhase;
		expect(lineOf([anAsking({asking: 9, phase})])).toMatch(/✖ no answer \/ +\/ ✖ /);
	});

	it('that it was stopped', () => {
		expect(lineOf([])).toBe('› pi-main / there is no whole answer /  / stopped');
	});
});

it('says so where nothing is compared', () => {
	const lines = drawn({answers: []}, {columns: 80, terminal: 80});
	expect(lines[2]).toContain('/compare 2');
});

it('is drawn in ascii', () => {
	const lines = drawn({}, {columns: 156, terminal: 200, profile: inAscii});
	expect(lines.join('\n')).toMatch(/^[\n -~]*$/);
});

it('keeps names and answers inert, and within their columns', () => {
	const sizes = [
		{columns: 80, terminal: 80},
		{columns: 116, terminal: 160},
		{columns: 156, terminal: 200},
	] as const;
	for (const [index, {text: hostile}] of hostileCorpus.entries()) {
		const size = sizes[index % sizes.length] ?? sizes[0];
		const asked = [streaming(hostile, {asking: 3, thinking: hostile})];
		const named = answerOf(5, {node: hostile, model: hostile});
		const lines = drawn({answers: [...answers.slice(0, 2), named], asked}, {...size, rows: 60});
		expect(areInert(lines, size.columns)).toBe(true);
	}
});

it('ten megabytes of an answer cost no more than seconds', () => {
	const asked = [streaming('\u6f22'.repeat(3_500_000), {asking: 3})];
	const startMs = performance.now();
	drawn({asked}, {columns: 156, terminal: 200});
	expect(performance.now() - startMs).toBeLessThan(10_000);
});
