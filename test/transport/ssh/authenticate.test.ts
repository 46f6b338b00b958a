import {execFileSync} from 'node:child_process';
import {appendFileSync, chmodSync, copyFileSync, readFileSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {inspect} from 'node:util';
import {describe, expect, it, onTestFinished} from 'vitest';
import {Secret} from '../../../source/domain/secret.ts';
import {tryToLogIn} from '../../helpers/log-in.ts';
import {startAgent, tellAgent} from '../../helpers/ssh-agent.ts';
import {makeKey, type Sshd, startSshd} from '../../helpers/sshd.ts';
import {temporaryDirectory} from '../../helpers/temporary-directory.ts';

const passphrase = 'canary-passphrase';

describe('a login', () => {
	it('with a key file', async () => {
		const sshd = await startSshd();
		expect(await tryToLogIn(sshd)).toMatchObject({outcome: 'ready', asked: []});
		expect(acceptedKeys(sshd)).toBe(1);
		expect(refusedKeys(sshd)).toBe(0);
	});

	it('with a key that only the agent has', async () => {
		const sshd = await startSshd();
		const agentSocket = await startAgent(sshd.clientKey);
		const target = {identityFiles: [], isIdentitiesOnly: false, agentSocket};
		expect(await tryToLogIn(sshd, {target})).toMatchObject({outcome: 'ready'});
	});

	it.each(['rsa', 'ecdsa'])('with an %s key, from a file and from the agent', async type => {
		const sshd = await startSshd();
		const file = join(sshd.folder, type);
		execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', file]);
		appendFileSync(join(sshd.folder, 'authorized_keys'), readFileSync(`${file}.pub`));
		const target = {identityFiles: [file]};
		expect(await tryToLogIn(sshd, {target})).toMatchObject({outcome: 'ready'});
		const held = {identityFiles: [], isIdentitiesOnly: false, agentSocket: await startAgent(file)};
		expect(await tryToLogIn(sshd, {target: held})).toMatchObject({outcome: 'ready'});
	});

	it('offers the key of the agent that a file names before the others', async () => {
		const sshd = await startSshd();
		const strangers = makeKeys(4);
		const agentSocket = await startAgent(...strangers, sshd.clientKey);
		const target = {agentSocket, isIdentitiesOnly: false};
		expect(await tryToLogIn(sshd, {target})).toMatchObject({outcome: 'ready'});
		expect(refusedKeys(sshd)).toBe(0);
	});

	it('with IdentitiesOnly offers no other key of the agent', async () => {
		const sshd = await startSshd();
		const [named = '', ...others] = makeKeys(3);
		const agentSocket = await startAgent(sshd.clientKey, named, ...others);
		const target = {agentSocket, identityFiles: [named], isIdentitiesOnly: true};
		expect(await tryToLogIn(sshd, {target})).toMatchObject({outcome: 'authFailed'});
		expect(refusedKeys(sshd)).toBe(1);
	});

	it('with an agent full of keys for elsewhere still offers the file', async () => {
		const sshd = await startSshd();
		const agentSocket = await startAgent(...makeKeys(8));
		const target = {agentSocket, isIdentitiesOnly: false};
		expect(await tryToLogIn(sshd, {target})).toMatchObject({outcome: 'ready'});
		expect(refusedKeys(sshd)).toBe(4);
	});

	it('goes on to the file when the agent will not sign', async () => {
		const sshd = await startSshd();
		const agentSocket = await startAgent(sshd.clientKey);
		const other = makeKeys(1)[0] ?? '';
		appendFileSync(join(sshd.folder, 'authorized_keys'), readFileSync(`${other}.pub`));
		const target = {agentSocket, identityFiles: [sshd.clientKey, other]};
		const meanwhile = () => tellAgent(agentSocket, '-D');
		expect(await tryToLogIn(sshd, {target, meanwhile})).toMatchObject({outcome: 'ready'});
	});

	it('goes on without an agent that is gone, or hangs, within two seconds', async () => {
		const sshd = await startSshd();
		const msOf = async (agentSocket: string): Promise<number> => {
			const before = performance.now();
			expect(await tryToLogIn(sshd, {target: {agentSocket}})).toMatchObject({outcome: 'ready'});
			return performance.now() - before;
		};
		const usualMs = await msOf('/not/there');
		const hanging = join(temporaryDirectory(), 'agent');
		const server = createServer(() => undefined).listen(hanging);
		onTestFinished(() => void server.close());
		// A second more for a busy machine.
		expect((await msOf(hanging)) - usualMs).toBeLessThan(3000);
	});
});

describe('a key that is encrypted', () => {
	it('is asked for when the server would take it, and opens the door', async () => {
		const {sshd, locked} = await startWithLockedKey();
		const target = {identityFiles: [locked]};
		const login = await tryToLogIn(sshd, {target, answers: ['wrong', passphrase]});
		expect(login).toMatchObject({
			outcome: 'ready',
			asked: [
				{kind: 'passphrase', keyFile: locked, isRepeated: false},
				{kind: 'passphrase', keyFile: locked, isRepeated: true},
			],
		});
		expect(inspect(login, {depth: 20, showHidden: true})).not.toContain('canary');
	});

	it('of an old PEM kind without its public half is asked for before it is offered', async () => {
		const {sshd, locked} = await startWithLockedKey(['-t', 'rsa', '-m', 'PEM']);
		rmSync(`${locked}.pub`);
		const target = {identityFiles: [locked]};
		const login = await tryToLogIn(sshd, {target, answers: [passphrase]});
		expect(login).toMatchObject({outcome: 'ready', asked: [{keyFile: locked}]});
	});

	it('that the server does not want is never asked for', async () => {
		const sshd = await startSshd();
		const locked = makeKey(join(temporaryDirectory(), 'locked'), passphrase);
		const target = {identityFiles: [locked]};
		expect(await tryToLogIn(sshd, {target, answers: [passphrase]})).toMatchObject({
			outcome: 'authFailed',
			asked: [],
		});
	});

	it('comes after those that are not', async () => {
		const {sshd, locked} = await startWithLockedKey();
		const target = {identityFiles: [locked, sshd.clientKey]};
		expect(await tryToLogIn(sshd, {target})).toMatchObject({outcome: 'ready', asked: []});
	});

	it('that nobody unlocks is what the failure says', async () => {
		const {sshd, locked} = await startWithLockedKey();
		const target = {identityFiles: [locked]};
		expect(await tryToLogIn(sshd, {target})).toMatchObject({
			failure: {kind: 'needsPassphrase', keyFile: locked},
		});
		const answers = ['a', 'b', 'c', passphrase];
		const login = await tryToLogIn(sshd, {target, answers});
		expect(login).toMatchObject({failure: {kind: 'needsPassphrase'}});
		expect(login.asked).toHaveLength(3);
	});

	it.each([undefined, new Secret(passphrase)])(
		'does no harm when the server hangs up before the answer (%s) is there',
		async answer => {
			const {sshd, locked} = await startWithLockedKey(['-t', 'ed25519'], ['LoginGraceTime 1']);
			let tell: ((secret: Secret | undefined) => void) | undefined;
			const login = await tryToLogIn(sshd, {
				target: {identityFiles: [locked]},
				askSecret: () =>
					new Promise(resolve => {
						tell = resolve;
					}),
			});
			expect(login.outcome).not.toBe('ready');
			tell?.(answer);
			await pause(1500);
		},
	);
});

describe('two keys, where a server wants both', () => {
	const config = ['AuthenticationMethods publickey,publickey'];

	it.each<[string, (files: readonly string[]) => Promise<object>]>([
		['files', async identityFiles => ({identityFiles})],
		[
			'in the agent',
			async files => ({
				identityFiles: [],
				isIdentitiesOnly: false,
				agentSocket: await startAgent(...files),
			}),
		],
		[
			'one in the agent, one a file',
			async ([first = '', second = '']) => ({
				identityFiles: [first, second],
				agentSocket: await startAgent(first),
			}),
		],
	])('%s: both are shown', async (_, place) => {
		const {sshd, locked: second} = await startWithLockedKey(['-t', 'ed25519'], config, '');
		const target = await place([sshd.clientKey, second]);
		expect(await tryToLogIn(sshd, {target})).toMatchObject({outcome: 'ready'});
	});

	it('one of them unlocked on the way', async () => {
		const {sshd, locked} = await startWithLockedKey(['-t', 'ed25519'], config);
		const target = {identityFiles: [locked, sshd.clientKey]};
		const login = await tryToLogIn(sshd, {target, answers: [passphrase]});
		expect(login).toMatchObject({outcome: 'ready', asked: [{keyFile: locked}]});
	});
});

describe('nobody is let in', () => {
	it('after exactly as many tries as there are keys, and no more', async () => {
		const sshd = await startSshd();
		const target = {identityFiles: makeKeys(3), isIdentitiesOnly: false};
		expect(await tryToLogIn(sshd, {target})).toMatchObject({
			failure: {kind: 'authFailed', user: sshd.user},
		});
		expect(refusedKeys(sshd)).toBe(3);
		expect(sshd.log()).not.toMatch(/Failed (password|none|keyboard)/);
	});

	it('with no more than five keys, so that no account is locked', async () => {
		const sshd = await startSshd({config: ['KbdInteractiveAuthentication no']});
		const target = {identityFiles: makeKeys(9), isIdentitiesOnly: false};
		expect(await tryToLogIn(sshd, {target})).toMatchObject({outcome: 'authFailed'});
		expect(refusedKeys(sshd)).toBe(5);
	});

	it('with a key that others may read, which the failure says', async () => {
		const sshd = await startSshd();
		const open = join(temporaryDirectory(), 'open');
		copyFileSync(sshd.clientKey, open);
		chmodSync(open, 0o644);
		expect(await tryToLogIn(sshd, {target: {identityFiles: [open]}})).toMatchObject({
			failure: {kind: 'unsupported', reason: expect.stringContaining(`chmod 600 ${open}`)},
		});
		expect(refusedKeys(sshd) + acceptedKeys(sshd)).toBe(0);
	});

	it('without a key', async () => {
		const sshd = await startSshd();
		const target = {identityFiles: [], isIdentitiesOnly: false};
		expect(await tryToLogIn(sshd, {target})).toMatchObject({outcome: 'authFailed'});
	});
});

function makeKeys(count: number): readonly string[] {
	const folder = temporaryDirectory();
	return Array.from({length: count}, (_, index) => makeKey(join(folder, `key${index}`)));
}

/** An sshd that also lets in a second key, which is encrypted. */
async function startWithLockedKey(
	kind: readonly string[] = ['-t', 'ed25519'],
	config: readonly string[] = [],
	secret = passphrase,
) {
	const sshd = await startSshd({config});
	const locked = join(sshd.folder, 'locked');
	execFileSync('ssh-keygen', ['-q', ...kind, '-N', secret, '-f', locked]);
	appendFileSync(join(sshd.folder, 'authorized_keys'), readFileSync(`${locked}.pub`));
	return {sshd, locked};
}

function refusedKeys(sshd: Sshd): number {
	return sshd.log().match(/Failed publickey/g)?.length ?? 0;
}

function acceptedKeys(sshd: Sshd): number {
	return sshd.log().match(/Accepted publickey/g)?.length ?? 0;
}
