import {spawn} from 'node:child_process';
import type {Clock} from '../domain/clock.ts';

/** A terminal that is gone, or stopped by Ctrl-S, answers nobody. */
const patienceMs = 1000;

/** Only who has the terminal may set its modes; in the background this would stop us, and all that ended so badly. */
const sttyAnyway = `trap '' TTOU; exec stty "$@"`;

/** Keeps the modes of our terminal (echo, lines or keys, signals); the returned function sets them as they are now. */
export async function keepTerminalModes(clock: Clock): Promise<() => Promise<void>> {
	const modes = (await stty('-g', clock)).trim();
	return async () => {
		if (/^[\da-f][\w:=]*$/.test(modes)) {
			await stty(modes, clock);
		}
	};
}

/** What it says of our terminal; nothing where there is no stty, or no answer in time. */
function stty(argument: string, clock: Clock): Promise<string> {
	return new Promise(resolve => {
		const argv = ['-c', sttyAnyway, 'sh', argument];
		const child = spawn('/bin/sh', argv, {stdio: ['inherit', 'pipe', 'ignore'], shell: false});
		const cancelTimer = clock.startTimer(patienceMs, () => {
			child.kill('SIGKILL');
			resolve('');
		});
		let said = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			said += text;
		});
		const settle = (words: string): void => {
			cancelTimer();
			resolve(words);
		};
		child.once('error', () => settle(''));
		child.once('close', () => settle(said));
	});
}
