import {expect, it} from 'vitest';
import type {ChatTabEvent} from '../../source/domain/chat-event.ts';
import {ChatSession, lostFailure} from '../helpers/chat-session.ts';

const failed = {ok: false, failure: lostFailure} as const;

it.each<ChatTabEvent>([
	{type: 'chats/opened', chat: 0, opened: failed, atMs: 5},
	{type: 'chats/listed', listed: failed, atMs: 5},
	{type: 'chats/fileRead', chat: 0, path: '~/x', read: failed, atMs: 5},
	{type: 'chats/templateRead', name: 'x', words: '', template: failed, atMs: 5},
	{type: 'chats/draftEdited', edited: failed, atMs: 5},
])('what went wrong is told: $type', event => {
	const chat = new ChatSession().send(event);
	expect(chat.state.screen?.toast?.what).toEqual({
		kind: 'notice',
		notice: {kind: 'failed', failure: lostFailure},
	});
});

it('that a conversation is not kept is told once, and it goes on in memory', () => {
	const chat = new ChatSession();
	const answered = (text: string) => {
		chat.ask(text);
		const {asking, after} = chat.first;
		chat.answered('yes');
		chat.state = {
			...chat.state,
			chat: {
				...chat.state.chat,
				opened: chat.state.chat.opened.map(one => ({...one, unkept: lostFailure})),
			},
		};
		return {asking, after};
	};
	answered('one');
	chat.ask('two').press('x');
	const {asking} = chat.first;
	const kept = {id: 'c1', records: [], failure: lostFailure};
	const outcome = {state: 'cancelled', attempts: []} as const;
	chat.send({type: 'chats/ended', asking, outcome, kept, atMs: 9});
	expect(chat.state.screen?.toast).toBeUndefined();
	expect(chat.said).toEqual(['you one', 'yes']);
});
