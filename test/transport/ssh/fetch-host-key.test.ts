import {Buffer} from 'node:buffer';
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import type {HostName} from '../../../source/domain/ids.ts';
import type {SshTarget} from '../../../source/domain/ssh-target.ts';
import {fetchHostKeyBySystem} from '../../../source/transport/ssh/fetch-host-key.ts';
import {keyTypeOf} from '../../../source/transport/ssh/host-keys.ts';
import type {SystemWorld} from '../../../source/transport/ssh/start-master.ts';
import {expectValue, targetOf} from '../../helpers/logged-in.ts';
import {freePort} from '../../../scripts/lab/free-port.ts';
import {makeKey, type Sshd, startSshd} from '../../helpers/sshd.ts';
import {filesOf, knownTarget, processesOf, systemWorld} from '../../helpers/system-ssh.ts';
import {temporaryDirectory} from '../../helpers/temporary-directory.ts';

test('the key that a host behind a ProxyCommand shows is fetched without logging in', async () => {
	const sshd = await startSshd();
	const world = systemWorld('Host rack\n HostName 127.0.0.1\n ProxyCommand socat - TCP:%h:%p\n');
	const offered = expectValue(
		await fetchKey({...targetOf(sshd), alias: 'rack' as HostName}, world),
	);
	expect(offered).toEqual({keyType: 'ssh-ed25519', key: keyOf(sshd)});
	expect(keyTypeOf(offered.key)).toBe('ssh-ed25519');
	await expect.poll(() => sshd.log()).toContain('Connection closed by');
	// sshd names whoever has begun to log in.
	expect(sshd.log()).not.toMatch(/ user |Accepted/);
	expect(filesOf(world)).toEqual([]);
	expect(processesOf(world)).toEqual([]);
});

test('the folder for it may have any name', async () => {
	const sshd = await startSshd();
	const world = {
		...systemWorld(),
		runtimeFolder: join(temporaryDirectory(), `it's "100%k" \\ $HOME`),
	};
	mkdirSync(world.runtimeFolder);
	expect(expectValue(await fetchKey(targetOf(sshd), world)).key).toEqual(keyOf(sshd));
	expect(sshd.log()).not.toContain(' user ');
	expect(filesOf(world)).toEqual([]);
});

test('an ssh that has no KnownHostsCommand fetches it too', async () => {
	const folder = temporaryDirectory();
	const refusal = 'command-line: line 0: Bad configuration option: knownhostscommand';
	const old = `case " $* " in *KnownHostsCommand*) echo "${refusal}" >&2; exit 255;; esac`;
	writeFileSync(join(folder, 'ssh'), `#!/bin/sh\n${old}\nexec /usr/bin/ssh "$@"\n`, {mode: 0o755});
	vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`);
	onTestFinished(() => void vi.unstubAllEnvs());
	const sshd = await startSshd();
	expect(expectValue(await fetchKey(targetOf(sshd), systemWorld())).key).toEqual(keyOf(sshd));
});

test('a host with a certificate shows the key that it is for', async () => {
	const folder = temporaryDirectory();
	const [key, authority] = [join(folder, 'ecdsa'), makeKey(join(folder, 'authority'))];
	execFileSync('ssh-keygen', ['-q', '-t', 'ecdsa', '-N', '', '-f', key]);
	execFileSync('ssh-keygen', ['-q', '-s', authority, '-I', 'pi', '-h', `${key}.pub`]);
	const sshd = await startSshd({config: [`HostKey ${key}`, `HostCertificate ${key}-cert.pub`]});
	const [keyType, base64 = ''] = readFileSync(`${key}.pub`, 'utf8').split(' ');
	expect(await fetchKey(targetOf(sshd), systemWorld())).toEqual({
		ok: true,
		value: {keyType, key: Buffer.from(base64, 'base64')},
	});
});

test('another key that is recorded does not hide the one that is shown', async () => {
	const [sshd, other] = await Promise.all([startSshd(), startSshd()]);
	const file = join(temporaryDirectory(), 'known_hosts');
	writeFileSync(file, `[127.0.0.1]:${sshd.port} ${other.hostKey}\n`);
	const offered = await fetchKey({...targetOf(sshd), knownHostsFiles: [file]}, systemWorld());
	expect(offered).toEqual({ok: true, value: {keyType: 'ssh-ed25519', key: keyOf(sshd)}});
});

test('a host behind a hop is asked through it', async () => {
	const [hop, sshd] = await Promise.all([startSshd(), startSshd()]);
	const world = systemWorld();
	const target = {...targetOf(sshd), jumps: [knownTarget(hop)]};
	expect(expectValue(await fetchKey(target, world)).key).toEqual(keyOf(sshd));
	expect(hop.log()).toContain('Accepted publickey');
	await expect.poll(() => processesOf(world)).toEqual([]);
	expect(filesOf(world)).toEqual([]);
});

test('no key is no answer, with the reason', async () => {
	const sshd = await startSshd();
	const world = systemWorld();
	const port = await freePort();
	expect(await fetchKey({...targetOf(sshd), port}, world)).toMatchObject({
		failure: {kind: 'refused', where: expect.stringContaining('pi-1')},
	});
	expect(await fetchKey(targetOf(sshd), world, AbortSignal.abort())).toMatchObject({
		failure: {kind: 'cancelled', where: expect.stringContaining('pi-1')},
	});
	expect(filesOf(world)).toEqual([]);
});

function fetchKey(
	target: SshTarget,
	world: SystemWorld,
	signal: AbortSignal = new AbortController().signal,
) {
	return fetchHostKeyBySystem(target, {signal, deadlineMs: 20_000}, world);
}

function keyOf({hostKey}: Sshd): Buffer {
	return Buffer.from(hostKey.split(' ')[1] ?? '', 'base64');
}
