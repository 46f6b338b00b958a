import {expect, it} from 'vitest';
import type {ChatNews} from '../../source/domain/log-entry.ts';
import {chatNewsParts} from '../../source/theme/chat-news-text.ts';
import {brokenAttempt, lostFailure} from '../helpers/chat-session.ts';

it.each<[string, ChatNews, readonly string[]]>([
	[
		'broke off',
		{
			...{kind: 'brokeOff', model: 'qwen3:4b', next: 'elsewhere'},
			attempt: brokenAttempt('bec', {state: 'failed', failure: lostFailure}),
		},
		['qwen3:4b broke off: no route', 'after 3 characters', 'asked elsewhere'],
	],
	[
		'broke off before its first word, for good',
		{
			...{kind: 'brokeOff', model: 'a\u202Eb', next: 'none'},
			attempt: brokenAttempt('', {state: 'failed', failure: lostFailure}),
		},
		['a\uFFFDb broke off: no route'],
	],
])('an event tells what %s', (_, news, parts) => {
	expect(chatNewsParts(news)).toEqual(parts);
});
