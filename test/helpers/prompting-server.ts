import {generateKeyPairSync} from 'node:crypto';
import type {AddressInfo} from 'node:net';
import ssh2, {
	type AuthContext,
	type Connection,
	type KeyboardAuthContext,
	type Prompt,
	type PublicKeyAuthContext,
} from 'ssh2';
import {onTestFinished} from 'vitest';
import type {Sshd} from './sshd.ts';

export type PromptingServer = {
	/** As if it were one. */
	readonly sshd: Sshd;
	/** Every method that was tried, in order. */
	readonly tried: string[];
	/** The answers of every round. */
	readonly answers: string[][];
	/** Ends every connection. */
	readonly hangUp: () => void;
};

export type Script = {
	/** The rounds of prompts; the last answers let the client in when `accepts` says so. */
	readonly rounds: readonly (readonly Prompt[])[];
	readonly accepts: (answers: readonly string[]) => boolean;
	/** Any key is good, but is not enough. */
	readonly wantsKeyFirst?: boolean;
};

/** A server that asks by keyboard-interactive: what sshd does only with PAM, and what no good server does. */
export async function startPromptingServer(script: Script): Promise<PromptingServer> {
	const {privateKey} = generateKeyPairSync('rsa', {
		modulusLength: 2048,
		privateKeyEncoding: {type: 'pkcs1', format: 'pem'},
		publicKeyEncoding: {type: 'pkcs1', format: 'pem'},
	});
	const tried: string[] = [];
	const answers: string[][] = [];
	const clients: Connection[] = [];
	const server = new ssh2.Server({hostKeys: [privateKey]}, client => {
		const state = {hasKey: script.wantsKeyFirst !== true};
		clients.push(client);
		client.on('error', () => undefined);
		client.on('authentication', context => {
			tried.push(nameOf(context));
			if (context.method === 'keyboard-interactive' && state.hasKey) {
				playRounds(context, script, answers);
			} else if (context.method === 'publickey' && !state.hasKey) {
				takeKey(context, state);
			} else {
				context.reject([state.hasKey ? 'keyboard-interactive' : 'publickey']);
			}
		});
	});
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const stop = (): void => void server.close();
	onTestFinished(stop);
	const sshd: Sshd = {
		port: portOf(server.address()),
		pid: process.pid,
		user: 'me',
		clientKey: '/not/there',
		hostKey: `ssh-rsa ${publicKeyOf(privateKey)}`,
		folder: '/not/there',
		log: () => tried.join('\n'),
		stop,
	};
	return {sshd, tried, answers, hangUp: () => clients.forEach(client => void client.end())};
}

function nameOf(context: AuthContext): string {
	return context.method === 'publickey' && context.signature === undefined
		? 'publickey?'
		: context.method;
}

/** The signature is not checked. */
function takeKey(context: PublicKeyAuthContext, state: {hasKey: boolean}): void {
	state.hasKey = context.signature !== undefined;
	if (state.hasKey) {
		context.reject(['keyboard-interactive'], true);
	} else {
		context.accept();
	}
}

function playRounds(
	context: KeyboardAuthContext,
	{rounds, accepts}: Script,
	answers: string[][],
): void {
	const [first, ...rest] = rounds;
	if (first === undefined) {
		context.accept();
		return;
	}

	context.prompt([...first], 'Rack', 'Two steps', given => {
		answers.push(given);
		if (rest.length > 0) {
			playRounds(context, {rounds: rest, accepts}, answers);
		} else if (accepts(given)) {
			context.accept();
		} else {
			context.reject(['keyboard-interactive']);
		}
	});
}

function publicKeyOf(privateKey: string): string {
	const key = ssh2.utils.parseKey(privateKey);
	if (key instanceof Error) {
		throw key;
	}

	return key.getPublicSSH().toString('base64');
}

function portOf(address: AddressInfo | string | null): number {
	if (address === null || typeof address === 'string') {
		throw new Error('the server has no port');
	}

	return address.port;
}
