import {Buffer} from 'node:buffer';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import type {SshTarget} from '../../../source/domain/ssh-target.ts';
import {systemClock} from '../../../source/transport/clock.ts';
import {createHostKeyFetcher} from '../../../source/transport/ssh/offered-host-key.ts';
import {sshWorld} from '../../../source/transport/ssh/ssh-world.ts';
import {targetOf} from '../../helpers/logged-in.ts';
import {startPromptingServer} from '../../helpers/prompting-server.ts';
import {freePort} from '../../../scripts/lab/free-port.ts';
import {type Sshd, startSshd} from '../../helpers/sshd.ts';
import {temporaryDirectory} from '../../helpers/temporary-directory.ts';
import {until} from '../../helpers/until.ts';

function fetchKey(target: SshTarget, deadlineMs = 20_000) {
	const env = {XDG_RUNTIME_DIR: temporaryDirectory(), XDG_STATE_HOME: temporaryDirectory()};
	const world = sshWorld({clock: systemClock, env, askSecret: async () => undefined});
	return createHostKeyFetcher(world)(target, {signal: new AbortController().signal, deadlineMs});
}

/** A known_hosts file with these servers. */
function knowing(...servers: readonly Sshd[]): readonly string[] {
	const file = join(temporaryDirectory(), 'known_hosts');
	const lines = servers.map(({port, hostKey}) => `[127.0.0.1]:${port} ${hostKey}\n`);
	writeFileSync(file, lines.join(''));
	return [file];
}

function keyOf({hostKey}: Sshd): string {
	return hostKey;
}

async function textOf(fetched: ReturnType<typeof fetchKey>) {
	const offered = await fetched;
	return offered.ok
		? `${offered.value.keyType} ${Buffer.from(offered.value.key).toString('base64')}`
		: offered.failure;
}

it('is the key of an unknown host, to which nothing of a login is sent', async () => {
	const server = await startPromptingServer({rounds: [], accepts: () => true});
	expect(await textOf(fetchKey(targetOf(server.sshd)))).toBe(keyOf(server.sshd));
	const sshd = await startSshd();
	expect(await textOf(fetchKey(targetOf(sshd)))).toBe(keyOf(sshd));
	await until(() => /Connection (?:closed|reset) by 127/.test(sshd.log()));
	expect(server.tried).toEqual([]);
	expect(sshd.log()).not.toMatch(/Accepted|Failed|Postponed|authenticating user/);
});

it('is shown also where another key is recorded', async () => {
	const [sshd, other] = [await startSshd(), await startSshd()];
	const [file = ''] = knowing();
	writeFileSync(file, `[127.0.0.1]:${sshd.port} ${other.hostKey}\n`);
	expect(await textOf(fetchKey(targetOf(sshd, {knownHostsFiles: [file]})))).toBe(keyOf(sshd));
});

it('of a host behind a jump host comes through that, whose own key has to be known', async () => {
	const [bastion, inner] = [await startSshd(), await startSshd()];
	const hop = targetOf(bastion, {where: 'bastion', knownHostsFiles: knowing(bastion)});
	expect(await textOf(fetchKey(targetOf(inner, {jumps: [hop]})))).toBe(keyOf(inner));
	expect(bastion.log()).toContain('Accepted publickey');
	expect(inner.log()).not.toContain('Accepted');
	const stranger = {...hop, knownHostsFiles: []};
	expect(await textOf(fetchKey(targetOf(inner, {jumps: [stranger]})))).toMatchObject({
		kind: 'hostKeyUnknown',
		where: 'bastion',
	});
});

it("comes by the system's ssh where only that knows the way", async () => {
	const sshd = await startSshd();
	const target = targetOf(sshd, {needsSystemSsh: 'ProxyCommand'});
	expect(await textOf(fetchKey(target))).toBe(keyOf(sshd));
	expect(sshd.log()).not.toContain('Accepted');
});

it('of a host that is not there, or says nothing, is a failure', async () => {
	const silent = await startSshd();
	const gone = targetOf(silent, {port: await freePort()});
	expect(await textOf(fetchKey(gone))).toMatchObject({kind: 'refused'});
	process.kill(silent.pid, 'SIGSTOP');
	expect(await textOf(fetchKey(targetOf(silent), 300))).toMatchObject({kind: 'timedOut'});
});
