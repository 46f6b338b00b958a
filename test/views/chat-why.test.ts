import {expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import type {RouteCandidate, RouteDecision} from '../../source/domain/routing.ts';
import {chatWhyPane} from '../../source/views/chat-why.ts';
import {aCandidate, aDecision} from '../helpers/chat-builders.ts';
import {
	anAsking,
	type ChatScene,
	chatScene,
	gpuAttempt,
	recordsOf,
	turnOf,
} from '../helpers/chat-scenes.ts';
import {inAscii} from '../helpers/frame.tsx';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {areInert, type PaneSize, paneText} from '../helpers/pane-lines.ts';

const gib = 2 ** 30;

function candidate(
	node: string,
	[waitS, loadS, prefillS, decodeS, totalS]: readonly [number, number, number, number, number],
	parts: Partial<RouteCandidate> = {},
): RouteCandidate {
	return {
		...aCandidate(node),
		terms: {waitS, loadS, evictionS: 0, prefillS, decodeS, factors: [], totalS},
		...{slots: 2, answers: 0},
		...parts,
	};
}

const chosen = candidate('gpu-02', [0, 0, 0.1, 1.8, 1.9], {answers: 38});
const main = candidate('pi-main', [0, 12, 11, 71, 113], {isWarm: false});

/** That of SCREENS. */
const decision: RouteDecision = {
	...aDecision('gpu-02'),
	...{model: 'qwen3:4b', promptTokens: 412, outputTokens: 300, chosen, because: 'fastest'},
	candidates: [
		chosen,
		candidate('pi-worker3', [0, 4.1, 11, 71, 86], {isWarm: false}),
		{...main, terms: {...main.terms, factors: [{reason: 'littleMemory', factor: 1.2}]}},
	],
	rejected: [
		{node: 'pi-worker1' as NodeName, reason: 'throttled'},
		{
			...{node: 'pi-storage' as NodeName, reason: 'unreachable'},
			failure: {kind: 'unreachable', where: 'pi-storage', reason: 'no route to host'},
		},
		{
			...{node: 'gpu-01' as NodeName, reason: 'tooBig', memory: 'gpu'},
			...{needsBytes: 3.4 * gib, freeBytes: 3.2 * gib},
		},
		{
			...{node: 'login' as NodeName, reason: 'notServing'},
			failure: {kind: 'refused', where: 'login'},
		},
		{node: 'pi-worker2' as NodeName, reason: 'notAsked'},
	],
};

const asInScreens: ChatScene = {
	records: recordsOf(turnOf('t1', ['why?', 'because'], {attempts: [gpuAttempt({decision})]})),
};

function drawn(scene: ChatScene, size: PaneSize): readonly string[] {
	return paneText(chatWhyPane, chatScene(scene), size);
}

it('shows what each node would have taken, to the column of SCREENS', () => {
	expect(drawn(asInScreens, {columns: 100})).toMatchInlineSnapshot(`
		[
		  " ─── why gpu-02 ────────────────────────── qwen3:4b · 412 tokens in, about 300 out · resource-aware",
		  "",
		  "     NODE               WAIT     LOAD    PREFILL    DECODE    PENALTY     TOTAL",
		  " › ● gpu-02            0.0 s    0.0 s      0.1 s     1.8 s        1.0     1.9 s   warm, 0 of 2 busy",
		  "   ● pi-worker3        0.0 s    4.1 s       11 s      71 s        1.0      86 s   on disk",
		  "   ● pi-main           0.0 s     12 s       11 s      71 s        1.2     113 s   on disk, little",
		  "                                                                                  memory",
		  "",
		  "     NOT ASKED",
		  "   ▲ pi-worker1    throttled",
		  "   ✖ pi-storage    no route to host",
		  "   ● gpu-01        needs 3.4 GiB GPU memory, 3.2 GiB free",
		  "   ● login         has no Ollama",
		  "",
		  "     total = sum of the four x penalty; the lowest wins · rates from 38 earlier answers",
		]
	`);
});

it('says beside the numbers on a line of its own where there is no room for it', () => {
	expect(drawn(asInScreens, {columns: 80, rows: 18})).toMatchInlineSnapshot(`
		[
		  " ─── why gpu-02 ────── qwen3:4b · 412 tokens in, about 300 out · resource-aware",
		  "     NODE            WAIT    LOAD  PREFILL  DECODE  PENALTY  TOTAL",
		  " › ● gpu-02         0.0 s   0.0 s    0.1 s   1.8 s      1.0  1.9 s",
		  "       warm, 0 of 2 busy",
		  "   ● pi-worker3     0.0 s   4.1 s     11 s    71 s      1.0   86 s   on disk",
		  "   ● pi-main        0.0 s    12 s     11 s    71 s      1.2  113 s",
		  "       on disk, little memory",
		  "     NOT ASKED",
		  "   ▲ pi-worker1    throttled",
		  "   ✖ pi-storage    no route to host",
		  "   ● gpu-01        needs 3.4 GiB GPU memory, 3.2 GiB free",
		  "   ● login         has no Ollama",
		  "     total = sum of the four x penalty; the lowest wins",
		  "     rates from 38 earlier answers",
		]
	`);
});

it('moves its columns together where the list stands beside it', () => {
	expect(drawn(asInScreens, {columns: 92}).slice(2, 6)).toMatchInlineSnapshot(`
		[
		  "     NODE            WAIT    LOAD  PREFILL  DECODE  PENALTY  TOTAL",
		  " › ● gpu-02         0.0 s   0.0 s    0.1 s   1.8 s      1.0  1.9 s   warm, 0 of 2 busy",
		  "   ● pi-worker3     0.0 s   4.1 s     11 s    71 s      1.0   86 s   on disk",
		  "   ● pi-main        0.0 s    12 s     11 s    71 s      1.2  113 s   on disk, little memory",
		]
	`);
});

it('is drawn in ascii', () => {
	const lines = drawn(asInScreens, {columns: 80, profile: inAscii}).join('\n');
	expect(lines).toMatch(/^[\n -~]*$/);
	expect(lines).toContain(' > o gpu-02');
});

it('shows as many lines as there is room for, from the one that was scrolled to', () => {
	const lines = drawn({...asInScreens, screen: {paneCursor: 2}}, {columns: 100, rows: 5});
	expect(lines).toHaveLength(5);
	expect(lines[0]).toContain('↑ 2 ↓ 5 more');
	expect(lines[1]).toContain('pi-worker3');
});

it('is that of the turn under the cursor, else of the last one for which a node was looked for', () => {
	const other = {...decision, chosen: {...chosen, node: 'pi-main' as NodeName}};
	const records = recordsOf(
		turnOf('t1', ['why?', 'because'], {attempts: [gpuAttempt({decision})]}),
		turnOf('t2', ['and?', 'then'], {attempts: [gpuAttempt({decision: other})]}),
	);
	const queued = anAsking({phase: {state: 'queued'}});
	const titleOf = (turn: string | undefined) =>
		drawn({records, asked: [queued], screen: {turn}}, {columns: 80})[0];

	expect(titleOf(undefined)).toContain('why pi-main');
	expect(titleOf('t1')).toContain('why gpu-02');
	expect(titleOf('asked 1')).toContain('why this node');
});

it('says who could not where nobody can', () => {
	const none = {...decision, chosen: undefined, candidates: []};
	const asked = anAsking({
		phase: {
			state: 'failed',
			outcome: {state: 'noRoute', noRoute: {kind: 'noNodes'}, decision: none},
		},
	});
	const lines = drawn({asked: [asked]}, {columns: 80});
	expect(lines[0]).toContain('why nobody');
	expect(lines.slice(1, 4)).toEqual(['', '     NOT ASKED', '   ▲ pi-worker1    throttled']);
});

it('keeps names and reasons from outside inert, and within the pane', () => {
	for (const {text} of hostileCorpus) {
		const node = text as NodeName;
		const hostile = {...chosen, node};
		const bad: RouteDecision = {
			...{...decision, model: text, chosen: hostile, candidates: [hostile]},
			rejected: [
				{node, reason: 'unreachable', failure: {kind: 'unreachable', where: text, reason: text}},
			],
		};
		const records = recordsOf(
			turnOf('t1', ['why?', 'because'], {attempts: [gpuAttempt({decision: bad})]}),
		);
		for (const columns of [80, 100]) {
			expect(areInert(drawn({records}, {columns}), columns)).toBe(true);
		}
	}
});
