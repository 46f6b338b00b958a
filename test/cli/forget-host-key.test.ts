/** The command that is shown where a host key changed is run as a person pastes it, by real shells. */
import {execFileSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {expect, it} from 'vitest';
import {makeHostKey} from '../helpers/host-keys.ts';
import {makeRack, type Rack, runOn} from '../helpers/rack.ts';
import {startSshd} from '../helpers/sshd.ts';

const {type, base64} = makeHostKey('ed25519');
const other = `${type} ${base64}`;
const ecdsa = makeHostKey('ecdsa');

type Case = {
	/** What known_hosts holds for the name that the key is kept under. */
	readonly lines: (name: string) => string;
	readonly ssh?: readonly string[];
	readonly name?: string;
	/** known_hosts is hashed by ssh-keygen. */
	readonly isHashed?: boolean;
	/** Our own file holds it too. */
	readonly isTwice?: boolean;
	/** A file with a name that a shell would take apart. */
	readonly isOdd?: boolean;
};

const plain = (name: string): string => `${name} ${other}\n`;
const viaSystem = (port: number): string => `ProxyCommand socat - TCP:127.0.0.1:${port}`;

const cases: ReadonlyArray<readonly [string, Case]> = [
	['with its port', {lines: plain}],
	[
		'under several names and with several keys',
		{lines: name => `pi,${name},10.9.8.7 ${other}\n${name} ${ecdsa.type} ${ecdsa.base64}\n`},
	],
	['hashed', {lines: plain, isHashed: true}],
	['by a pattern', {lines: () => `[127.0.0.*]:* ${other}\n`}],
	[
		'under HostKeyAlias',
		{
			lines: () => plain('rack-pi'),
			ssh: ['HostKeyAlias Rack-Pi'],
			name: 'rack-pi',
		},
	],
	['in two files', {lines: plain, isTwice: true}],
	['in a file with an odd name', {lines: plain, isOdd: true}],
];

it.each(
	cases.flatMap(([title, parts]) =>
		(['ssh2', 'system'] as const).map(way => [title, way, parts] as const),
	),
)(
	'a key that is recorded %s (%s) is forgotten by the command that is shown, and the host unknown then',
	async (_, way, {lines, ssh = [], isHashed, isTwice, isOdd, name}) => {
		const sshd = await startSshd();
		const more = [...ssh, ...(way === 'system' ? [viaSystem(sshd.port)] : [])];
		const rack = makeRack({servers: {'pi-1': sshd}, ssh: {'pi-1': more}});
		const text = lines(`[127.0.0.1]:${sshd.port}`);
		const files = [
			isOdd ? layOddFile(rack) : rack.knownHosts,
			...(isTwice ? [rack.ownKnownHosts] : []),
		];
		for (const file of files) {
			mkdirSync(dirname(file), {recursive: true, mode: 0o700});
			writeFileSync(file, `# kept\n${text}elsewhere ${other}\n`, {mode: 0o600});
			if (isHashed) {
				execFileSync('ssh-keygen', ['-q', '-H', '-f', file], {stdio: 'ignore'});
			}
		}

		const changed = await hostKeyCheck(rack);
		expect(changed.text).toContain(`for ${name ?? `[127.0.0.1]:${sshd.port}`}: refused.`);
		const [, command = 'false'] = /if it was meant: (.*)$/.exec(changed.remedy) ?? [];
		execFileSync(way === 'system' ? 'zsh' : 'sh', ['-c', command], {stdio: 'pipe'});
		expect((await hostKeyCheck(rack)).text).toContain('unknown host key ssh-ed25519');
		for (const file of files) {
			expect(
				execFileSync('ssh-keygen', ['-F', 'elsewhere', '-f', file], {encoding: 'utf8'}),
			).toContain(base64);
		}
	},
);

type Check = {readonly id: string; readonly text: string; readonly remedy: string};

async function hostKeyCheck(rack: Rack): Promise<Check> {
	const {stdout} = await runOn(rack, ['doctor', '--json']);
	const {checks} = JSON.parse(stdout) as {readonly checks: readonly Check[]};
	const found = checks.filter(({id}) => id === 'node.hostkey');
	expect(found, stdout).toHaveLength(1);
	return found[0] ?? {id: '', text: '', remedy: ''};
}

function layOddFile({sshConfig, knownHosts}: Rack): string {
	const odd = `${dirname(knownHosts)}/it's;$HOME&*`;
	const text = execFileSync('cat', [sshConfig], {encoding: 'utf8'});
	writeFileSync(
		sshConfig,
		text.replace(`UserKnownHostsFile ${knownHosts}`, `UserKnownHostsFile "${odd}"`),
	);
	return odd;
}
