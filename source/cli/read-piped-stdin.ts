import type {Readable} from 'node:stream';
import {failureText} from '../theme/failure-text.ts';
import {readStreamBytes} from '../transport/read-bytes.ts';
import type {ReadPiped} from './chat-ask.ts';
import type {Surroundings} from './surroundings.ts';

const mostPipedBytes = 16 * 2 ** 20;
const patienceMs = 2000;
const tooMuch =
	'More than 16 MiB are piped in: pipe in less, such as the end of it (tail -c 100000).';

/** What is piped in, to its end. Whoever keeps a pipe open and says nothing is told what is waited for. */
export function readPipedStdin(
	stdin: Readable & {readonly isTTY?: boolean},
	{clock, output}: Pick<Surroundings, 'clock' | 'output'>,
): ReadPiped {
	return async signal => {
		if (stdin.isTTY === true) {
			return undefined;
		}

		const stopTimer = clock.startTimer(patienceMs, () =>
			output.complain('standard input is read to its end; </dev/null gives none.'),
		);
		const where = 'standard input';
		const bytes = await readStreamBytes(stdin, {where, maxBytes: mostPipedBytes, signal});
		stopTimer();
		if (bytes.ok) {
			return bytes.value;
		}

		return {usage: bytes.failure.kind === 'tooLarge' ? tooMuch : failureText(bytes.failure)};
	};
}
