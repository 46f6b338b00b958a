import {expect, it} from 'vitest';
import {chatFacts} from '../../source/store/chat-facts.ts';
import {ChatSession} from '../helpers/chat-session.ts';

it('the model that would be asked is named before anything was', () => {
	const chat = new ChatSession(['gpu-01', 'gpu-02', 'gpu-03']).serving('gpu-03', ['llama3:8b']);
	expect(chatFacts(chat.state).model).toBe('qwen3:4b');
	expect(chatFacts(new ChatSession([]).state).model).toBeUndefined();
});

it('the model of the last answer goes on, and one that was set before it', () => {
	const chat = new ChatSession(['gpu-01', 'gpu-02', 'gpu-03']).serving('gpu-03', ['llama3:8b']);
	chat.ask('why?').answered('because').ask('/model llama3:8b');
	expect(chatFacts(chat.state).model).toBe('llama3:8b');
});

it('what is typed and attached counts where it is much', () => {
	const chat = new ChatSession().ask('why?').answered('because');
	const {usedTokens} = chatFacts(chat.state);
	expect(usedTokens).toBeGreaterThan(0);
	chat.type('and then?');
	expect(chatFacts(chat.state)).toMatchObject({usedTokens, isAbout: false});
	chat.paste('x'.repeat(4000));
	const grown = chatFacts(chat.state);
	expect(grown.isAbout).toBe(true);
	expect(grown.usedTokens).toBeGreaterThan((usedTokens ?? 0) + 999);
});
