import {expect, it} from 'vitest';
import {urgencyOf} from '../../source/store/commit-pace.ts';
import {ChatSession} from '../helpers/chat-session.ts';

const urgencyOfPiece = (chat: ChatSession) => {
	const before = chat.state;
	const {asking} = chat.first;
	const piece = {thinking: '', content: 'x', pieces: 1, node: 'gpu-01' as never, atMs: 5};
	const event = {type: 'chats/streamed', asking, ...piece} as const;
	return urgencyOf(before, chat.send(event).state, event);
};

it('an answer that is looked at is drawn as it comes, any other when something else is', () => {
	expect(urgencyOfPiece(new ChatSession().ask('why?'))).toBe('now');
	expect(urgencyOfPiece(new ChatSession().ask('why?').ask('/new'))).toBe('together');
	expect(urgencyOfPiece(new ChatSession().ask('why?').press('alt-1'))).toBe('together');
});

it('what becomes of a question is drawn at once', () => {
	const chat = new ChatSession().ask('why?');
	const before = chat.state;
	const {asking} = chat.first;
	const outcome = {state: 'cancelled', attempts: []} as const;
	const event = {type: 'chats/ended', asking, outcome, kept: undefined, atMs: 5} as const;
	expect(urgencyOf(before, chat.send(event).state, event)).toBe('now');
});

it('the tab that is shown first asks for what it needs', () => {
	const chat = new ChatSession();
	chat.state = {
		...chat.state,
		screen: undefined,
		chat: {...chat.state.chat, list: {state: 'idle'}},
	};
	chat.send({
		...{type: 'session/opened', isReadOnly: false, isDemo: false, atMs: 1},
		firstTab: 'chat',
	});
	const before = chat.effectsOf('listChats').length;
	chat.send({type: 'screen/resized', size: {columns: 80, rows: 24}, atMs: 2});
	expect(chat.effectsOf('listChats')).toHaveLength(before + 1);
	expect(chat.state.screen?.tab).toBe('chat');
});
