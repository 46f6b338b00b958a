import fc from 'fast-check';
import {expect, it} from 'vitest';
import {isHostName} from '../../source/domain/grammar.ts';
import {parseJumps} from '../../source/parsers/ssh-jumps.ts';
import {hostileText} from '../helpers/hostile-corpus.ts';

it.each([
	['login', [{host: 'login'}]],
	['me@login:2222', [{user: 'me', host: 'login', port: 2222}]],
	['me@realm@login', [{user: 'me@realm', host: 'login'}]],
	['ssh://me@login:2222/', [{user: 'me', host: 'login', port: 2222}]],
	['[fd00::7]:22', [{host: 'fd00::7', port: 22}]],
	['fd00::7', [{host: 'fd00::7'}]],
	['[fd00::7]', [{host: 'fd00::7'}]],
	['a, b:1,ssh://c', [{host: 'a'}, {host: 'b', port: 1}, {host: 'c'}]],
	['none', []],
])('%s is %j', (text, hops) => {
	expect(parseJumps(text)).toEqual(hops.map(hop => ({user: undefined, port: undefined, ...hop})));
});

it.each([
	'',
	'a,,b',
	'-oProxyCommand=x',
	'-x@login',
	'me@-oProxyCommand=x',
	'login:0',
	'login:65536',
	'login:abc',
	'a b',
	'$(touch X)@login',
	'me@login;touch X',
])('%j is no list of hops', text => {
	expect(parseJumps(text)).toBeUndefined();
});

it('whatever gets through may stand in an argument list', () => {
	fc.assert(
		fc.property(hostileText, text => {
			for (const {host, user} of parseJumps(text) ?? []) {
				expect(isHostName(host)).toBe(true);
				expect(host.startsWith('-') || user?.startsWith('-')).toBeFalsy();
			}
		}),
	);
});
