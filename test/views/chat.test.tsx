import {beforeAll, describe, expect, it} from 'vitest';
import type {Attempt} from '../../source/domain/chat.ts';
import type {ConversationRecord} from '../../source/domain/conversation.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import {lateHighlighter, lateReader} from '../../source/views/chat-markdown.ts';
import {
	anAsking,
	type ChatScene,
	chatScene,
	drawn,
	first,
	gpuAttempt,
	recordsOf,
	saidText,
	streaming,
	turnOf,
} from '../helpers/chat-scenes.ts';
import {frameOf, inAscii} from '../helpers/frame.tsx';
import {atMs} from '../helpers/home-rack.ts';

const small = {columns: 80, rows: 24};
const usual = {columns: 120, rows: 40};
const large = {columns: 200, rows: 50};

const answer = `Use one array with a throttle. The number after \`%\` is how many tasks may run at the same moment:

\`\`\`bash
#!/bin/bash
#SBATCH --array=1-64%4
python tokenize.py --shard "$SLURM_ARRAY_TASK_ID"
\`\`\`

## Three remarks

- An array that waits is one record: it costs the scheduler nothing.
- To change the throttle later, without a new subm`;

const second = streaming(answer, {
	...{after: 't1', thinking: 'hm, '.repeat(212), thinkingMs: 1300},
	text: 'How do I run 64 shards as an array, four at a time?',
});

const asInScreens: ChatScene = {
	records: recordsOf(first),
	asked: [second],
	typed: 'and how do I cancel only the ones that wait?',
};

beforeAll(async () => {
	await lateReader.load();
	await lateHighlighter.load();
});

it('is drawn to the column at 120x40, as an answer streams', () => {
	expect(frameOf(chatScene(asInScreens), usual).slice(1)).toMatchInlineSnapshot(`
		[
		  " 1 Nodes  3 Chat  4 Models  6 Events                                                          165 tok/s · gpu-02 · live",
		  "",
		  "     CHATS                    you  What does %A mean in a Slurm log path?",
		  "     reading the",
		  "     conversations                 \`%A\` is the id of the array job, the same for all its tasks; \`%a\` is the index of",
		  " › ⠋ What does %A m…    now        the task. So \`logs/%A_%a.out\` gives one file a task, such as logs/4720_7.out.",
		  "                                   → gpu-02 · loaded in 2.1 s · 58°C · first token 2.4 s · 171 tok/s · 49 tokens",
		  "",
		  "                              you  How do I run 64 shards as an array, four at a time?",
		  "",
		  "                                   ▸ thought for 1.3 s · about 212 tokens",
		  "",
		  "                                   Use one array with a throttle. The number after \`%\` is how many tasks may run at the",
		  "                                   same moment:",
		  "",
		  "                                   │ #!/bin/bash                                                                   bash",
		  "                                   │ #SBATCH --array=1-64%4",
		  "                                   │ python tokenize.py --shard "$SLURM_ARRAY_TASK_ID"",
		  "",
		  "                                   Three remarks",
		  "",
		  "                                   • An array that waits is one record: it costs the scheduler nothing.",
		  "                                   • To change the throttle later, without a new subm",
		  "",
		  "                                   ⠋ gpu-02 · warm · 61°C · 165 tok/s · 231 tokens · esc stops",
		  "                                     skipped gpu-01 (needs 3.4 GiB GPU memory, 3.2 GiB free)",
		  "",
		  "",
		  "",
		  "",
		  "",
		  "",
		  "",
		  "",
		  "                              ─────────────────────────────────────────────────────────────────────────────────────────",
		  "                              ›    and how do I cancel only the ones that wait?",
		  "                                   qwen3:4b · resource-aware · 643 tokens                                 next in queue",
		  "",
		  " enter send  ctrl-j new line  esc stop  tab chats  ctrl-r history",
		]
	`);
});

it('is drawn to the column at 80x24: its end is seen', () => {
	expect(frameOf(chatScene(asInScreens), small).slice(1)).toMatchInlineSnapshot(`
		[
		  " 1 Nodes  3 Chat  4 Models  6 Events                  165 tok/s · gpu-02 · live",
		  "",
		  "     ▸ thought for 1.3 s · about 212 tokens",
		  "",
		  "     Use one array with a throttle. The number after \`%\` is how many tasks may",
		  "     run at the same moment:",
		  "",
		  "     │ #!/bin/bash                                                         bash",
		  "     │ #SBATCH --array=1-64%4",
		  "     │ python tokenize.py --shard "$SLURM_ARRAY_TASK_ID"",
		  "",
		  "     Three remarks",
		  "",
		  "     • An array that waits is one record: it costs the scheduler nothing.",
		  "     • To change the throttle later, without a new subm",
		  "",
		  "     ⠋ gpu-02 · warm · 61°C · 165 tok/s · 231 tokens · esc stops",
		  "       skipped gpu-01 (needs 3.4 GiB GPU memory, 3.2 GiB free)",
		  "",
		  " ──────────────────────────────────────────────────────────────────────────────",
		  " ›   and how do I cancel only the ones that wait?",
		  "     qwen3:4b · resource-aware · 643 tokens                       next in queue",
		  " enter send  ctrl-j new line  esc stop  tab chats  ctrl-r history",
		]
	`);
});

it('has text of no more than a hundred cells at 200x50', () => {
	expect(drawn({records: recordsOf(first)}, large).slice(0, 8)).toMatchInlineSnapshot(`
		[
		  "",
		  "     CHATS                                    you  What does %A mean in a Slurm log path?",
		  "     reading the conversations",
		  " ›   What does %A mean in a Slurm l…    now        \`%A\` is the id of the array job, the same for all its tasks; \`%a\` is the index of the task. So",
		  "                                                   \`logs/%A_%a.out\` gives one file a task, such as logs/4720_7.out.",
		  "                                                   → gpu-02 · loaded in 2.1 s · 58°C · first token 2.4 s · 171 tok/s · 49 tokens",
		  "",
		  "",
		]
	`);
});

it('says in the input of an empty conversation what can be done', () => {
	const lines = drawn({});
	expect(lines.slice(0, -3).join('')).toBe('');
	expect(lines.slice(-3)).toMatchInlineSnapshot(`
		[
		  " ──────────────────────────────────────────────────────────────────────────────",
		  " ›    Ask something. /why says why a node was chosen.",
		  "     the model that most nodes have · resource-aware",
		]
	`);
});

describe('what is under way', () => {
	const lines = (phase: Parameters<typeof anAsking>[0]) =>
		saidText({asked: [anAsking({decision: second.decision, ...phase})]});

	it('says that a node is looked for', () => {
		expect(lines({phase: {state: 'routing'}})).toMatchInlineSnapshot(`
			"you How do I run 64 shards?

			     ⠋ looking for a node that can answer · esc stops"
		`);
	});

	it('says what a node does before its first word, and for how long', () => {
		const node = 'gpu-02' as NodeName;
		const at = {node, toldAtMs: atMs - 1000, elapsedMs: 37_000, aboutMs: 55_000};
		expect(lines({phase: {state: 'waiting', phase: 'loading', ...at}})).toContain(
			'gpu-02 loads llama3.2:3b, 38 s of about 55 · esc stops',
		);
		expect(lines({phase: {state: 'waiting', phase: 'prefill', ...at}})).toContain(
			'gpu-02 reads the prompt, 38 s',
		);
		expect(lines({phase: {state: 'waiting', phase: 'queued', ...at}})).toContain(
			'gpu-02 answers others first',
		);
	});

	it('shows the end of what is thought until the first word comes', () => {
		const thinking = `${'The person wants shards. '.repeat(20)}So an array.`;
		const thought = {thinking, thinkingSinceMs: atMs - 2000};
		expect(saidText({asked: [streaming('', thought)]})).toMatchInlineSnapshot(`
			"you How do I run 64 shards?

			     ▸ thinking for 2 s · about 128 tokens
			       wants shards. The person wants shards. The person wants shards. The
			       person wants shards. The person wants shards. The person wants shards.
			       So an array.

			     ⠋ gpu-02 · warm · 61°C · 165 tok/s · 231 tokens · esc stops
			       skipped gpu-01 (needs 3.4 GiB GPU memory, 3.2 GiB free)"
		`);
	});

	it('says that a question waits behind another', () => {
		const queued = anAsking({asking: 2, phase: {state: 'queued'}, text: 'And then?'});
		expect(
			saidText({asked: [second, queued]})
				.split('\n')
				.slice(-2),
		).toEqual([' you And then?', '     next in queue']);
	});

	it('says how many stand before it in the queue', () => {
		const queued = [2, 3, 4].map(asking =>
			anAsking({asking, phase: {state: 'queued'}, text: `Question ${asking}`}),
		);
		const said = saidText({asked: [second, ...queued]});
		expect(said).toContain('Question 2\n     next in queue');
		expect(said).toContain('Question 3\n     in queue, behind 1 more');
		expect(said).toContain('Question 4\n     in queue, behind 2 more');
	});

	it('says how long an answer has been silent, in place of a speed that is over', () => {
		const heardAtMs = atMs - 7000;
		const phase = {
			...streaming('An array of').phase,
			heardAtMs,
			sinceMs: heardAtMs - 1000,
		} as never;
		expect(saidText({asked: [streaming('An array of', {phase})]})).toContain(
			'gpu-02 · silent for 7 s of at most 20 · 231 tokens · esc stops',
		);
	});

	it('marks what broke off, and goes on below it', () => {
		const broken: Attempt = gpuAttempt({
			...{node: 'pi-01' as NodeName, partial: {role: 'assistant', content: 'An array of'}},
			outcome: {state: 'failed', failure: {kind: 'timedOut', where: 'pi-01', afterMs: 30_000}},
		});
		expect(
			saidText({asked: [streaming('Use one array.', {broken: [broken]})]}),
		).toMatchInlineSnapshot(`
			"you How do I run 64 shards?

			     An array of
			     ▲ pi-01: no answer after 30 s. Is it overloaded, or the network cut? 3
			       words came; what follows begins anew.

			     Use one array.

			     ⠋ gpu-02 · warm · 61°C · 165 tok/s · 231 tokens · esc stops
			       skipped gpu-01 (needs 3.4 GiB GPU memory, 3.2 GiB free)"
		`);
	});

	it('counts what happened again and again', () => {
		const busy: Attempt = gpuAttempt({
			outcome: {
				...{state: 'failed', failure: {kind: 'rejected', where: 'gpu-02', reason: 'busy'}},
			},
		});
		const said = lines({broken: [busy, busy, busy], phase: {state: 'routing'}});
		expect(said.match(/busy/g)).toHaveLength(2);
		expect(said).toContain('It is asked again. (2 times)');
	});

	it('says why nobody answered', () => {
		const noRoute = {kind: 'unknownModel', model: 'qwen4:4b', nearest: 'qwen3:4b'} as const;
		const outcome = {state: 'noRoute', noRoute, decision: gpuAttempt().decision} as const;
		expect(lines({phase: {state: 'failed', outcome}})).toMatchInlineSnapshot(`
			"you How do I run 64 shards?

			     ✖ No node has qwen4:4b. Did you mean qwen3:4b?
			       /regen asks it again, /edit changes it"
		`);
		const failure = {kind: 'refused', where: 'gpu-02'} as const;
		const failed = {
			state: 'failed',
			why: 'outOfNodes',
			failure,
			room: undefined,
			attempts: [gpuAttempt()],
		} as const;
		expect(lines({phase: {state: 'failed', outcome: failed}})).toMatchInlineSnapshot(`
			"you How do I run 64 shards?

			     ✖ No answer: gpu-02: connection refused. Is the service, such as sshd,
			       running there?
			       /regen asks it again, /edit changes it"
		`);
	});
});

it('a question that failed is told once, with why, and not as interrupted too', () => {
	const failure = {kind: 'rejected', where: 'gpu-02', reason: 'no'} as const;
	const attempts = [
		gpuAttempt({
			outcome: {state: 'failed', failure},
			partial: {role: 'assistant', content: 'An array'},
		}),
	];
	const question = {role: 'user', content: 'How?'} as const;
	const record = {type: 'interrupted', wallMs: 3, after: 't1', question, attempts} as const;
	const outcome = {
		state: 'failed',
		why: 'outOfNodes',
		failure,
		attempts,
		room: undefined,
	} as const;
	const failed = anAsking({
		...{text: 'How?', after: 't1', broken: attempts},
		phase: {state: 'failed', outcome},
	});
	const records = [...recordsOf(first), record];
	expect(
		saidText({records, asked: [failed]})
			.split('you How?')
			.slice(1),
	).toMatchInlineSnapshot(`
		[
		  "

		     An array
		     ✖ No answer: gpu-02: no.
		       /regen asks it again, /edit changes it",
		]
	`);
	expect(saidText({records}).split('you How?').slice(1)).toMatchInlineSnapshot(`
		[
		  "

		     An array
		     ▲ gpu-02: no

		     ✖ no answer: the question goes into no later one",
		]
	`);
});

describe('a turn', () => {
	it('says which version of an answer it is, who was skipped, and that it was cut', () => {
		const again = turnOf('t2', ['Why?', 'Because.'], {
			attempts: [
				gpuAttempt({
					outcome: {state: 'answered', reason: 'length'},
					decision: {
						...gpuAttempt().decision,
						rejected: [{node: 'pi-02' as NodeName, reason: 'throttled'}],
					},
				}),
			],
		});
		const [start, one] = recordsOf(turnOf('t1', ['Why?', 'So.']));
		if (start === undefined || one === undefined) {
			throw new Error('two records are made');
		}

		const record = {type: 'turn', wallMs: 2, after: undefined, instead: 't1', turn: again} as const;
		expect(saidText({records: [start, one, record]})).toMatchInlineSnapshot(`
			"you Why?

			     Because.
			     → gpu-02 · loaded in 2.1 s · 58°C · first token 2.4 s · 171 tok/s
			       49 tokens · version 2 of 2
			       skipped pi-02 (throttled)
			     ▲ cut at 49 tokens: its context is full, or num_predict is small"
		`);
	});

	it('says once what a person should know of an answer, whatever follows', () => {
		const node = 'gpu-02' as NodeName;
		const digests = {digest: 'a'.repeat(64), otherDigest: 'b'.repeat(64)};
		const remarks = [
			{kind: 'promptCut', node, model: 'qwen3:4b', readTokens: 1000},
			{kind: 'otherModel', node, model: 'qwen3:4b', than: 'before', ...digests},
		] as const;
		const turns = [
			turnOf('t1', ['How?', 'So.'], {attempts: [gpuAttempt()]}),
			turnOf('t2', ['And then?', 'Nothing.']),
		];
		const records = recordsOf(...turns).map(record =>
			record.type === 'turn' ? {...record, remarks} : record,
		);
		const said = saidText({records});
		expect(said.split('And then?')[0]).toContain(
			'▲ gpu-02 read only the last 1,000 tokens of the prompt: the rest does not\n       fit into the context of qwen3:4b.',
		);
		expect(said.match(/is not what answered before/g)).toHaveLength(1);
		expect(said.match(/read only the last/g)).toHaveLength(1);
	});

	it('shows what was thought where it is unfolded', () => {
		const thought = turnOf('t1', ['Why?', 'Because.']);
		const turn = {...thought, answer: {...thought.answer, thinking: 'It asks\nwhy.'}};
		const records = recordsOf(turn);
		expect(saidText({records})).toContain('▸ thought · about 3 tokens\n\n     Because.');
		expect(saidText({records, screen: {unfolded: ['t1']}})).toContain(
			'▾ thought · about 3 tokens\n       It asks\n       why.\n\n     Because.',
		);
	});

	it('shows the beginning of a long question until it is unfolded', () => {
		const question = Array.from({length: 60}, (_, index) => `line ${index}`).join('\n');
		const records = recordsOf(turnOf('t1', [question, 'Yes.']));
		expect(saidText({records}, usual)).toContain(
			'line 19\n                                   and more: enter shows it',
		);
		expect(saidText({records, screen: {unfolded: ['t1']}}, usual)).toContain('line 59');
	});

	it('says with what files a question went', () => {
		const file = {
			path: 'a',
			name: 'rack.png',
			sizeBytes: 2048,
			kind: 'image',
			content: '',
		} as const;
		expect(saidText({asked: [anAsking({files: [file]})]})).toContain('with rack.png (2 KiB)');
	});

	it('says what was interrupted, with what came', () => {
		const attempts = [
			gpuAttempt({
				outcome: {state: 'cancelled'},
				partial: {role: 'assistant', content: 'An array'},
			}),
		];
		const question = {role: 'user', content: 'How?'} as const;
		const record = {type: 'interrupted', wallMs: 3, after: 't1', question, attempts} as const;
		expect(saidText({records: [...recordsOf(first), record]})).toMatchInlineSnapshot(`
			"you What does %A mean in a Slurm log path?

			     \`%A\` is the id of the array job, the same for all its tasks; \`%a\` is the
			     index of the task. So \`logs/%A_%a.out\` gives one file a task, such as
			     logs/4720_7.out.
			     → gpu-02 · loaded in 2.1 s · 58°C · first token 2.4 s · 171 tok/s
			       49 tokens

			 you How?

			     An array
			     ✖ stopped: what came is kept, and goes into no later question"
		`);
	});

	it('is away while another one takes its place, and comes back where that failed', () => {
		const again = {after: undefined, instead: 't1'};
		const records = recordsOf(first);
		expect(saidText({records, asked: [streaming('Other', again)]})).not.toContain(
			'id of the array',
		);
		const outcome = {state: 'cancelled', attempts: []} as const;
		const failed = anAsking({...again, phase: {state: 'failed', outcome}});
		expect(saidText({records, asked: [failed]})).toContain('id of the array');
	});
});

it('answers that were compared are read where none was chosen', () => {
	const [one, other] = ['t2', 't3'].map(id =>
		turnOf(id, ['Which?', `This is ${id}.`], {attempts: [gpuAttempt()]}),
	);
	const records: readonly ConversationRecord[] = [
		...recordsOf(turnOf('t1', ['How?', 'So.'])),
		...[one, other].flatMap((turn): readonly ConversationRecord[] =>
			turn === undefined ? [] : [{type: 'turn', wallMs: 1, after: 't1', isAside: true, turn}],
		),
	];
	expect(saidText({records}).split('you Which?')[1]).toMatchInlineSnapshot(`
		"

		     This is t2.
		     → gpu-02 · loaded in 2.1 s · 58°C · first token 2.4 s · 171 tok/s
		       49 tokens · qwen3:4b

		     This is t3.
		     → gpu-02 · loaded in 2.1 s · 58°C · first token 2.4 s · 171 tok/s
		       49 tokens · qwen3:4b

		     ✖ 2 answers compared, none chosen: /compare shows them side by side, enter
		       there goes on with one"
	`);
});

it('is drawn in ascii without a character beyond it', () => {
	const lines = frameOf(chatScene(asInScreens), small, {profile: inAscii});
	expect(lines.join('\n')).toMatch(/^[\n -~]*$/);
	expect(lines.slice(2)).toMatchInlineSnapshot(`
		[
		  "",
		  "     + thought for 1.3 s | about 212 tokens",
		  "",
		  "     Use one array with a throttle. The number after \`%\` is how many tasks may",
		  "     run at the same moment:",
		  "",
		  "     | #!/bin/bash                                                         bash",
		  "     | #SBATCH --array=1-64%4",
		  "     | python tokenize.py --shard "$SLURM_ARRAY_TASK_ID"",
		  "",
		  "     Three remarks",
		  "",
		  "     - An array that waits is one record: it costs the scheduler nothing.",
		  "     - To change the throttle later, without a new subm",
		  "",
		  "     | gpu-02 | warm | 61 C | 165 tok/s | 231 tokens | esc stops",
		  "       skipped gpu-01 (needs 3.4 GiB GPU memory, 3.2 GiB free)",
		  "",
		  " ------------------------------------------------------------------------------",
		  " >   and how do I cancel only the ones that wait?",
		  "     qwen3:4b | resource-aware | 643 tokens                       next in queue",
		  " enter send  ctrl-j new line  esc stop  tab chats  ctrl-r history",
		]
	`);
});
