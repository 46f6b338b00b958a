import {Buffer} from 'node:buffer';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {HostName} from '../../../source/domain/ids.ts';
import type {SshTarget} from '../../../source/domain/ssh-target.ts';
import {fetchHostKeyBySystem} from '../../../source/transport/ssh/fetch-host-key.ts';
import {keyTypeOf} from '../../../source/transport/ssh/host-keys.ts';
import type {SystemWorld} from '../../../source/transport/ssh/start-master.ts';
import {expectValue, targetOf} from '../../helpers/logged-in.ts';
import {freePort} from '../../../scripts/lab/free-port.ts';
import {type Sshd, startSshd} from '../../helpers/sshd.ts';
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
	expect(sshd.log()).not.toContain('Accepted');
	expect(filesOf(world)).toEqual([]);
	expect(processesOf(world)).toEqual([]);
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
