import {expect, it} from 'vitest';
import {shownSpeed, streamedTokensPerSecond} from '../../source/store/chat-speed.ts';
import {ChatSession} from '../helpers/chat-session.ts';

it('a speed is told of what streams, once enough of it came', () => {
	const chat = new ChatSession().ask('why?');
	expect(shownSpeed(chat.state)).toBeUndefined();
	const {asking} = chat.first;
	const piece = {type: 'chats/streamed', asking, node: 'gpu-02' as never, thinking: ''} as const;
	chat.send({...piece, content: 'a', pieces: 1, atMs: 1000});
	expect(shownSpeed(chat.state)).toEqual({node: 'gpu-02', tokensPerSecond: undefined});
	chat.send({...piece, content: 'b', pieces: 199, atMs: 3000});
	expect(shownSpeed(chat.state)).toEqual({node: 'gpu-02', tokensPerSecond: 100});
	expect(streamedTokensPerSecond(chat.ask('/new').state)).toBe(100);
	expect(shownSpeed(chat.state)).toBeUndefined();
});

it('an answer that is silent has no speed any more', () => {
	const chat = new ChatSession().ask('why?');
	const {asking} = chat.first;
	const piece = {type: 'chats/streamed', asking, node: 'gpu-02' as never, thinking: ''} as const;
	chat.send({...piece, content: 'a', pieces: 1, atMs: 1000});
	chat.send({...piece, content: 'b', pieces: 199, atMs: 3000});
	const silent = {...chat.state, clock: {...chat.state.clock, atMs: 6000}};
	expect(shownSpeed(silent)).toEqual({node: 'gpu-02', tokensPerSecond: undefined});
	expect(streamedTokensPerSecond(silent)).toBeUndefined();
});
