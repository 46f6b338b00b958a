import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {onTestFinished} from 'vitest';
import {temporaryDirectory} from './temporary-directory.ts';

const noAgent = 2;

/** A real ssh-agent that holds these keys until the test is over; returns its socket. */
export async function startAgent(...keyFiles: readonly string[]): Promise<string> {
	const socket = join(temporaryDirectory(), 'agent');
	const child = spawn('ssh-agent', ['-D', '-a', socket], {stdio: 'ignore'});
	onTestFinished(() => void child.kill('SIGKILL'));
	const env = {...process.env, SSH_AUTH_SOCK: socket};
	// The socket is there before anybody listens at it.
	while (spawnSync('ssh-add', ['-l'], {env, stdio: 'ignore'}).status === noAgent) {
		await pause(10);
	}

	for (const keyFile of keyFiles) {
		execFileSync('ssh-add', ['-q', keyFile], {env, stdio: 'ignore'});
	}

	return socket;
}

/** Takes keys out of an agent, or does whatever else ssh-add can. */
export function tellAgent(socket: string, ...options: readonly string[]): void {
	execFileSync('ssh-add', ['-q', ...options], {
		env: {...process.env, SSH_AUTH_SOCK: socket},
		stdio: 'ignore',
	});
}
