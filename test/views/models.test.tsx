import {describe, expect, it} from 'vitest';
import type {ScreenSize} from '../../source/domain/screen.ts';
import {reduce} from '../../source/store/reducer.ts';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import {waitingStep} from '../../source/rules/plan-progress.ts';
import type {NodeState, State} from '../../source/store/state.ts';
import {frameOf, inAscii, onConsole} from '../helpers/frame.tsx';
import {lostNode} from '../helpers/home-rack.ts';
import {
	anAskedDeed,
	aModelOf,
	askedNode,
	aShelvedNode,
	homeShelf,
	llama3,
	pulling,
	qwen4,
	queued,
	type Shelf,
	shelfState,
	withoutOllama,
} from '../helpers/shelf-rack.ts';
import {silentOllama} from '../helpers/silent-ollama.ts';

const small = {columns: 80, rows: 24};
const large = {columns: 120, rows: 40};
const gemma = 'gemma3:27b';

function bodyOf(shelf: Shelf = {}, size: ScreenSize = large): readonly string[] {
	return frameOf(shelfState(shelf), size).slice(2, -1);
}

const under = {cursor: 'qwen3:4b'};
const going = [
	anAskedDeed('pull', ['gpu-01', gemma], queued),
	anAskedDeed('pull', ['gpu-02', gemma], pulling(0.42)),
];

describe('the shelf that SCREENS draws', () => {
	it('stands at 120x40 with nodes across, what is free over them, and what is under way', () => {
		expect(bodyOf({models: under, deeds: going}).slice(0, 30)).toMatchInlineSnapshot(`
			[
			  "",
			  "     free memory, GPU first                      3.20 GiB    20.6 GiB    4.72 GiB     963 MiB    2.88 GiB    3.84 GiB",
			  "     free disk                                    812 GiB     640 GiB    58.1 GiB    21.4 GiB    44.0 GiB    61.7 GiB",
			  "",
			  "     MODEL                 SIZE  QUANT     HAVE  gpu-01      gpu-02      pi-main     pi-worker1  pi-worker2  pi-worker3",
			  "   ⠋ gemma3:27b               -  -          0/2  queued      42% ━━╸───",
			  "     llama3.1:8b       4.58 GiB  Q4_K_M     3/3  ○           ○           ○",
			  "   ▲ llama3.2:3b       1.88 GiB  Q4_K_M     2/2                                      ! differs   ●           ●",
			  "     nomic-embed-text   262 MiB  F16          3              ○           ○                                   ○",
			  "     qwen2.5-coder:7b  4.36 GiB  Q4_K_M       2  ○           ○",
			  "     qwen3:30b         17.3 GiB  Q4_K_M       1              ○",
			  " ›   qwen3:4b          2.33 GiB  Q4_K_M     6/4  ○           ●           ○           ○           ○           ○",
			  "",
			  "     ● loaded  ○ on disk  ! another digest under the same name                      no Ollama: login · down: pi-storage",
			  "",
			  " ─── qwen3:4b ───────────────────────────────────── qwen3 · 4.0B · Q4_K_M · 2.33 GiB · context 40,960 · tools, thinking",
			  "",
			  "     NODE          NOW                          WILL IT FIT, with a context of 8,192 (3.03 GiB)",
			  "     gpu-01        on disk                      yes: 3.2 GiB of GPU memory free, 175 MiB to spare",
			  "     gpu-02        loaded, 3.4 GiB, all GPU     runs now · leaves in 4 m 12 s unless used",
			  "     pi-main       on disk                      yes: 4.72 GiB free, 1.69 GiB to spare",
			  "     pi-worker1    on disk                      no: 963 MiB free, 2.09 GiB short",
			  "     pi-worker2    on disk                      yes, after llama3.2:3b: 5.28 GiB free, 2.25 GiB to spare",
			  "     pi-worker3    on disk                      yes: 3.84 GiB free, 830 MiB to spare",
			  "     login         no Ollama on port 11434 · systemctl start ollama starts it",
			  "     pi-storage    no route to host · is it switched on, and on the network?",
			  "",
			  "     digest       e55aed6fe643 · the same on 6 nodes",
			  "     wanted       4 replicas, tag pi5 · 6 there · nothing to do",
			  "",
			]
		`);
	});

	it('is a list at 80x24, with a detail of its nodes', () => {
		expect(bodyOf({models: under, deeds: going}, small)).toMatchInlineSnapshot(`
			[
			  "     MODEL                     SIZE    HAVE  NODES                     ↑ 1 more",
			  "     llama3.1:8b           4.58 GiB     3/3  ○ gpu-01, gpu-02, pi-main",
			  "   ▲ llama3.2:3b           1.88 GiB     2/2  ! pi-worker1 · ● 2 nodes",
			  "     nomic-embed-text       262 MiB       3  ○ gpu-02, pi-main, pi-worker3",
			  "     qwen2.5-coder:7b      4.36 GiB       2  ○ gpu-01, gpu-02",
			  "     qwen3:30b             17.3 GiB       1  ○ gpu-02",
			  " ›   qwen3:4b              2.33 GiB     6/4  ● gpu-02 · ○ 5 nodes",
			  "     ● loaded  ○ on disk  ! differs         no Ollama: login · down: pi-storage",
			  " ─── qwen3:4b ─────────────── qwen3 · 4.0B · Q4_K_M · 2.33 GiB · context 40,960",
			  "     NODE          NOW            WILL IT FIT, context 8,192 (3.03 GiB)",
			  "     gpu-01        on disk        yes: 3.2 GiB GPU free, 175 MiB to spare",
			  "     gpu-02        loaded         runs now · leaves in 4 m 12 s unless used",
			  "     pi-main       on disk        yes: 4.72 GiB free, 1.69 GiB to spare",
			  "     pi-worker1    on disk        no: 963 MiB free, 2.09 GiB short",
			  "     pi-worker2    on disk        yes, after llama3.2:3b: 2.25 GiB to spare",
			  "     pi-worker3    on disk        yes: 3.84 GiB free, 830 MiB to spare",
			  "     login         no Ollama on port 11434 · systemctl start ollama starts it",
			  "     pi-storage    no route to host · is it switched on, and on the network?",
			  "     digest       e55aed6fe643 · the same on 6 nodes",
			  "     wanted       4 replicas, tag pi5 · 6 there · nothing to do",
			  "",
			]
		`);
	});

	it('says in the line of tabs how many there are and how often nodes are asked', () => {
		expect(frameOf(shelfState(), large)[1]).toMatch(/4 Models .* 7 models · every 15 s · live$/);
		expect(frameOf(shelfState({models: {filter: 'gemma'}}), large)[1]).toMatch(
			/ filter gemma · 1 of 7 models · every 15 s · live$/,
		);
		expect(frameOf(shelfState({models: {sort: 'size'}}), small)[1]).toMatch(/every 15 s · live$/);
	});

	it('keeps to the glyphs of the Linux console and to ascii', () => {
		const state = shelfState({models: under, deeds: going});
		const differs = (line: string): boolean => line.includes('llama3.2:3b');
		const onVt = frameOf(state, large, {profile: onConsole});
		expect(onVt.find(differs)).toMatch(/▲ llama3\.2:3b .* ! differs +● +●$/);
		expect(onVt.find(line => line.includes(gemma))).toMatch(/queued +42% ███░░░$/);
		const plain = frameOf(state, large, {profile: inAscii}).slice(3);
		expect(plain.find(differs)).toMatch(/! llama3\.2:3b .* ! differs +@ +@$/);
		expect(plain.join('')).toMatch(/^[ -~]*$/);
	});

	it('opens with all that the model says of itself', () => {
		const shown = {
			...{capabilities: ['completion', 'tools'], contextTokens: 40_960, parameterCount: 4e9},
			...{cacheBytesPerToken: 147_456, template: '{{ .Prompt }}', system: 'Be short.'},
			...{parameters: 'temperature 0.6', license: 'Apache License\nVersion 2.0, January 2004'},
		};
		const state = shelfState({models: {...under, isOpen: true}});
		const told = {'gpu-01 qwen3:4b': {state: 'fresh', value: shown, atMs: 0}} as const;
		const frame = frameOf({...state, models: {...state.models, shown: told}}, large);
		expect(frame.slice(2, -1)).toMatchInlineSnapshot(`
			[
			  "",
			  " ─── qwen3:4b ────────────────────────────────── qwen3 · 4.0B · Q4_K_M · 2.33 GiB · context 40,960 · tools · Apache-2.0",
			  "",
			  "     NODE          NOW                          WILL IT FIT, with a context of 8,192 (3.69 GiB)",
			  "     gpu-01        on disk                      no: 3.2 GiB of GPU memory free on one card, 500 MiB short",
			  "     gpu-02        loaded, 3.4 GiB, all GPU     runs now · leaves in 4 m 12 s unless used",
			  "     pi-main       on disk                      yes: 4.72 GiB free, 1.03 GiB to spare",
			  "     pi-worker1    on disk                      no: 963 MiB free, 2.75 GiB short",
			  "     pi-worker2    on disk                      yes, after llama3.2:3b: 5.28 GiB free, 1.59 GiB to spare",
			  "     pi-worker3    on disk                      yes: 3.84 GiB free, 156 MiB to spare",
			  "     login         no Ollama on port 11434 · systemctl start ollama starts it",
			  "     pi-storage    no route to host · is it switched on, and on the network?",
			  "",
			  "     digest       e55aed6fe643 · the same on 6 nodes",
			  "     wanted       4 replicas, tag pi5 · 6 there · nothing to do",
			  "",
			  "     can          completion, tools",
			  "",
			  "     PARAMETERS",
			  "     temperature 0.6",
			  "",
			  "     SYSTEM",
			  "     Be short.",
			  "",
			  "     TEMPLATE",
			  "     {{ .Prompt }}",
			  "",
			  "     LICENCE",
			  "     Apache License",
			  "     Version 2.0, January 2004",
			  "",
			  "",
			  "",
			  "",
			  "",
			  "",
			  "",
			]
		`);
	});

	it('puts brackets around the cell whose node is meant', () => {
		const body = bodyOf({models: {cursor: 'qwen3:30b', node: homeShelf()[0]?.config.name}});
		expect(body.find(line => line.includes('› '))).toMatch(/1 \[ \] +○$/);
	});
});

const manyNodes = Array.from(
	{length: 200},
	(_, index) => `pi-${String(index + 1).padStart(3, '0')}`,
);

function largeShelf(): readonly NodeState[] {
	const models = Array.from({length: 100}, (_, index) =>
		aModelOf(`model-${String(index).padStart(3, '0')}:q4`, 1 + index / 10, {digit: 'a'}),
	);
	return manyNodes.map((name, place) =>
		aShelvedNode(name, {
			...{freeGib: 4, diskGib: 100},
			installed: models.filter((_, index) => (place + index) % 3 === 0),
		}),
	);
}

describe('a shelf of a hundred models on two hundred nodes', () => {
	const nodes = largeShelf();

	it('is windowed both ways, and says how much stands outside', () => {
		const body = bodyOf({nodes});
		expect(body[1]).toMatch(/free memory, GPU first +194→ {2}4\.00 GiB/);
		expect(body[2]).toMatch(/free disk +↓ \d+ more {3}100 GiB/);
		expect(body[4]).toMatch(/MODEL .* pi-001 .* pi-006$/);
	});

	it('moves sideways so that the cell of the cursor is seen', () => {
		const body = bodyOf({nodes, models: {node: nodes[120]?.config.name}});
		expect(body[1]).toContain('←115 79→');
		expect(body[4]).toMatch(/pi-116 .* pi-121/);
	});

	it('is never wider than the terminal', () => {
		for (const columns of [80, 100, 120, 160, 200]) {
			for (const line of frameOf(shelfState({nodes}), {columns, rows: 40})) {
				expect(line.length).toBeLessThanOrEqual(columns);
			}
		}
	});

	it('counts in a list what has no room', () => {
		expect(bodyOf({nodes}, small)[4]).toMatch(/^ {5}model-000:q4 .* 67 {2}○ 67 nodes/);
	});
});

describe('a shelf', () => {
	it('without a model says how to get one', () => {
		const nodes = [aShelvedNode('pi-main', {freeGib: 4, diskGib: 60, installed: []})];
		const state = shelfState({nodes});
		const bare = {...state, config: state.config && {...state.config, models: []}};
		expect(frameOf(bare, small)[3]).toBe('     No model yet. P pulls one, for example qwen3:4b.');
	});

	it('that nobody has told of says who is asked', () => {
		expect(bodyOf({nodes: ['a', 'b'].map(askedNode)}, small).slice(0, 2)).toEqual([
			'',
			'     asking 2 nodes',
		]);
	});

	it('of nodes that all fail says why, each by name', () => {
		const body = bodyOf({nodes: [withoutOllama('login'), lostNode('pi-9')]}, small);
		expect(body[1]).toContain('login: Ollama on port 11434: nothing listens there.');
	});

	it('of a node that fell silent keeps its column, with what was there last and no figures', () => {
		const [first, ...others] = homeShelf();
		const failure = {kind: 'unreachable', where: 'gpu-01', reason: 'no route to host'} as const;
		const {ollama} = first ?? expect.unreachable();
		const installed = 'value' in ollama.installed ? ollama.installed.value : [];
		const gone: NodeState = {
			...lostNode('gpu-01'),
			config: first?.config ?? expect.unreachable(),
			ollama: {
				...silentOllama(failure),
				installed: {state: 'stale', value: installed, atMs: 0, failure},
			},
		};
		const body = bodyOf({nodes: [gone, ...others], models: under});
		expect(body[1]).toMatch(/GPU first {29}- {4}20\.6 GiB/);
		expect(body.find(line => line.includes('› '))).toMatch(/5\/4 {2}○ \? {9}●/);
		expect(body.join('\n')).toContain('down: gpu-01, pi-storage');
	});

	it('tells in a cell why a deed failed, and in the transfers in words', () => {
		const failure = {kind: 'diskFull', where: 'pi-worker1: Ollama'} as const;
		const deeds = [anAskedDeed('pull', ['pi-worker1', gemma], {state: 'failed', failure})];
		const body = bodyOf({deeds});
		expect(body.find(line => line.includes(gemma))).toMatch(/▲ gemma3:27b .* ✖ no space$/);
		const transfers = bodyOf({deeds, models: {pane: 'transfers', focus: 'detail'}}).join('\n');
		expect(transfers).toMatch(/transfers ─+ 1 stopped\n/);
		expect(transfers).toMatch(/› ✖ gemma3:27b +pi-worker1 +the disk is full. Free some space/);
		expect(transfers).toMatch(/goes on from where it\n +was · r goes on/);
	});

	it('shows how far a transfer came that stopped, and how long one took that is done', () => {
		const failure = {kind: 'unreachable', where: 'pi-worker3', reason: 'link lost'} as const;
		const result = {digest: qwen4.digest, fetchedBytes: 2.5e9, wasThere: false} as const;
		const begun = shelfState({
			deeds: [
				anAskedDeed('pull', ['pi-worker3', gemma], queued),
				anAskedDeed('pull', ['pi-main', 'qwen3:4b'], queued),
			],
			models: {pane: 'transfers'},
		});
		const [lost, done] = begun.models.deeds.map(({number}) => number);
		const asking = {step: 'manifest', layers: [], bytesPerSecond: undefined} as const;
		const state = [
			{number: lost, stage: pulling(0.12), atMs: 1000},
			{number: done, stage: {state: 'working', progress: asking} as const, atMs: 1000},
			{number: lost, stage: {state: 'failed', failure} as const, atMs: 9000},
			{number: done, stage: {state: 'done', result} as const, atMs: 32_000},
		].reduce(
			(before, {number = 0, ...rest}) =>
				reduce(before, {type: 'models/deedTold', number, ...rest})[0],
			begun,
		);
		const linesAt = (size: ScreenSize) =>
			frameOf(state, size).filter(line => /^ {3}[✖✓]/u.test(line));
		expect(linesAt(large)).toMatchInlineSnapshot(`
			[
			  "   ✖ gemma3:27b         pi-worker3     12%  ━╸──────────────  link lost. Is it switched on, and is the network there?",
			  "   ✓ qwen3:4b           pi-main       pulled · 2.33 GiB in 31 s · e55aed6fe643",
			]
		`);
		expect(linesAt(small)).toMatchInlineSnapshot(`
			[
			  "   ✖ gemma3:27b         pi-worker3     12%  link lost. Is it switched on, and",
			  "   ✓ qwen3:4b           pi-main       pulled · 2.33 GiB in 31 s · e55aed6fe643",
			]
		`);
	});

	it('shows what stopped and was asked for once more as one transfer', () => {
		const failure = {kind: 'unreachable', where: 'gpu-01', reason: 'link lost'} as const;
		const deeds = [
			anAskedDeed('pull', ['gpu-01', gemma], {state: 'failed', failure}),
			anAskedDeed('pull', ['gpu-02', gemma], {state: 'cancelled'}),
			anAskedDeed('pull', ['gpu-01', gemma], pulling(0.42)),
		];
		const body = bodyOf({deeds, models: {pane: 'transfers'}});
		expect(body.join('\n')).toMatch(/transfers ─+ 1 runs · 1 stopped · /u);
		const of = (node: string) =>
			body.filter(line => line.includes(` ${node}  `) && / [⠋·✖] /u.test(line));
		expect(of('gpu-01').at(-1)).toContain('42%');
		expect(of('gpu-02').at(-1)).toContain('stopped by you · r goes on');
		expect(body.join('\n')).not.toContain('link lost');
	});

	it('says what is done with a model that is fetched', () => {
		const layers = [{digest: 'e796792eba26', totalBytes: 4e9, completedBytes: 4e9}];
		const progress = {step: 'verifying', layers, bytesPerSecond: 5e6} as const;
		const deeds = [anAskedDeed('pull', ['gpu-01', gemma], {state: 'working', progress})];
		const body = bodyOf({deeds, models: {pane: 'transfers'}}).join('\n');
		expect(body).toMatch(/gpu-01 +100% +━+ +3.73 GiB of 3.73 GiB · checking$/mu);
	});

	it('has no rate of a transfer that has gone silent', () => {
		const asked = anAskedDeed('pull', ['gpu-01', gemma], pulling(0.42));
		const deeds = [{...asked, atMs: asked.atMs - 12_000}];
		const body = bodyOf({deeds, models: {pane: 'transfers'}}).join('\n');
		expect(body).toMatch(/transfers ─+ 1 runs\n/u);
		expect(body).toMatch(/42% .* 6.80 GiB of 16.2 GiB · silent for 12 s$/mu);
	});

	it('tells a node without Ollama from one whose Ollama is silent', () => {
		const failure = {
			kind: 'timedOut',
			where: 'pi-1: Ollama on port 11434',
			afterMs: 10_000,
		} as const;
		const silent = {...withoutOllama('pi-1'), ollama: silentOllama(failure)};
		const nodes = [...homeShelf(), silent];
		expect(bodyOf({nodes}).join('\n')).toContain(
			'no Ollama: login · silent: pi-1 · down: pi-storage',
		);
	});

	it('shows transfers with their layers, rate and time left', () => {
		const layers = {
			step: 'layers',
			layers: [
				{digest: 'e796792eba26', totalBytes: 4e9, completedBytes: 4e9},
				{digest: 'aaaabbbbcccc', totalBytes: 2e9, completedBytes: 1e9},
			],
			bytesPerSecond: 1e7,
		} as const;
		const deeds = [
			anAskedDeed('pull', ['gpu-02', gemma], {state: 'working', progress: layers}),
			anAskedDeed('pull', ['gpu-01', gemma], queued),
		];
		const body = bodyOf({deeds, models: {pane: 'transfers', focus: 'detail'}});
		const first = body.findIndex(line => line.includes('transfers'));
		expect(body.slice(first, first + 5)).toMatchInlineSnapshot(`
			[
			  " ─── transfers ────────────────────────────────────────────────────────────────────────── 1 runs · 1 waits · 10 MB/s in",
			  "",
			  " › ⠋ gemma3:27b         gpu-02         83%  ━━━━━━━━━━━━━╸──  4.66 GiB of 5.59 GiB · 10 MB/s · 1 m 40 s",
			  "       layer 2          aaaabbbbcccc   50%  ━━━━━━━━╸───────  954 MiB of 1.86 GiB",
			  "   · gemma3:27b         gpu-01        waits, 1 before it",
			]
		`);
	});

	it('shows steps of a sync that wait, and for what, and what came of the last one', () => {
		const [first, second] = ['gpu-02', 'gpu-01'] as [NodeName, NodeName];
		const model = gemma as ModelName;
		const why = {reason: 'everywhere'} as const;
		const pull = {type: 'pull', node: first, model} as const;
		const copy = {type: 'copy', node: second, model, from: first} as const;
		const state = shelfState({deeds: going.slice(1), models: {pane: 'transfers'}});
		const sync = {
			steps: [
				{deed: pull, why, bytes: undefined, after: []},
				{deed: copy, why, bytes: undefined, after: [0]},
			],
			states: [{state: 'running', deed: pull, tried: []} as const, waitingStep],
			positions: {},
		};
		const linesOf = (models: Partial<State['models']>) =>
			frameOf({...state, models: {...state.models, ...models}}, large);
		const running = linesOf({sync}).join('\n');
		expect(running).toMatch(/transfers ─+ 1 runs · 1 waits · 84 MB\/s in\n/);
		expect(running).toMatch(/\n {3}· gemma3:27b +gpu-01 +waits for gpu-02, then copies from it\n/);
		const synced = [{state: 'cancelled'} as const, {state: 'cancelled'} as const];
		expect(linesOf({synced}).join('\n')).toMatch(/transfers ─+.* sync: 0 done, 2 not\n/);
	});

	it('that a filter leaves empty says which', () => {
		expect(bodyOf({models: {filter: 'name:nothing'}})[5]).toBe(
			'     Nothing matches "name:nothing". esc clears the filter.',
		);
	});

	it('keeps the row under the cursor where its model went, and says so', () => {
		const body = bodyOf({models: {cursor: 'mistral:7b'}});
		expect(body.find(line => line.includes('› '))).toMatch(/mistral:7b +gone$/);
		expect(body.join('\n')).toContain('No node that answers has it any more.');
	});

	it('tells of a model that would fit nowhere by how much', () => {
		const nodes = [aShelvedNode('pi-main', {freeGib: 2, diskGib: 60, installed: [qwen4, llama3]})];
		expect(bodyOf({nodes, models: under}).join('\n')).toMatch(/pi-main +on disk +no: 2 GiB free, /);
	});
});
