import process from 'node:process';
import {createInterface} from 'node:readline/promises';

/** Asks on stderr, so that stdout stays the result. Anything but y or yes, and no terminal, is no. */
export async function confirm(question: string): Promise<boolean> {
	if (!process.stdin.isTTY || !process.stderr.isTTY) {
		return false;
	}

	const lines = createInterface({input: process.stdin, output: process.stderr});
	const answer = await lines.question(`${question} [y/N] `);
	lines.close();
	return /^y(es)?$/i.test(answer.trim());
}
