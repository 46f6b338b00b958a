import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {linesOf} from '../../source/parsers/lines.ts';
import {parseChannelWord} from '../../source/parsers/ssh-channel-log.ts';

test('a master says what became of each stream and each session that was asked for', () => {
	const log = readFileSync('test/fixtures/ssh-stderr/openings.txt', 'utf8');
	const words = linesOf(log).map(parseChannelWord);
	expect(words.filter(word => word !== undefined)).toEqual([
		{kind: 'streamAsked', address: '127.0.0.1:1'},
		{kind: 'streamMade', channel: 2},
		{kind: 'refused', channel: 2, refusal: {kind: 'refused'}},
		{kind: 'streamAsked', address: 'no.such.invalid:7'},
		{kind: 'streamMade', channel: 2},
		{
			kind: 'refused',
			channel: 2,
			refusal: {kind: 'unreachable', reason: 'Name or service not known'},
		},
		{kind: 'streamAsked', address: '::1:1'},
		{kind: 'streamMade', channel: 2},
		{kind: 'refused', channel: 2, refusal: {kind: 'refused'}},
		{kind: 'streamAsked', address: '127.0.0.1:2237'},
		{kind: 'streamMade', channel: 2},
		{kind: 'refused', channel: 2, refusal: {kind: 'denied'}},
		{kind: 'refused', channel: 4, refusal: {kind: 'unreachable', reason: 'open failed'}},
	]);
});

describe('other versions', () => {
	test('leave out a colon and the type of the channel', () => {
		expect(parseChannelWord('debug1: channel_connect_stdio_fwd 10.0.0.1:80')).toEqual({
			kind: 'streamAsked',
			address: '10.0.0.1:80',
		});
		expect(parseChannelWord('debug1: channel 3: new [stdio-forward]')).toEqual({
			kind: 'streamMade',
			channel: 3,
		});
	});

	test('are passed over where they say something else', () => {
		const odd = [
			'',
			'channel x: open failed: a',
			'channel 2: open failed: ',
			'debug1: channel 2: new',
		];
		expect(odd.map(parseChannelWord)).toEqual(odd.map(() => undefined));
	});
});
