import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {makeRack, runOn} from '../helpers/rack.ts';
import {type Sshd, startSshd} from '../helpers/sshd.ts';

const accept = (...words: readonly string[]) => ['nodes', 'accept-key', ...words];

/** As ssh-keygen prints it on the node. */
function fingerprintOf({folder}: Sshd): string {
	const file = join(folder, 'host_ed25519.pub');
	return execFileSync('ssh-keygen', ['-lf', file], {encoding: 'utf8'}).split(' ')[1] ?? '';
}

it('an unknown key is shown, asked about and added, and is known from then on', async () => {
	const server = await startSshd();
	const rack = makeRack({servers: {'pi-1': server}});
	const questions: string[] = [];
	const confirm = async (question: string) => {
		questions.push(question);
		return true;
	};
	const first = await runOn(rack, accept('pi-1'), {confirm});
	expect(first).toMatchObject({status: 0, stderr: ''});
	expect(first.stdout).toContain(`pi-1 (127.0.0.1:${server.port}) shows a key`);
	expect(first.stdout).toContain(`ssh-ed25519  ${fingerprintOf(server)}`);
	expect(first.stdout).toContain('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub');
	expect(first.stdout).toContain('Next: clusterdeck doctor pi-1');
	expect(questions).toHaveLength(1);
	const args = ['-F', `[127.0.0.1]:${server.port}`, '-f', rack.ownKnownHosts];
	expect(execFileSync('ssh-keygen', args, {encoding: 'utf8'})).toContain(server.hostKey);
	expect(readFileSync(rack.knownHosts, 'utf8')).toBe('');
	const log = readFileSync(join(rack.state, 'clusterdeck/audit.jsonl'), 'utf8');
	expect(log).toContain('"acceptHostKey"');
	expect(log).toContain(fingerprintOf(server));
	expect(server.log()).not.toContain('Accepted');

	const again = await runOn(rack, accept('pi-1'));
	expect(again).toMatchObject({status: 0, stderr: ''});
	expect(again.stdout).toContain('is known already:\n  ssh-ed25519  SHA256:');
});

it('who says no, or has no terminal, accepts nothing', async () => {
	const rack = makeRack({servers: {'pi-1': await startSshd()}});
	const {status, stderr} = await runOn(rack, accept('pi-1'));
	expect(status).toBe(1);
	expect(stderr).toBe(
		'Nothing was accepted; --yes --fingerprint SHA256:... accepts the key you expect without asking.',
	);
	expect(existsSync(rack.ownKnownHosts)).toBe(false);
});

it('a script accepts the key that it expects, and no other', async () => {
	const server = await startSshd();
	const rack = makeRack({servers: {'pi-1': server}});
	const other = `SHA256:${'x'.repeat(43)}`;
	const wrong = await runOn(rack, accept('pi-1', '--yes', '--fingerprint', other));
	expect(wrong.status).toBe(1);
	expect(wrong.stderr).toContain('which is not what --fingerprint expects: refused.');
	expect(existsSync(rack.ownKnownHosts)).toBe(false);
	const right = await runOn(rack, accept('pi-1', '--yes', '--fingerprint', fingerprintOf(server)));
	expect(right).toMatchObject({status: 0, stderr: ''});
	expect(existsSync(rack.ownKnownHosts)).toBe(true);
	const later = await runOn(rack, accept('pi-1', '--yes', '--fingerprint', other));
	expect(later.status, 'known already, and yet another').toBe(1);
	expect(later.stderr).toContain('which is not what --fingerprint expects');
});

it('the key that a script expects is that of the node, whatever known hosts are on the way', async () => {
	const servers = {login: await startSshd(), inner: await startSshd()};
	const known = ['login'];
	const rack = makeRack({servers, ssh: {inner: ['ProxyJump login']}, known});
	const consent = ['--yes', '--fingerprint', fingerprintOf(servers.inner)];
	const {status, stderr} = await runOn(rack, accept('inner', ...consent));
	expect({status, stderr}).toEqual({status: 0, stderr: ''});
});

it.each([
	[['pi-1', '--yes'], '--yes accepts no key unseen'],
	[['pi-1', '--fingerprint', 'MD5:00'], '--fingerprint must be what ssh-keygen -lf prints'],
	[['gpu-9'], 'There is no node gpu-9. clusterdeck nodes ls lists them.'],
	[['here'], 'here is this machine'],
])('%j is a wrong use', async (words, sentence) => {
	const rack = makeRack({servers: {}});
	writeFileSync(rack.config, 'version: 1\nnodes: [{name: pi-1}, {name: here, local: true}]\n');
	const {status, stderr} = await runOn(rack, accept(...words));
	expect(status).toBe(2);
	expect(stderr).toContain(sentence);
});

it.each([
	['a changed key', '', 'the host key changed to ssh-ed25519 SHA256:'],
	['a revoked key', '@revoked ', 'is revoked (line 1 of '],
])('%s is refused whatever is said, with the file and its line', async (_, marker, sentence) => {
	const [server, other] = [await startSshd(), await startSshd()];
	const rack = makeRack({servers: {'pi-1': server}});
	const recorded = marker === '' ? other : server;
	writeFileSync(rack.knownHosts, `${marker}[127.0.0.1]:${server.port} ${recorded.hostKey}\n`);
	const consent = ['--yes', '--fingerprint', fingerprintOf(server)];
	const {status, stderr} = await runOn(rack, accept('pi-1', ...consent), {
		confirm: async () => true,
	});
	expect(status).toBe(1);
	expect(stderr).toContain(sentence);
	expect(stderr).toContain(`line 1 of ${rack.knownHosts}`);
	expect(existsSync(rack.ownKnownHosts)).toBe(false);
});

it('of a node behind an unknown jump host the key of that comes first', async () => {
	const servers = {login: await startSshd(), inner: await startSshd()};
	const rack = makeRack({servers, ssh: {inner: ['ProxyJump login']}});
	const refused = await runOn(rack, accept('inner'));
	expect(refused.status).toBe(1);
	expect(refused.stdout).toContain(`login (127.0.0.1:${servers.login.port}) shows a key`);
	expect(refused.stderr).toContain('and there the way ends.');
	// One of startSshd itself, which looks whether it listens.
	expect(servers.inner.log().match(/Connection from/g)).toHaveLength(1);

	const {status, stdout} = await runOn(rack, accept('inner'), {confirm: async () => true});
	expect(status).toBe(0);
	expect(stdout.match(/shows a key that known_hosts lacks/g)).toHaveLength(2);
	expect(stdout.indexOf('login (')).toBeLessThan(stdout.indexOf('inner ('));
	const both = await runOn(rack, accept('inner'));
	expect(both.stdout.match(/is known already/g)).toHaveLength(2);
});

it('a node that is not there says so', async () => {
	const server = await startSshd();
	const rack = makeRack({servers: {'pi-1': {...server, port: 1}}});
	const {status, stderr} = await runOn(rack, accept('pi-1'));
	expect(status).toBe(1);
	expect(stderr).toContain('pi-1 (127.0.0.1:1): connection refused.');
});

it("a node that only the system's ssh reaches is accepted, and known to that from then on", async () => {
	const server = await startSshd();
	const way = `ProxyCommand socat - TCP:127.0.0.1:${server.port}`;
	const rack = makeRack({servers: {'pi-1': server}, ssh: {'pi-1': [way]}});
	const {status} = await runOn(rack, accept('pi-1'), {confirm: async () => true});
	expect(status).toBe(0);
	expect(server.log()).not.toContain('Accepted');
	const {stdout} = await runOn(rack, ['doctor', 'pi-1']);
	expect(stdout).toMatch(/PASS {2}node\.login /);
});
