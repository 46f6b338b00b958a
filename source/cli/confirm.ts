import process from 'node:process';
import {createInterface} from 'node:readline';

/**
 * Asks on stderr, so that stdout stays the result. Anything but y or yes is no, and so are the end of the input, an
 * abort and the want of a terminal.
 */
export function confirm(question: string, signal: AbortSignal): Promise<boolean> {
	if (!process.stdin.isTTY || !process.stderr.isTTY || signal.aborted) {
		return Promise.resolve(false);
	}

	return new Promise(resolve => {
		// No line editing: it would write cursor sequences, and take Ctrl-C away from the signal handlers.
		// The question before this one let go of it.
		process.stdin.ref();
		const lines = createInterface({input: process.stdin, terminal: false});
		const leave = (): void => lines.close();
		signal.addEventListener('abort', leave, {once: true});
		let isAnswered = false;
		lines.once('line', answer => {
			isAnswered = true;
			resolve(/^y(es)?$/i.test(answer.trim()));
			lines.close();
		});
		lines.once('close', () => {
			signal.removeEventListener('abort', leave);
			process.stdin.unref();
			if (!isAnswered) {
				process.stderr.write('\n');
			}

			resolve(false);
		});
		process.stderr.write(`${question} [y/N] `);
	});
}
