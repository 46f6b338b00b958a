import {assertNever} from '../domain/assert-never.ts';
import type {Failure} from '../domain/failure.ts';
import {latencyText, sizeText} from './number-text.ts';

/**
 * The sentence for the person: where, what happened, what to do. It quotes raw text of the world: whoever draws it
 * cleans it.
 */
export function failureText(failure: Failure): string {
	return `${failure.where}: ${whatHappened(failure)}`;
}

function whatHappened(failure: Failure): string {
	switch (failure.kind) {
		case 'unreachable':
			return `${failure.reason}. Is it switched on, and is the network there?`;
		case 'timedOut':
			return failure.afterMs === undefined
				? 'no answer in time. Is it overloaded, or the network cut?'
				: `no answer after ${latencyText(failure.afterMs)}. Is it overloaded, or the network cut?`;
		case 'refused':
			return 'connection refused. Is the service running there?';
		case 'authFailed':
			return `no key was accepted for ${failure.user}. Try ssh-add, or ssh to it once by hand.`;
		case 'hostKeyUnknown':
			return `unknown host key ${failure.fingerprint}. Compare it, then accept it with clusterdeck nodes accept-key.`;
		case 'hostKeyMismatch':
			return `the host key changed to ${failure.fingerprint}: refused. Find out why before you remove the old one.`;
		case 'needsPassphrase':
			return `the key ${failure.keyFile} asks for its passphrase. Add it with ssh-add.`;
		case 'restrictedShell':
			return 'the account gives no shell. Use an account that has one.';
		case 'exited':
			return exitText(failure);
		case 'unparseable':
		case 'protocol':
			return `the answer was not understood: ${failure.problem}`;
		case 'cancelled':
			return 'stopped before it was done. Run it again.';
		case 'tooLarge':
			return `larger than ${sizeText(failure.limitBytes)}, which is the limit here.`;
		case 'diskFull':
			return 'the disk is full, so nothing was changed. Free some space and try again.';
		case 'denied':
			return `${failure.reason}. Check the owner and the permissions.`;
		case 'missing':
			return 'not found. Check the name.';
		case 'rejected':
		case 'unsupported':
			return failure.reason;
		default:
			return assertNever(failure);
	}
}

function exitText({exitCode, signal, stderr}: Extract<Failure, {kind: 'exited'}>): string {
	const end = exitCode === undefined ? `ended by ${signal ?? 'a signal'}` : `exit ${exitCode}`;
	const firstLine = stderr.split('\n').find(line => line.trim() !== '');
	return firstLine === undefined ? end : `${end}: ${firstLine.trim()}`;
}
