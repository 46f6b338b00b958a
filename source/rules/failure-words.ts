import {assertNever} from '../domain/assert-never.ts';
import type {Failure} from '../domain/failure.ts';

/** What a person would look for who reads of a failure: the words of the row that tells it, and what it leaves out. */
export function wordsOfFailure(failure: Failure): readonly string[] {
	switch (failure.kind) {
		case 'unreachable':
		case 'rejected':
		case 'unsupported':
		case 'denied':
			return [failure.kind, failure.reason];
		case 'timedOut':
			return ['connection timed out'];
		case 'refused':
			return ['connection refused: is sshd running?'];
		case 'authFailed':
			return ['key not accepted for', failure.user];
		case 'hostKeyUnknown':
			return ['unknown host key', failure.keyType, failure.fingerprint];
		case 'hostKeyMismatch':
			return [
				failure.recorded.isRevoked ? 'host key revoked: refused' : 'host key changed: refused',
				failure.keyType,
				failure.fingerprint,
			];
		case 'needsPassphrase':
			return ['asks for a passphrase', failure.keyFile];
		case 'restrictedShell':
			return ['no shell for us', 'restricted'];
		case 'exited':
			return ['sampler ended', ...wordsOfExit(failure), failure.stderr];
		case 'unparseable':
		case 'protocol':
			return ['answer not understood', failure.problem];
		case 'cancelled':
			return ['stopped by you'];
		case 'tooLarge':
			return ['answer over the limit, cut off'];
		case 'diskFull':
			return ['its disk is full'];
		case 'missing':
			return [failure.where, 'not found'];
		default:
			return assertNever(failure);
	}
}

/** How a program ended. One that said nothing of it is found by nothing. */
export function wordsOfExit({exitCode, signal}: Exit): readonly string[] {
	return [
		...(exitCode === undefined ? [] : [`exit ${exitCode}`]),
		...(signal === undefined ? [] : [signal]),
	];
}

type Exit = {readonly exitCode: number | undefined; readonly signal?: string | undefined};
