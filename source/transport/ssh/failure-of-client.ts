import type {Failure} from '../../domain/failure.ts';
import {failureOfError, isSystemError} from '../failure-of-error.ts';

export type ClientContext = {
	readonly where: string;
	/** What a refusal is called: Authentication of authenticate.ts. */
	readonly refusal: () => Failure;
	/** The server has turned down a way to log in, not because it wants a second one, and has not let us in since. */
	readonly wasRefused: boolean;
};

/** `level` is where in ssh2 it happened; none for a goodbye of the server, whose `code` is a number of RFC 4253, 11.1. */
type ClientError = Error & {readonly level?: string; readonly code?: unknown};

const mostCharacters = 400;

/** The failure that an error of ssh2's client stands for. */
export function failureOfClient(error: ClientError, context: ClientContext): Failure {
	const {where, refusal} = context;
	// A server can make OpenSSL throw: its codes are no system's.
	if (isSystemError(error)) {
		return failureOfError(error, where);
	}

	if (typeof error.code === 'number') {
		return failureOfGoodbye(error, context);
	}

	switch (error.level) {
		case 'client-authentication':
			return refusal();
		case 'client-timeout':
			return {kind: 'timedOut', where, afterMs: undefined};
		default:
			return /^(Connection lost|Timed out)/.test(error.message)
				? {kind: 'unreachable', where, reason: 'the connection was closed before a key was shown'}
				: {kind: 'protocol', where, problem: error.message.slice(0, mostCharacters)};
	}
}

/**
 * Servers say goodbye to who tried too much, each in its own words: where one has refused anything before, that is a
 * refusal too, which must not be tried again by itself. What they say is theirs, and never taken for our own words.
 */
function failureOfGoodbye({message}: Error, {where, refusal, wasRefused}: ClientContext): Failure {
	return wasRefused || /too many authentication failures/i.test(message)
		? refusal()
		: {kind: 'protocol', where, problem: `it said goodbye: ${message.slice(0, mostCharacters)}`};
}
