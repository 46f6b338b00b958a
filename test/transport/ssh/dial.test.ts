import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it, onTestFinished} from 'vitest';
import type {SshConfig} from '../../../source/domain/config.ts';
import type {HostName, NodeName} from '../../../source/domain/ids.ts';
import {systemClock} from '../../../source/transport/clock.ts';
import {createDial} from '../../../source/transport/ssh/dial.ts';
import {sshWorld} from '../../../source/transport/ssh/ssh-world.ts';
import {expectValue} from '../../helpers/logged-in.ts';
import {type Sshd, startSshd} from '../../helpers/sshd.ts';
import {temporaryDirectory} from '../../helpers/temporary-directory.ts';

type Rack = {
	readonly hosts: Readonly<Record<string, Sshd>>;
	/** Lines of ssh_config, by host. */
	readonly lines?: Readonly<Record<string, readonly string[]>>;
	/** Whose keys are not recorded. */
	readonly unknown?: readonly string[];
};

/** Dials the hosts of a generated ssh configuration, as a person would have it. */
function dialler({hosts, lines = {}, unknown = []}: Rack) {
	const folder = temporaryDirectory();
	const known = Object.entries(hosts).filter(([name]) => !unknown.includes(name));
	writeFileSync(
		join(folder, 'known_hosts'),
		known.map(([, {port, hostKey}]) => `[127.0.0.1]:${port} ${hostKey}\n`).join(''),
	);
	const sections = Object.entries(hosts).map(([name, {port, user, clientKey}]) =>
		[
			`Host ${name}`,
			...(lines[name] ?? []),
			'HostName 127.0.0.1',
			`Port ${port}`,
			`User ${user}`,
			`IdentityFile ${clientKey}`,
			'IdentitiesOnly yes',
			'IdentityAgent none',
			`UserKnownHostsFile ${join(folder, 'known_hosts')}`,
			'GlobalKnownHostsFile /dev/null',
		].join('\n'),
	);
	const configFile = join(folder, 'config');
	writeFileSync(configFile, `${sections.join('\n')}\n`, {mode: 0o600});
	const env = {
		PATH: process.env['PATH'],
		CLUSTERDECK_SSH_CONFIG: configFile,
		XDG_STATE_HOME: folder,
	};
	const dial = createDial(sshWorld({clock: systemClock, env, askSecret: async () => undefined}));
	return async (host: string, ssh: Partial<SshConfig> = {}) => {
		const link = await dial(
			{
				name: host as NodeName,
				host: host as HostName,
				ssh: {
					...{user: undefined, port: undefined, identity: undefined, jump: undefined},
					transport: 'auto',
					...ssh,
				},
			},
			{
				signal: new AbortController().signal,
				deadlineMs: 20_000,
				onAuthenticated: () => undefined,
			},
		);
		if (link.ok) {
			onTestFinished(() => link.value.close());
		}

		return link;
	};
}

it('what ssh2 can carry it carries', async () => {
	const dial = dialler({hosts: {pi: await startSshd()}});
	expect(expectValue(await dial('pi'))).toMatchObject({
		transport: 'ssh2',
		transportReason: undefined,
	});
});

it('a server whose algorithms ssh2 does not have is left to the system, and said so', async () => {
	const modern = await startSshd({
		config: ['KexAlgorithms sntrup761x25519-sha512@openssh.com'],
	});
	const dial = dialler({hosts: {modern}});
	expect(expectValue(await dial('modern'))).toMatchObject({
		transport: 'system',
		transportReason: expect.stringContaining('algorithms'),
	});
	expect(await dial('modern', {transport: 'ssh2'})).toMatchObject({failure: {kind: 'protocol'}});
	expect(modern.log()).not.toContain('Failed');
});

it('who asks for the system gets it', async () => {
	const dial = dialler({hosts: {pi: await startSshd()}});
	expect(expectValue(await dial('pi', {transport: 'system'}))).toMatchObject({
		transport: 'system',
	});
});

it('a key that is not recorded is refused by either transport, with its fingerprint', async () => {
	const dial = dialler({hosts: {pi: await startSshd()}, unknown: ['pi']});
	for (const transport of ['ssh2', 'system'] as const) {
		expect(await dial('pi', {transport})).toMatchObject({
			failure: {
				kind: 'hostKeyUnknown',
				keyType: 'ssh-ed25519',
				fingerprint: expect.stringMatching(/^SHA256:[\w+/]{43}$/),
			},
		});
	}
});

it('two nodes behind one jump host share its login, and each key is checked', async () => {
	const [login, one, other] = await Promise.all([startSshd(), startSshd(), startSshd()]);
	const lines = {one: ['ProxyJump login'], other: ['ProxyJump login']};
	const dial = dialler({hosts: {login, one, other}, lines});
	const links = await Promise.all([dial('one'), dial('other')]);
	expect(links.map(link => link.ok)).toEqual([true, true]);
	expect(login.log().match(/Accepted publickey/g)).toHaveLength(1);
	expect(one.log()).toMatch(/Accepted publickey/);
});

it.each(['login', 'inner'])('an unknown key of %s stops it, and names it', async unknown => {
	const [login, inner] = await Promise.all([startSshd(), startSshd()]);
	const lines = {inner: ['ProxyJump login']};
	const dial = dialler({hosts: {login, inner}, lines, unknown: [unknown]});
	expect(await dial('inner')).toMatchObject({
		failure: {kind: 'hostKeyUnknown', where: expect.stringContaining(unknown)},
	});
	expect(inner.log()).not.toMatch(/Accepted/);
});

it('a jump host that forbids forwarding is said to', async () => {
	const login = await startSshd({config: ['DisableForwarding yes']});
	const inner = await startSshd();
	const dial = dialler({hosts: {login, inner}, lines: {inner: ['ProxyJump login']}});
	expect(await dial('inner')).toMatchObject({
		failure: {kind: 'denied', reason: expect.stringContaining('DisableForwarding')},
	});
});

it('nothing holds the jump host when its last node is let go', async () => {
	const [login, inner] = await Promise.all([startSshd(), startSshd()]);
	const dial = dialler({hosts: {login, inner}, lines: {inner: ['ProxyJump login']}});
	const link = expectValue(await dial('inner'));
	link.close();
	await expect
		.poll(() => login.log(), {timeout: 10_000})
		.toMatch(/Disconnected from user|Received disconnect/);
});
