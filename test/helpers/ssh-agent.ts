import {execFileSync, spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {onTestFinished} from 'vitest';
import {temporaryDirectory} from './temporary-directory.ts';

/** A real ssh-agent that holds these keys until the test is over; returns its socket. */
export async function startAgent(...keyFiles: readonly string[]): Promise<string> {
	const socket = join(temporaryDirectory(), 'agent');
	const child = spawn('ssh-agent', ['-D', '-a', socket], {stdio: 'ignore'});
	onTestFinished(() => void child.kill('SIGKILL'));
	while (!existsSync(socket)) {
		await pause(10);
	}

	const env = {...process.env, SSH_AUTH_SOCK: socket};
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
