import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, describe, expect, test, vi} from 'vitest';
import {goodbye, startHostileServer} from '../../helpers/hostile-server.ts';
import {expectValue, targetOf} from '../../helpers/logged-in.ts';
import {freePort} from '../../../scripts/lab/free-port.ts';
import {makeKey, type Sshd, startSshd} from '../../helpers/sshd.ts';
import {connect, filesOf, knownTarget, processesOf, systemWorld} from '../../helpers/system-ssh.ts';
import {temporaryDirectory} from '../../helpers/temporary-directory.ts';

afterEach(() => void vi.unstubAllEnvs());

describe('a login that is refused', () => {
	test('for its key names the user', async () => {
		const sshd = await startSshd({authorized: ''});
		expect(await connect(knownTarget(sshd), systemWorld())).toEqual({
			ok: false,
			failure: {kind: 'authFailed', where: whereOf(sshd), user: sshd.user},
		});
	});

	test('for its key, behind a banner of any length, is one for good', async () => {
		const banner = join(temporaryDirectory(), 'banner');
		const line = 'ssh: connect to host pi port 22: Connection refused\n';
		writeFileSync(banner, line.repeat(1000));
		const sshd = await startSshd({authorized: '', config: [`Banner ${banner}`]});
		expect(await connect(knownTarget(sshd), systemWorld())).toMatchObject({
			failure: {kind: 'authFailed', user: sshd.user},
		});
	});

	test('for its keys, in words that ssh does not know, is one for good', async () => {
		let tries = 0;
		const server = await startHostileServer({
			onAuthentication(context, wire) {
				tries += 1;
				if (tries < 3) {
					context.reject(['publickey']);
				} else {
					wire.send(goodbye('go away'));
				}
			},
		});
		const identityFiles = [server.clientKey, makeKey(join(temporaryDirectory(), 'other'))];
		expect(await connect(knownTarget(server, {identityFiles}), systemWorld())).toMatchObject({
			failure: {kind: 'authFailed'},
		});
		expect(tries).toBe(3);
	});

	test('for an unknown host key shows its fingerprint', async () => {
		const sshd = await startSshd();
		expect(await connect(targetOf(sshd), systemWorld())).toEqual({
			ok: false,
			failure: {kind: 'hostKeyUnknown', where: whereOf(sshd), ...shownBy(sshd)},
		});
	});

	test('for another host key says which line records which', async () => {
		const [sshd, other] = await Promise.all([startSshd(), startSshd()]);
		const file = known(`# first\n${nameOf(sshd)} ${other.hostKey}\n`);
		const {fingerprint} = shownBy(other);
		expect(await connect(targetOf(sshd, {knownHostsFiles: [file]}), systemWorld())).toEqual({
			ok: false,
			failure: {
				...{kind: 'hostKeyMismatch', where: whereOf(sshd), ...shownBy(sshd)},
				...{name: nameOf(sshd), files: [file]},
				recorded: {file, line: 2, isRevoked: false, fingerprint},
			},
		});
	});

	test('for a revoked host key says which line revokes it', async () => {
		const sshd = await startSshd();
		const file = known(`${nameOf(sshd)} ${sshd.hostKey}\n@revoked * ${sshd.hostKey}\n`);
		const {fingerprint} = shownBy(sshd);
		expect(await connect(targetOf(sshd, {knownHostsFiles: [file]}), systemWorld())).toMatchObject({
			failure: {
				kind: 'hostKeyMismatch',
				recorded: {file, line: 2, isRevoked: true, fingerprint},
			},
		});
	});

	test('for a list of revoked keys names the list', async () => {
		const sshd = await startSshd();
		const file = known(`${sshd.hostKey}\n`);
		const world = systemWorld(`RevokedHostKeys ${file}\n`);
		expect(await connect(knownTarget(sshd), world)).toMatchObject({
			failure: {kind: 'hostKeyMismatch', recorded: {file, isRevoked: true}},
		});
	});
});

test('a key in our own known_hosts is a known one', async () => {
	const sshd = await startSshd();
	const world = systemWorld();
	writeFileSync(world.ownKnownHosts, `${nameOf(sshd)} ${sshd.hostKey}\n`);
	const link = expectValue(await connect(targetOf(sshd), world));
	link.close();
});

describe('a way that is closed', () => {
	test('where nobody listens is refused', async () => {
		const target = {...knownTarget(await startSshd()), port: await freePort()};
		expect(await connect(target, systemWorld())).toMatchObject({failure: {kind: 'refused'}});
	});

	test('by a ProxyCommand says what that said', async () => {
		const world = systemWorld('Host *\n ProxyCommand socat - TCP:127.0.0.1:1\n');
		expect(await connect(knownTarget(await startSshd()), world)).toMatchObject({
			failure: {kind: 'unreachable', reason: expect.stringMatching(/socat.*refused/)},
		});
	});

	test('behind a hop is the failure of the machine, and that of a hop is the hop’s', async () => {
		const [hop, sshd] = await Promise.all([startSshd(), startSshd()]);
		const world = systemWorld();
		const behind = {...knownTarget(sshd), where: 'behind', jumps: [knownTarget(hop)]};
		expect(await connect({...behind, port: await freePort()}, world)).toEqual({
			ok: false,
			failure: {kind: 'refused', where: 'behind'},
		});
		expect(await connect({...behind, jumps: [targetOf(hop)]}, world)).toEqual({
			ok: false,
			failure: {kind: 'hostKeyUnknown', where: whereOf(hop), ...shownBy(hop)},
		});
		await expect.poll(() => processesOf(world)).toEqual([]);
		expect(filesOf(world)).toEqual([]);
	});

	test('by a mistake in the configuration of ssh says where it is', async () => {
		const world = systemWorld('Pprt 22\n');
		expect(await connect(knownTarget(await startSshd()), world)).toMatchObject({
			failure: {kind: 'rejected', reason: expect.stringContaining('line 1: Bad configuration')},
		});
	});

	test('without ssh says what to install', async () => {
		const target = knownTarget(await startSshd());
		const world = systemWorld();
		vi.stubEnv('PATH', temporaryDirectory());
		expect(await connect(target, world)).toMatchObject({
			failure: {kind: 'unsupported', reason: expect.stringContaining('openssh-client')},
		});
		expect(filesOf(world)).toEqual([]);
	});

	test('by a folder whose name is too long for a socket says so', async () => {
		const world = systemWorld();
		const runtimeFolder = join(world.runtimeFolder, 'x'.repeat(60));
		mkdirSync(runtimeFolder);
		const result = await connect(knownTarget(await startSshd()), {...world, runtimeFolder});
		expect(result).toMatchObject({failure: {kind: 'rejected', where: runtimeFolder}});
		expect(filesOf({...world, runtimeFolder})).toEqual([]);
	});

	test('by a folder that is not there is missing', async () => {
		const world = {...systemWorld(), runtimeFolder: '/nowhere'};
		const result = await connect(targetOf(await startSshd()), {...world});
		expect(result).toMatchObject({failure: {kind: 'missing', where: '/nowhere'}});
	});
});

test('files may have any name, and no name is code', async () => {
	const identity = makeKey(join(temporaryDirectory(), `100%h "key'\\$(touch X)`));
	const sshd = await startSshd({authorized: readFileSync(`${identity}.pub`, 'utf8')});
	const file = join(temporaryDirectory(), `a "b'c\\d%e $(touch X)`);
	writeFileSync(file, `${nameOf(sshd)} ${sshd.hostKey}\n`);
	const target = targetOf(sshd, {knownHostsFiles: [file], identityFiles: [identity]});
	const link = expectValue(await connect(target, systemWorld()));
	link.close();
	expect(existsSync('X')).toBe(false);
});

function known(text: string): string {
	const file = join(temporaryDirectory(), 'known_hosts');
	writeFileSync(file, text);
	return file;
}

function nameOf({port}: Sshd): string {
	return `[127.0.0.1]:${port}`;
}

function whereOf({port}: Sshd): string {
	return `pi-1 (127.0.0.1:${port})`;
}

/** As ssh-keygen tells it. */
function shownBy({folder}: Sshd) {
	const [, fingerprint] = execFileSync('ssh-keygen', ['-l', '-f', join(folder, 'host_ed25519.pub')])
		.toString()
		.split(' ');
	return {keyType: 'ssh-ed25519', fingerprint};
}
