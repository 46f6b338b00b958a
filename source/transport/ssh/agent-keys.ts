/** The keys of an ssh-agent. https://www.rfc-editor.org/rfc/rfc9987 */
import {Buffer} from 'node:buffer';
import {connect} from 'node:net';
import type {Clock} from '../../domain/clock.ts';
import {failed, type Result, succeeded} from '../../domain/result.ts';
import type {PublicHalf} from '../../parsers/private-key.ts';
import {failureOfError} from '../failure-of-error.ts';

const requestIdentities = Buffer.from([0, 0, 0, 1, 11]);
const identitiesAnswer = 12;
const mostBytes = 1_048_576;
const lengthBytes = 4;
/** A type and a count. */
const headerBytes = 5;

/**
 * All keys of the agent, those that ssh2 cannot use among them. An agent may be forwarded from a machine that is gone:
 * it is given `limitMs`. Failures: `missing`, `refused`, `denied`, `timedOut`, `tooLarge`, `protocol`.
 */
export function listAgentKeys(
	socketPath: string,
	{clock, limitMs}: {readonly clock: Clock; readonly limitMs: number},
): Promise<Result<readonly PublicHalf[]>> {
	const where = socketPath;
	return new Promise(resolve => {
		const socket = connect({path: socketPath});
		let answer: Buffer = Buffer.alloc(0);
		const settle = (result: Result<readonly PublicHalf[]>): void => {
			stopTimer();
			socket.destroy();
			resolve(result);
		};
		const stopTimer = clock.startTimer(limitMs, () =>
			settle(failed({kind: 'timedOut', where, afterMs: limitMs})),
		);
		socket.on('error', error => settle(failed(failureOfError(error, where))));
		socket.on('close', () =>
			settle(failed({kind: 'protocol', where, problem: 'the agent ended before it answered'})),
		);
		socket.on('data', (chunk: Buffer) => {
			answer = Buffer.concat([answer, chunk]);
			const length = answer.length < lengthBytes ? undefined : answer.readUInt32BE(0);
			if (answer.length > mostBytes || (length ?? 0) > mostBytes) {
				settle(failed({kind: 'tooLarge', where, limitBytes: mostBytes}));
			} else if (length !== undefined && answer.length >= lengthBytes + length) {
				settle(readAnswer(answer.subarray(lengthBytes, lengthBytes + length), where));
			}
		});
		socket.write(requestIdentities);
	});
}

/** A type byte, a count, and for each key its public half and a comment. */
function readAnswer(message: Buffer, where: string): Result<readonly PublicHalf[]> {
	const keys: PublicHalf[] = [];
	const isList = message.length >= headerBytes && message[0] === identitiesAnswer;
	const halves = isList ? readStrings(message.subarray(headerBytes)) : undefined;
	if (halves === undefined || halves.length !== message.readUInt32BE(1) * 2) {
		return failed({kind: 'protocol', where, problem: 'the agent gave no list of keys'});
	}

	for (const [index, blob] of halves.entries()) {
		const [type] = readStrings(blob, 1) ?? [];
		if (index % 2 === 0 && type !== undefined) {
			keys.push({type: type.toString('latin1'), base64: blob.toString('base64')});
		}
	}

	return succeeded(keys);
}

/** Strings of RFC 4251, at most so many; undefined where one is longer than what is left. */
function readStrings(
	bytes: Buffer,
	most = Number.POSITIVE_INFINITY,
): readonly Buffer[] | undefined {
	const strings: Buffer[] = [];
	let position = 0;
	while (position < bytes.length && strings.length < most) {
		const from = position + 4;
		const end = from <= bytes.length ? from + bytes.readUInt32BE(position) : from;
		if (end > bytes.length) {
			return undefined;
		}

		strings.push(bytes.subarray(from, end));
		position = end;
	}

	return strings;
}
