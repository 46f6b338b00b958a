import {beforeAll, describe, expect, it} from 'vitest';
import {draftOf, insertPaste} from '../../source/rules/draft-paste.ts';
import {lateReader} from '../../source/views/chat-markdown.ts';
import {chatScene, drawn, first, recordsOf, saidText, turnOf} from '../helpers/chat-scenes.ts';
import {initialScreen} from '../../source/store/screen-state.ts';
import {clickTarget} from '../../source/views/hit-test.ts';
import {colourless, frameOf, inColour, rawFrame} from '../helpers/frame.tsx';

const escapeCharacter = '\u001b';
const small = {columns: 80, rows: 24};

beforeAll(async () => {
	await lateReader.load();
});

describe('the window', () => {
	const records = recordsOf(
		...Array.from({length: 30}, (_, index) =>
			turnOf(`t${index}`, [`question ${index}`, `answer ${index}`]),
		),
	);

	const lineOf = (index: number) => ({
		...{part: `t${index}`, index, chunk: 0, line: 0, columns: 74},
	});

	it('follows the end, and stays where it was put', () => {
		expect(saidText({records})).toContain('question 29');
		const scroll = {kind: 'rows', from: lineOf(0), by: 0} as const;
		const line = saidText({records, screen: {scroll}});
		expect(line.split('\n')[0]).toBe('you question 0');
		expect(line).not.toContain('question 29');
	});

	it('moves to a turn that was chosen, and no further than it must', () => {
		const screen = {
			focus: 'transcript',
			turn: 't10',
			scroll: {kind: 'turn', from: lineOf(0)},
		} as const;
		const lines = saidText({records, screen}).split('\n');
		expect(lines.filter(line => line.includes('question 10'))).toHaveLength(1);
		expect(lines.findIndex(line => line.includes('question 10'))).toBeGreaterThan(10);
		const above = {...screen, scroll: {kind: 'turn', from: lineOf(20)}} as const;
		expect(saidText({records, screen: above}).split('\n')[0]).toBe('you question 10');
	});

	it('shows whose turn keys are about by its mark', () => {
		const screen = {focus: 'transcript', turn: 't29'} as const;
		const lines = rawFrame(chatScene({records, screen}), small);
		expect(lines.find(line => line.includes('question 29'))).toContain(`${escapeCharacter}[7m`);
	});
});

describe('the input', () => {
	it('grows with its lines up to a third of the body, and says that there are more', () => {
		const typed = Array.from({length: 30}, (_, index) => `row ${index}`).join('\n');
		const lines = drawn({typed});
		expect(lines.slice(lines.findIndex(line => line.includes('──')))).toMatchInlineSnapshot(`
			[
			  " ──────────────────────────────────────────────────────────────────────────────",
			  " ↑   row 23",
			  "     row 24",
			  "     row 25",
			  "     row 26",
			  "     row 27",
			  "     row 28",
			  "     row 29",
			  "     the model that most nodes have · resource-aware",
			]
		`);
	});

	it('shows a long paste as one block', () => {
		const change = insertPaste(draftOf('see '), 'x\n'.repeat(42));
		if (change.kind === 'tooLong') {
			throw new Error('42 lines have room');
		}

		expect(drawn({screen: {draft: change.draft}}).join('\n')).toContain('see [pasted 42 lines]');
	});

	it('shows the caret on the character that it is on', () => {
		const draft = {...draftOf('abc'), caret: 1};
		const lines = rawFrame(chatScene({screen: {draft}}), small, {profile: inColour});
		expect(lines.find(line => line.includes('›'))).toContain(`a${escapeCharacter}[7m`);
		const other = rawFrame(chatScene({screen: {draft, focus: 'list'}}), small, {profile: inColour});
		expect(other.findLast(line => line.includes('›'))).toContain('abc');
	});

	it('says what goes with the next question', () => {
		const file = {path: 'a', name: 'a.txt', sizeBytes: 1024, kind: 'text', content: ''} as const;
		expect(drawn({open: {files: [file]}}).join('\n')).toContain('with a.txt (1 KiB)');
		const editing = {chat: 0, turn: 't1'};
		expect(drawn({screen: {editing}}).join('\n')).toContain('edits an earlier question');
	});

	it('proposes what could be typed, over what was said', () => {
		const lines = drawn({records: recordsOf(first), typed: '/re'});
		expect(lines.slice(8)).toMatchInlineSnapshot(`
			[
			  "",
			  "",
			  "",
			  "",
			  "",
			  "",
			  "",
			  "   › /rename   another title for this conversation",
			  "     /regen    ask the last question again",
			  "     /rewind   take back the last question, or N of them",
			  " ──────────────────────────────────────────────────────────────────────────────",
			  " ›   /re",
			  "     qwen3:4b · resource-aware · 643 tokens",
			]
		`);
	});

	it('says how many more could be typed than there is room for', () => {
		const lines = drawn({records: recordsOf(first), typed: '/'});
		const over = lines.findIndex(line => line.includes('› /model')) - 1;
		expect(lines[over]?.trim()).toBe('↓ 18 more');
	});

	it('says in the line of speech why what was typed is not carried out', () => {
		const problem = {what: 'unknown', typed: 'modle', nearest: 'model'} as const;
		expect(frameOf(chatScene({screen: {problem}}), small).at(-1)).toBe(
			' ▲ Not a command: /modle. Try /model, or //modle to send it.',
		);
	});

	it('shows the earlier question that was found for what is looked for', () => {
		const promptSearch = {query: 'arr', match: 0, unsent: draftOf('mine')};
		const chat = {prompts: ['What is an array?', 'And then?']};
		const lines = drawn({chat, screen: {promptSearch}}).join('\n');
		expect(lines).toContain('›   What is an array?');
		expect(lines).toContain('earlier question with: arr');
		const none = {...promptSearch, query: 'arx', match: undefined};
		const left = drawn({chat, screen: {promptSearch: none}}).join('\n');
		expect(left).toContain('no earlier question has: arx');
	});

	it('says how it is asked', () => {
		const settings = {model: 'qwen3:4b', node: 'gpu-02', think: 'low'} as const;
		expect(drawn({open: {settings}}).join('\n')).toContain('qwen3:4b · on gpu-02 · thinking low');
	});
});

describe('what is wrong with a whole conversation', () => {
	it('is told below it', () => {
		const open = {
			isDamaged: true,
			unkept: {kind: 'diskFull', where: '/home'},
			readOnlyBecause: 'A newer program wrote it.',
		} as const;
		expect(saidText({records: recordsOf(first), open})).toMatchInlineSnapshot(`
			"you What does %A mean in a Slurm log path?

			     \`%A\` is the id of the array job, the same for all its tasks; \`%a\` is the
			     index of the task. So \`logs/%A_%a.out\` gives one file a task, such as
			     logs/4720_7.out.
			     → gpu-02 · loaded in 2.1 s · 58°C · first token 2.4 s · 171 tok/s
			       49 tokens

			     ▲ Something in its file is damaged:
			       clusterdeck chat verify 20261122-155344-k3f9xa

			     ▲ Not on the disk: /home: the disk is full, so nothing was changed. Free
			       some space and try again.

			     ▲ A newer program wrote it."
		`);
	});

	it('is told where it cannot be read', () => {
		const failure = {kind: 'missing', where: '/home/chat.jsonl'} as const;
		expect(saidText({open: {records: {state: 'failed', failure}}})).toMatchInlineSnapshot(
			`"▲ /home/chat.jsonl: not found. Check the name."`,
		);
	});
});

it.each([
	{columns: 80, rows: 24},
	{columns: 120, rows: 40},
])('a click on a conversation at $columns x $rows is on the row that shows it', size => {
	const chats = Array.from({length: 60}, (_, index) => ({
		...{id: `chat-${index}`, title: `title ${index}`, openedWallMs: 0, changedWallMs: 0},
		...{turns: 1, isDeleted: false, isDamaged: false},
	}));
	const list = {state: 'fresh', value: {chats, leftOut: 0}, atMs: 0} as const;
	const state = chatScene({chat: {list}, screen: {focus: 'list'}});
	const screen = {...initialScreen, ...state.screen, size};
	const drawn = {
		...{state, screen, profile: colourless},
		...{
			tableTop: 0,
			gridTop: 0,
			eventsTop: 0,
			jobsTop: 0,
			slurmNodesTop: 0,
			modelsTops: {row: 0, node: 0},
		},
		chatTops: {list: {top: 0, cursor: undefined, index: -1}, draft: 0},
	};
	const hits = frameOf(state, size).flatMap((line, row) => {
		const target = clickTarget({column: 8, row}, drawn);
		return target?.kind === 'chat' ? [[line, target.id] as const] : [];
	});
	expect(hits.length).toBeGreaterThan(10);
	for (const [line, id] of hits) {
		expect(line).toContain(` ${id.replace('chat-', 'title ')} `);
	}
});
