import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import type {Prompt} from 'ssh2';
import {describe, expect, it} from 'vitest';
import {Secret} from '../../../source/domain/secret.ts';
import {tryToLogIn} from '../../helpers/log-in.ts';
import {startPromptingServer, type Script} from '../../helpers/prompting-server.ts';
import {startAgent} from '../../helpers/ssh-agent.ts';
import {makeKey} from '../../helpers/sshd.ts';
import {temporaryDirectory} from '../../helpers/temporary-directory.ts';

const password: Prompt = {prompt: 'Password: ', echo: false};
const code: Prompt = {prompt: 'Code: ', echo: true};

describe('a server that asks questions', () => {
	it('has them put to the person in its own words, and gets the answers', async () => {
		const {server, login} = await logInAt({
			script: {rounds: [[password, code]], accepts: ([, given]) => given === '123456'},
			answers: ['secret', '123456'],
		});
		expect(login).toMatchObject({
			outcome: 'ready',
			asked: [
				{kind: 'answer', where: 'rack', prompt: 'Rack\nTwo steps\nPassword: ', isHidden: true},
				{kind: 'answer', where: 'rack', prompt: 'Code: ', isHidden: false},
			],
		});
		expect(server.answers).toEqual([['secret', '123456']]);
	});

	it('may ask in three rounds, and not in four', async () => {
		const accepts = () => true;
		const answers = ['a', 'b', 'c', 'd'];
		const three = await logInAt({script: {rounds: [[code], [code], [code]], accepts}, answers});
		expect(three.login.outcome).toBe('ready');
		const four = await logInAt({
			script: {rounds: [[code], [code], [code], [code]], accepts},
			answers,
		});
		expect(four.login).toMatchObject({outcome: 'authFailed', asked: {length: 3}});
	});

	it('may not ask more than sixteen things at once', async () => {
		const rounds = [Array.from({length: 17}, () => code)];
		const {login} = await logInAt({script: {rounds, accepts: () => true}, answers: ['a']});
		expect(login).toMatchObject({outcome: 'authFailed', asked: []});
	});

	it('and nobody answers lets nobody in, and gets no answer made up', async () => {
		const {server, login} = await logInAt({script: {rounds: [[password]], accepts: () => true}});
		expect(login).toMatchObject({outcome: 'authFailed', asked: {length: 1}});
		expect(server.answers).toEqual([]);
	});

	it('and hangs up before it is answered does no harm', async () => {
		let tell: ((answer: Secret) => void) | undefined;
		const server = await startPromptingServer({rounds: [[password]], accepts: () => true});
		const login = tryToLogIn(server.sshd, {
			target: {identityFiles: []},
			askSecret: () =>
				new Promise(resolve => {
					tell = resolve;
				}),
		});
		await expect.poll(() => tell).toBeDefined();
		server.hangUp();
		expect(await login).toMatchObject({outcome: 'unreachable'});
		tell?.(new Secret('late'));
		await pause(50);
	});

	it('and refuses the answer is not asked again', async () => {
		const {server, login} = await logInAt({
			script: {rounds: [[password]], accepts: () => false},
			answers: ['wrong', 'wrong'],
		});
		expect(login).toMatchObject({outcome: 'authFailed', asked: {length: 1}});
		expect(server.tried).toEqual(['keyboard-interactive']);
	});
});

describe('a server that wants a key and an answer', () => {
	const script: Script = {rounds: [[code]], accepts: () => true, wantsKeyFirst: true};
	const passphrase = 'canary-passphrase';

	it('gets both, the key from a file', async () => {
		const identityFiles = [makeKey(join(temporaryDirectory(), 'id'))];
		const {server, login} = await logInAt({script, answers: ['1'], target: {identityFiles}});
		expect(login.outcome).toBe('ready');
		expect(server.tried).toEqual(['publickey?', 'publickey', 'keyboard-interactive']);
	});

	it('gets both, the key from the agent, and no second key', async () => {
		const folder = temporaryDirectory();
		const keys = [makeKey(join(folder, 'one')), makeKey(join(folder, 'two'))];
		const target = {agentSocket: await startAgent(...keys)};
		const {server, login} = await logInAt({script, answers: ['1'], target});
		expect(login.outcome).toBe('ready');
		expect(server.tried).toEqual(['publickey?', 'publickey', 'none', 'keyboard-interactive']);
	});

	it('gets both, the key unlocked on the way', async () => {
		const identityFiles = [makeKey(join(temporaryDirectory(), 'id'), passphrase)];
		const {login} = await logInAt({script, answers: [passphrase, '1'], target: {identityFiles}});
		expect(login).toMatchObject({
			outcome: 'ready',
			asked: [{kind: 'passphrase'}, {kind: 'answer'}],
		});
	});
});

type Attempt = {
	readonly script: Script;
	readonly answers?: readonly string[];
	readonly target?: object;
};

async function logInAt({script, answers = [], target}: Attempt) {
	const server = await startPromptingServer(script);
	const defaults = {where: 'rack', identityFiles: [], isIdentitiesOnly: false};
	const login = await tryToLogIn(server.sshd, {answers, target: {...defaults, ...target}});
	return {server, login};
}
