import fc from 'fast-check';
import {expect, it} from 'vitest';
import {parseSshConfigHosts} from '../../source/parsers/ssh-config-hosts.ts';
import {hostileText} from '../helpers/hostile-corpus.ts';

function entries(text: string): readonly string[] {
	return parseSshConfigHosts(text, 'config').value.map(entry =>
		entry.kind === 'host' ? entry.alias : `include ${entry.pattern}`,
	);
}

it('lists names that stand literally, and includes, in the order of the file', () => {
	const text = `
# Host commented-out
Include ~/.ssh/rack/*.conf "/etc/my hosts"
Host pi-main pi-[1] *.lan !pi-9 pi-? gpu-01   # the rack
	HostName 192.168.1.11
	HostKeyAlias Host
Match host pi-2 exec "true"
host=quoted-keyword
HOST = "spaced" tail
`;
	expect(entries(text)).toEqual([
		'include ~/.ssh/rack/*.conf',
		'include /etc/my hosts',
		'pi-main',
		'gpu-01',
		'quoted-keyword',
		'spaced',
		'tail',
	]);
});

it.each([
	['Host "a', 'a quote without its end'],
	['Host a/b', 'a name with characters that no host has'],
	['Host "-oProxyCommand=x"', 'a name with characters that no host has'],
])('%j is a problem', (text, reason) => {
	expect(parseSshConfigHosts(text, 'config')).toMatchObject({
		value: [],
		problems: [{source: 'config', line: text, reason}],
	});
});

it.each(['', 'Host', 'Include', 'Host\u0000x', 'Hostname a', 'Host *\r\n\tUser a\r\n'])(
	'%j names no host',
	text => {
		expect(entries(text)).toEqual([]);
	},
);

it('no text makes it throw, and no alias is an option', () => {
	fc.assert(
		fc.property(hostileText, text => {
			expect(entries(`Host ${text}`).some(alias => alias.startsWith('-'))).toBe(false);
		}),
	);
});
