import {expect, it} from 'vitest';
import {brokenAttempt, ChatSession, lostFailure} from '../helpers/chat-session.ts';

const kinds = (chat: ChatSession) =>
	chat.state.events.entries.flatMap(({what, node}) =>
		what.kind === 'chat' ? [`${what.news.kind} ${node ?? '-'}`] : [],
	);

it('a node that broke off in the middle of an answer is an event of that node', () => {
	const chat = new ChatSession().ask('why?').streamed('bec');
	const {asking} = chat.first;
	const attempt = brokenAttempt('bec', {state: 'failed', failure: lostFailure});
	const progress = {type: 'broken', attempt, next: 'elsewhere'} as const;
	chat.send({type: 'chats/progressed', asking, atMs: 11, progress});
	expect(kinds(chat)).toEqual(['brokeOff pi-01']);
});

it('a question that nobody answered is an event', () => {
	expect(kinds(new ChatSession().ask('why?').noRoute())).toEqual(['unanswered -']);
	expect(kinds(new ChatSession().ask('why?').failedAfter('bec'))).toEqual(['unanswered -']);
});

it('what a person stopped, and what was answered, is none', () => {
	expect(kinds(new ChatSession().ask('why?').press('esc').cancelled('bec'))).toEqual([]);
	expect(kinds(new ChatSession().ask('why?').answered('because'))).toEqual([]);
});
