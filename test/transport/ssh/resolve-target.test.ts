import {Buffer} from 'node:buffer';
import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {userInfo} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import type {SshConfig} from '../../../source/domain/config.ts';
import type {HostName, NodeName} from '../../../source/domain/ids.ts';
import {systemClock} from '../../../source/transport/clock.ts';
import {resolveTarget} from '../../../source/transport/ssh/resolve-target.ts';
import {certified} from '../../helpers/certified-key.ts';
import {expectValue} from '../../helpers/logged-in.ts';
import {startAgent} from '../../helpers/ssh-agent.ts';
import {makeKey} from '../../helpers/sshd.ts';
import {temporaryDirectory} from '../../helpers/temporary-directory.ts';

const {username, homedir} = userInfo();

describe('a host of the configuration of ssh', () => {
	it('is dialled as ssh would dial it, through Include, Match and tokens', async () => {
		const folder = temporaryDirectory();
		const key = makeKey(join(folder, 'id-pi@pi-1.lan'));
		writeFileSync(join(folder, 'included'), 'Host pi-*\n\tHostName %h.lan\n\tPort 2222\n');
		const target = await resolve(
			'pi-1',
			`Include ${folder}/included
			Match originalhost pi-1 exec "true"
				User pi
			Host *
				IdentityFile ${folder}/id-%r@%h
				IdentityFile ${folder}/not-there
				IdentitiesOnly yes
				HostKeyAlias rack
				UserKnownHostsFile ~/.ssh/k1 "${folder}/known hosts"
				GlobalKnownHostsFile none
				RevokedHostKeys ~/revoked
				HostKeyAlgorithms ssh-ed25519`,
		);
		expect(target).toMatchObject({
			where: 'node (pi-1.lan:2222)',
			alias: 'pi-1',
			host: 'pi-1.lan',
			port: 2222,
			user: 'pi',
			hostKeyName: 'rack',
			knownHostsFiles: [`${homedir}/.ssh/k1`, `${folder}/known hosts`, '/state/known_hosts'],
			revokedKeysFile: `${homedir}/revoked`,
			hostKeyAlgorithms: ['ssh-ed25519'],
			identityFiles: [key],
			isIdentitiesOnly: true,
			jumps: [],
			needsSystemSsh: undefined,
		});
	});

	it('without a word about it is its own name, with no wish for algorithms', async () => {
		expect(await resolve('pi-1', '')).toMatchObject({
			where: 'node (pi-1:22)',
			host: 'pi-1',
			port: 22,
			user: username,
			hostKeyName: 'pi-1',
			hostKeyAlgorithms: undefined,
			agentSocket: undefined,
			isIdentitiesOnly: false,
		});
		expect(await resolve('fd00::7', '')).toMatchObject({where: 'node ([fd00::7]:22)'});
	});

	it('has the settings of its node over those of ssh', async () => {
		const folder = temporaryDirectory();
		const own = makeKey(join(folder, 'own'));
		const other = makeKey(join(folder, 'other'));
		const config = `Host *\n\tUser pi\n\tPort 23\n\tProxyCommand nc %h %p\n\tIdentityFile ${other}`;
		const settings = {user: 'me', port: 2222, identity: own, jump: 'none'} as Partial<SshConfig>;
		expect(await resolve('pi-1', config, {settings})).toMatchObject({
			user: 'me',
			port: 2222,
			identityFiles: [own, other],
			jumps: [],
			needsSystemSsh: undefined,
		});
	});

	it('keeps an identity of which only the public half is here, for the agent', async () => {
		const folder = temporaryDirectory();
		writeFileSync(join(folder, 'id.pub'), 'ssh-ed25519 AAAA');
		const settings = {identity: join(folder, 'id')};
		expect(await resolve('pi-1', '', {settings})).toMatchObject({
			identityFiles: expect.arrayContaining([join(folder, 'id')]),
		});
	});

	it('is not dialled without the key that its node names', async () => {
		const asked = await ask('pi-1', '', {settings: {identity: '/not/there'}});
		expect(asked).toEqual({ok: false, failure: {kind: 'missing', where: '/not/there'}});
	});
});

describe('the agent', () => {
	const env = {SSH_AUTH_SOCK: '/run/agent', OTHER: '/run/other'};
	it.each([
		['', '/run/agent'],
		['IdentityAgent SSH_AUTH_SOCK', '/run/agent'],
		['IdentityAgent none', undefined],
		['IdentityAgent $OTHER', '/run/other'],
		['IdentityAgent $NOT_SET', undefined],
		['IdentityAgent ~/agent', `${homedir}/agent`],
		['PubkeyAuthentication no', undefined],
	])('with %j is %s', async (config, agentSocket) => {
		expect(await resolve('pi-1', config, {env})).toMatchObject({agentSocket});
	});
});

describe('hops', () => {
	it('have their own names, users, ports and hops', async () => {
		const config = `
			Host gpu-01
				ProxyJump me@login:2200,inner
			Host login
				HostName login.example
				User nobody
				ProxyJump edge
			Host inner
				HostName 10.0.0.1
				ProxyJump ignored`;
		const {jumps} = await resolve('gpu-01', config);
		expect(jumps.map(({user, host, port, where}) => [user, host, port, where])).toEqual([
			[username, 'edge', 22, 'edge (edge:22)'],
			['me', 'login.example', 2200, 'login (login.example:2200)'],
			[username, '10.0.0.1', 22, 'inner (10.0.0.1:22)'],
		]);
		expect(jumps.map(hop => hop.jumps.length)).toEqual([0, 1, 2]);
	});

	it('of the node replace those of ssh', async () => {
		const settings = {jump: '[fd00::7]:2222'};
		const config = 'Host pi-1\n\tProxyJump login';
		const {jumps} = await resolve('pi-1', config, {settings});
		expect(jumps).toMatchObject([{host: 'fd00::7', port: 2222, where: 'fd00::7 ([fd00::7]:2222)'}]);
	});

	it('that would be a loop of ssh do not count where others are told', async () => {
		const settings = {jump: 'edge,pi-2'};
		const config = 'Host pi-*\n\tProxyJump pi-2';
		expect(await resolve('pi-2', config, {settings: {jump: 'none'}})).toMatchObject({jumps: []});
		const {jumps} = await resolve('pi-1', config, {settings});
		expect(jumps.map(({host}) => host)).toEqual(['edge', 'pi-2']);
	});

	it.each([
		['a loop', 'Host *\n\tProxyJump login'],
		['a ring', 'Host pi-1\n\tProxyJump a\nHost a\n\tProxyJump b\nHost b\n\tProxyJump a'],
		['too many', `ProxyJump ${Array.from({length: 9}, (_, index) => `h${index}`).join()}`],
		['no host', 'ProxyJump a/b'],
	])('that are %s are refused for good', async (_, config) => {
		expect(await ask('pi-1', config)).toMatchObject({
			failure: {kind: 'unsupported', reason: expect.stringMatching(/ProxyJump|jumphost loop/)},
		});
	});

	it('that only ssh can pass leave the way to ssh', async () => {
		const config = 'Host login\n\tProxyCommand nc %h %p\nHost pi-1\n\tProxyJump login';
		expect(await resolve('pi-1', config)).toMatchObject({
			needsSystemSsh: 'ProxyCommand on the way, at login',
			jumps: [{needsSystemSsh: 'ProxyCommand'}],
		});
	});
});

describe('the choice of who carries it', () => {
	it.each([
		['ProxyCommand nc %h %p', 'ProxyCommand'],
		['ProxyCommand none', undefined],
		['GSSAPIAuthentication yes', undefined],
	])('%s: %s', async (config, needsSystemSsh) => {
		const env = {KRB5CCNAME: '/not/there'};
		expect(await resolve('pi-1', config, {env})).toMatchObject({needsSystemSsh});
	});

	it('a ticket and GSSAPI in the configuration are for ssh', async () => {
		const cache = join(temporaryDirectory(), 'krb5cc');
		writeFileSync(cache, '');
		for (const KRB5CCNAME of [cache, `FILE:${cache}`, 'KEYRING:persistent:0']) {
			expect(await resolve('pi-1', 'GSSAPIAuthentication yes', {env: {KRB5CCNAME}})).toMatchObject({
				needsSystemSsh: 'GSSAPI',
			});
		}
	});

	it('a certificate beside a key, or named, is for ssh', async () => {
		const folder = temporaryDirectory();
		const key = makeKey(join(folder, 'id'));
		const config = `IdentityFile ${key}\nCertificateFile ${folder}/named`;
		expect(await resolve('pi-1', config)).toMatchObject({needsSystemSsh: undefined});
		for (const file of ['named', 'id-cert.pub']) {
			writeFileSync(join(folder, file), '');
			expect(await resolve('pi-1', config)).toMatchObject({needsSystemSsh: 'a user certificate'});
		}
	});

	it('a FIDO key is for ssh', async () => {
		const file = join(temporaryDirectory(), 'id_sk');
		const type = 'sk-ssh-ed25519@openssh.com';
		const blob = Buffer.concat([Buffer.from([0, 0, 0, type.length]), Buffer.from(type)]);
		writeFileSync(`${file}.pub`, `${type} ${blob.toString('base64')} me\n`);
		const config = `IdentityFile ${file}`;
		expect(await resolve('pi-1', config)).toMatchObject({needsSystemSsh: 'a FIDO key'});
	});

	it('an agent that holds a certificate is for ssh, one with a plain key is not', async () => {
		const folder = temporaryDirectory();
		const plain = await startAgent(makeKey(join(folder, 'plain')));
		expect(await resolve('pi-1', '', {env: {SSH_AUTH_SOCK: plain}})).toMatchObject({
			agentSocket: plain,
			needsSystemSsh: undefined,
		});
		const held = await startAgent(certified(folder));
		const needsSystemSsh = 'a user certificate';
		const env = {SSH_AUTH_SOCK: held};
		expect(await resolve('pi-1', '', {env})).toMatchObject({needsSystemSsh});
	});

	it('the configuration of clusterdeck has the last word', async () => {
		const forced = {settings: {transport: 'ssh2'}} as const;
		expect(await resolve('pi-1', 'ProxyCommand x', forced)).toMatchObject({
			needsSystemSsh: undefined,
		});
		expect(await resolve('pi-1', '', {settings: {transport: 'system'}})).toMatchObject({
			needsSystemSsh: 'transport: system in the configuration',
		});
	});
});

describe('trouble', () => {
	it('a configuration that ssh refuses is final, in the words of ssh', async () => {
		expect(await ask('pi-1', 'Host *\n\tNoSuchOption yes')).toMatchObject({
			failure: {
				kind: 'unsupported',
				where: 'node',
				reason: expect.stringMatching(/config: line 2: Bad configuration option.*ssh -G pi-1/),
			},
		});
	});

	it('a Match that hangs ends with the deadline or the attempt', async () => {
		const controller = new AbortController();
		setTimeout(() => controller.abort(), 300);
		const asked = await ask('pi-1', 'Match exec "sleep 60"\n', {signal: controller.signal});
		expect(asked).toMatchObject({failure: {kind: 'cancelled'}});
	});

	it('an agent that hangs costs less than a second', async () => {
		const socket = join(temporaryDirectory(), 'agent');
		const server = createServer(() => undefined).listen(socket);
		onTestFinished(() => void server.close());
		const msOf = async (env: Options['env']): Promise<number> => {
			const before = performance.now();
			await resolve('pi-1', '', {env: env ?? {}});
			return performance.now() - before;
		};
		const usualMs = await msOf({});
		// A second more for a busy machine.
		expect((await msOf({SSH_AUTH_SOCK: socket})) - usualMs).toBeLessThan(2000);
	});

	it('without an ssh program the defaults of ssh hold', async () => {
		const folder = temporaryDirectory();
		const path = process.env['PATH'];
		onTestFinished(() => {
			process.env['PATH'] = path;
		});
		process.env['PATH'] = folder;
		const settings = {user: 'me', port: 2222} as Partial<SshConfig>;
		expect(await resolve('pi-1', '', {settings})).toMatchObject({
			host: 'pi-1',
			port: 2222,
			user: 'me',
			knownHostsFiles: [
				`${homedir}/.ssh/known_hosts`,
				'/etc/ssh/ssh_known_hosts',
				'/state/known_hosts',
			],
			needsSystemSsh: undefined,
		});
	});

	it('nothing in a name becomes an option or a command', async () => {
		const folder = temporaryDirectory();
		mkdirSync(join(folder, 'bin'));
		writeFileSync(join(folder, 'bin/ssh'), `#!/bin/sh\nprintf '%s\\n' "$@" > ${folder}/argv\n`);
		chmodSync(join(folder, 'bin/ssh'), 0o755);
		const path = process.env['PATH'];
		onTestFinished(() => {
			process.env['PATH'] = path;
		});
		process.env['PATH'] = `${folder}/bin:${path}`;
		await resolve('-oProxyCommand=touch X', '', {settings: {user: '-oX' as never}});
		expect(readFileSync(join(folder, 'argv'), 'utf8')).toMatch(
			/\n-l\n-oX\n--\n-oProxyCommand=touch X\n$/,
		);
	});
});

type Options = {
	readonly settings?: Partial<SshConfig>;
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly signal?: AbortSignal;
};

function ask(host: string, config: string, {settings, env = {}, signal}: Options = {}) {
	const sshConfigFile = join(temporaryDirectory(), 'config');
	writeFileSync(sshConfigFile, config);
	const ssh = {
		user: undefined,
		port: undefined,
		identity: undefined,
		jump: undefined,
		transport: 'auto',
		...settings,
	} as const;
	return resolveTarget(
		{name: 'node' as NodeName, host: host as HostName, ssh},
		{clock: systemClock, env, ownKnownHosts: '/state/known_hosts', sshConfigFile},
		signal ?? new AbortController().signal,
	);
}

async function resolve(host: string, config: string, options: Options = {}) {
	return expectValue(await ask(host, config, options));
}
