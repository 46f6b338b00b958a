import {expect, it} from 'vitest';
import type {ModelMetrics} from '../../source/domain/ollama-metrics.ts';
import type {State} from '../../source/store/state.ts';
import {chatStatsPane} from '../../source/views/chat-stats.ts';
import {chatScene, qwen} from '../helpers/chat-scenes.ts';
import {inAscii} from '../helpers/frame.tsx';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {areInert, type PaneSize, paneText} from '../helpers/pane-lines.ts';

function metricsOf(parts: Partial<ModelMetrics>, decodeTokensPerSecond?: number): ModelMetrics {
	return {
		...{requests: 1, cancelled: 0, failures: {}, firstTokenMs: 210, loadMs: undefined},
		rates: {
			...{prefillTokensPerSecond: undefined, decodeTokensPerSecond, outputTokens: undefined},
			...{loadBytesPerSecond: undefined, successFraction: 1, answers: 1, sizeBytes: 1},
			measuredWallMs: 0,
		},
		...parts,
	};
}

const asked: Pick<State, 'metrics' | 'asking'> = {
	metrics: {
		'pi-main': {'llama3.2:3b': metricsOf({failures: {unreachable: 1}, firstTokenMs: undefined})},
		'gpu-02': {
			'qwen3:4b': metricsOf(
				{
					requests: 1240,
					failures: {timedOut: 2, refused: 1},
					cancelled: 3,
					loadMs: 2100,
					speeds: [82, 164],
				},
				164.4,
			),
			'gemma3:27b': metricsOf({}, 6.14),
		},
	},
	asking: {'gpu-02': {'qwen3:4b': 1, 'gemma3:27b': 0}, 'pi-worker10': {'qwen3:4b': 2}},
};

function drawn(state: Pick<State, 'metrics' | 'asking'>, size: PaneSize): readonly string[] {
	return paneText(chatStatsPane, {...chatScene({}), ...state}, size);
}

it('shows how fast each model answers on each node, and what went wrong there', () => {
	expect(drawn(asked, {columns: 92})).toMatchInlineSnapshot(`
		[
		  " ─── answers so far ────────────────────────────────── 1,242 asked · 4 failed · 3 under way",
		  "",
		  "     NODE          MODEL                ASKED  FAILED    TTFT    LOAD       SPEED  LATELY",
		  "   ● gpu-02        gemma3:27b               1       0  210 ms       -   6.1 tok/s",
		  "   ● gpu-02        qwen3:4b             1,240       3  210 ms   2.1 s   164 tok/s        ▅█",
		  "                   1 under way, 2 timed out, 1 refused, 3 stopped",
		  "   ● pi-main       llama3.2:3b              1       1       -       -           -",
		  "                   1 unreachable",
		  "   ○ pi-worker10   qwen3:4b                 0       -       -       -           -",
		  "                   2 under way",
		  "",
		  "     means that follow the last answers · TTFT where the model was in memory, LOAD where",
		  "     it was not",
		]
	`);
});

it('leaves out what was lately, and at last the load, where there is no room', () => {
	expect(drawn(asked, {columns: 80})).toMatchInlineSnapshot(`
		[
		  " ─── answers so far ────────────────────── 1,242 asked · 4 failed · 3 under way",
		  "",
		  "     NODE          MODEL              ASKED  FAILED    TTFT    LOAD       SPEED",
		  "   ● gpu-02        gemma3:27b             1       0  210 ms       -   6.1 tok/s",
		  "   ● gpu-02        qwen3:4b           1,240       3  210 ms   2.1 s   164 tok/s",
		  "                   1 under way, 2 timed out, 1 refused, 3 stopped",
		  "   ● pi-main       llama3.2:3b            1       1       -       -           -",
		  "                   1 unreachable",
		  "   ○ pi-worker10   qwen3:4b               0       -       -       -           -",
		  "                   2 under way",
		  "",
		  "     means that follow the last answers · TTFT where the model was in memory,",
		  "     LOAD where it was not",
		]
	`);
	const [, , head] = drawn(asked, {columns: 72});
	expect(head).toMatch(/NODE +MODEL +ASKED +FAILED +TTFT +SPEED$/);
});

it('draws the speeds of the last answers as heights, in ascii too', () => {
	const lines = drawn(asked, {columns: 120, profile: inAscii});
	expect(lines.join('\n')).toMatch(/^[\n -~]*$/);
	expect(lines.find(line => line.includes(qwen))).toMatch(/ -#$/);
	expect(drawn(asked, {columns: 92}).find(line => line.includes(qwen))).toMatch(/ ▅█$/);
});

it('says so where nothing was asked', () => {
	expect(drawn({metrics: {}, asking: {}}, {columns: 80})).toEqual([
		expect.stringMatching(/^ ─── answers so far ─+ 0 asked$/),
		'',
		'     Nothing was asked yet: the first answer brings figures.',
	]);
});

it('keeps names inert, whatever nodes and models are called', () => {
	const models = Object.fromEntries(
		hostileCorpus.map(({text}) => [text, metricsOf({requests: Number.MAX_SAFE_INTEGER}, 1e12)]),
	);
	const metrics = Object.fromEntries(
		hostileCorpus.map(({text}) => [text, {[text]: metricsOf({})}]),
	);
	for (const columns of [72, 80, 120]) {
		const size = {columns, rows: 10_000};
		expect(areInert(drawn({metrics: {constructor: models}, asking: {}}, size), columns)).toBe(true);
		expect(areInert(drawn({metrics, asking: {}}, size), columns)).toBe(true);
	}
});
