import fc from 'fast-check';
import {expect, it} from 'vitest';
import type {ConversationRecord} from '../../source/domain/conversation.ts';
import type {ChatSession as Session} from '../helpers/chat-session.ts';
import {ChatSession} from '../helpers/chat-session.ts';
import {draftText} from '../../source/rules/draft-paste.ts';
import {chatCompletions} from '../../source/store/chat-completions.ts';
import {chatRows, chatRowUnderCursor} from '../../source/store/chat-list.ts';
import {keyHints} from '../../source/store/key-words.ts';
import {saidUnderCursor} from '../../source/store/chat-transcript-actions.ts';

const keys = [
	...['enter', 'esc', 'tab', 'shift-tab', 'up', 'down', 'ctrl-r', 'ctrl-u', 'ctrl-w', 'ctrl-_'],
	...['ctrl-j', 'backspace', 'left', 'right', 'pageup', 'pagedown', 'ctrl-p', 'ctrl-n', 'alt-3'],
	...['j', 'k', 'g', 'G', 'w', 's', 'e', 'r', 'f', 'y', '[', ']', 'n', 'D', 'u', 'i', '/', 'a'],
	...['alt-1', 'p'],
];

const commands = [
	...['/new', '/chats', '/rename x', '/regen', '/edit', '/rewind', '/fork', '/delete', '/undo'],
	...['/search q', '/compare 2', '/compare 2 c', '/why', '/stats', '/help', '/model qwen3:4b'],
	...[
		'/node any',
		'/copy',
		'/code',
		'/export',
		'/think on',
		'/set seed 1',
		'/nonsense',
		'/chats q',
	],
];

type Step = (chat: Session, count: number) => unknown;

const step: fc.Arbitrary<Step> = fc.oneof(
	fc.constantFrom(...keys).map(key => (chat: Session) => chat.press(key)),
	fc.constantFrom(...commands).map(text => (chat: Session) => chat.ask(text)),
	// A question of its own each, so that it can be found again.
	{
		weight: 2,
		arbitrary: fc.constant((chat: Session, count: number) => {
			chat.press('alt-3', 'esc', 'esc', 'i', 'ctrl-u');
			chat.ask(`question-${count}.`);
		}),
	},
	{
		weight: 3,
		arbitrary: fc.constantFrom<Step>(
			(chat, count) => chat.open.size > 0 && chat.answered(`answer ${count}`),
			chat => chat.open.size > 0 && chat.streamed('part', 'hm'),
			chat => chat.open.size > 0 && chat.cancelled('part'),
			chat => chat.open.size > 0 && chat.cancelled(),
			chat => chat.open.size > 0 && chat.failedAfter('part'),
			chat => chat.open.size > 0 && chat.noRoute(),
			chat => chat.paste('pasted'),
			chat => chat.send({type: 'chats/draftEdited', edited: {ok: true, value: 'edited'}, atMs: 1}),
			chat => chat.send({type: 'transcript/measured', top: 5, linesBelow: 7, atMs: 1}),
			chat => chat.send({type: 'mouse/wheeled', rows: 3, over: 'list', atMs: 1}),
		),
	},
);

it('whatever comes in whatever order, one question of a conversation is under way, and none that was sent is lost', () => {
	fc.assert(
		fc.property(fc.array(step, {maxLength: 40}), steps => {
			const chat = new ChatSession();
			for (const [count, one] of steps.entries()) {
				const before = waitingTexts(chat);
				one(chat, count);
				oneIsUnderWay(chat);
				cursorsAreValid(chat);
				nothingIsLost(chat, before);
			}
		}),
		{numRuns: 150},
	);
});

/** Those that are compared go together. */
function oneIsUnderWay({state: {chat}}: Session): void {
	for (const {chat: of} of chat.opened) {
		const running = chat.asked.filter(
			one => one.chat === of && one.phase.state !== 'queued' && one.phase.state !== 'failed',
		);
		const alone = new Set(running.map(({comparison, asking}) => comparison ?? -asking));
		expect(alone.size).toBeLessThanOrEqual(1);
	}

	const opened = new Set(chat.opened.map(one => one.chat));
	expect(opened.has(chat.shown)).toBe(true);
	expect(chat.asked.every(one => opened.has(one.chat))).toBe(true);
}

function cursorsAreValid(session: Session): void {
	const {state} = session;
	const {draft, choice} = session.chat;
	expect(draft.caret).toBeLessThanOrEqual(draft.text.length);
	const rows = chatRows(state.chat, session.chat);
	expect(chatRowUnderCursor(rows, state.chat, session.chat)).toBeLessThan(rows.length);
	expect(choice ?? 0).toBeLessThan(Math.max(1, chatCompletions(state).completions.length));
	saidUnderCursor(state);
	keyHints(state);
}

/** That were sent, and not answered. */
function waitingTexts({state}: Session): readonly string[] {
	return state.chat.asked
		.filter(({phase}) => phase.state !== 'failed')
		.map(({text}) => text)
		.filter(text => text.startsWith('question-'));
}

/** What was sent is asked, written, or typed again. */
function nothingIsLost({state, chat, files}: Session, sent: readonly string[]): void {
	const left = new Set(state.chat.asked.map(({text}) => text));
	const gone = sent.filter(text => !left.has(text));
	if (gone.length > 0) {
		const written = [...files.values()].flat().map(recordText).join(' ');
		const typed = [chat.draft, ...Object.values(chat.drafts)].map(draftText).join(' ');
		expect(gone.filter(text => !typed.includes(text) && !written.includes(text))).toEqual([]);
	}
}

function recordText(record: ConversationRecord): string {
	if (record.type === 'turn') {
		return record.turn.question.content;
	}

	return record.type === 'interrupted' ? record.question.content : '';
}
