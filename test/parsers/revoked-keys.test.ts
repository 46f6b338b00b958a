import {expect, it} from 'vitest';
import {parseRevokedKeys} from '../../source/parsers/revoked-keys.ts';
import {makeHostKey} from '../helpers/host-keys.ts';

const {type, base64} = makeHostKey('ed25519');

it('holds one key a line, comments and empty lines', () => {
	const text = `# stolen\r\n\n \t${type}\t${base64} root@old\r\n${type} ${base64}`;
	expect(parseRevokedKeys(text, 'r')).toEqual({
		value: [
			{line: 3, key: {type, base64}},
			{line: 4, key: {type, base64}},
		],
		problems: [],
	});
});

it.each([
	['a name before the key', `pi ${type} ${base64}`],
	['a damaged key', `${type} ${base64.slice(2)}`],
	['a type alone', type],
	['options', `no-pty ${type} ${base64}`],
])('%s is a problem', (_, line) => {
	expect(parseRevokedKeys(`${line}\n`, 'r')).toEqual({
		value: [],
		problems: [{source: 'r', line, reason: 'line 1: not a public key'}],
	});
});
