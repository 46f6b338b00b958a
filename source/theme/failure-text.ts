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
			return 'connection refused. Is the service, such as sshd, running there?';
		case 'authFailed':
			return `no key was accepted for ${failure.user}. Load yours with ssh-add, or put it there with ssh-copy-id.`;
		case 'hostKeyUnknown':
			return `unknown host key ${failure.keyType} ${failure.fingerprint}. Compare it with the node's own, then accept it: clusterdeck nodes accept-key NODE.`;
		case 'hostKeyMismatch':
			return hostKeyMismatchText(failure);
		case 'needsPassphrase':
			return `the key ${failure.keyFile} asks for its passphrase. Load it with ssh-add.`;
		case 'restrictedShell':
			return 'the account runs no commands of ours (a restricted shell). Use an account with a full one.';
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
			// What sshd denies comes with a remedy of its own.
			return failure.reason.endsWith('.')
				? failure.reason
				: `${failure.reason}. Check the owner and the permissions.`;
		case 'missing':
			return 'not found. Check the name.';
		case 'rejected':
		case 'unsupported':
			return failure.reason;
		default:
			return assertNever(failure);
	}
}

function hostKeyMismatchText({
	keyType,
	fingerprint,
	recorded,
}: Extract<Failure, {kind: 'hostKeyMismatch'}>): string {
	const {file, line, isRevoked} = recorded;
	if (isRevoked) {
		return `the host key ${keyType} ${fingerprint} is revoked (line ${line} of ${file}): refused. Ask the node's owner for a new key.`;
	}

	const before = recorded.fingerprint ?? 'another key';
	return `the host key changed to ${keyType} ${fingerprint}, but line ${line} of ${file} records ${before}: refused. Ask the node's owner; only if the change was meant, remove that line.`;
}

function exitText({exitCode, signal, stderr}: Extract<Failure, {kind: 'exited'}>): string {
	const end = exitCode === undefined ? `ended by ${signal ?? 'a signal'}` : `exit ${exitCode}`;
	const firstLine = stderr.split('\n').find(line => line.trim() !== '');
	return firstLine === undefined ? end : `${end}: ${firstLine.trim()}`;
}
