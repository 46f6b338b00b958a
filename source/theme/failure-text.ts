import {assertNever} from '../domain/assert-never.ts';
import type {Failure} from '../domain/failure.ts';
import {latencyText, sizeText} from './number-text.ts';
import {shellWord} from './shell-word.ts';

/**
 * The sentence for the person: where, what happened, what to do. It quotes raw text of the world: whoever draws it
 * cleans it.
 */
export function failureText(failure: Failure): string {
	return `${failure.where}: ${failureClause(failure)}`;
}

/** `failureText` without its subject, for those who name it themselves. */
export function failureClause(failure: Failure): string {
	const advice = adviceOn(failure);
	return advice === undefined ? whatHappened(failure) : `${whatHappened(failure)} ${advice}`;
}

/** Where and what happened; for those who say themselves what to do. */
export function failureFact(failure: Failure): string {
	return `${failure.where}: ${whatHappened(failure)}`;
}

/** `failureText` for a screen, where a key does what takes a command elsewhere. `isAsked`: a passphrase can be typed. */
export function failureWithKeys(failure: Failure, isAsked: boolean): string {
	switch (failure.kind) {
		case 'hostKeyUnknown':
			return `${failureFact(failure)} A shows it.`;
		case 'needsPassphrase':
			return isAsked ? `${failureFact(failure)} enter types it.` : failureText(failure);
		default:
			return failureText(failure);
	}
}

/** Its own advice; what only asks back (`Is it switched on?`) is part of what happened. */
function adviceOn(failure: Failure): string | undefined {
	switch (failure.kind) {
		case 'authFailed':
			return 'Load yours with ssh-add, or put it there with ssh-copy-id.';
		case 'hostKeyUnknown':
			return "Compare it with the node's own, then accept it: clusterdeck nodes accept-key NODE.";
		case 'hostKeyMismatch':
			return failure.recorded.isRevoked
				? "Ask the node's owner for a new key."
				: `Ask the node's owner; only if the change was meant: ${forgetHostKey(failure)}`;
		case 'needsPassphrase':
			return 'Load it with ssh-add.';
		case 'restrictedShell':
			return 'Use an account with a full one.';
		case 'cancelled':
			return 'Run it again.';
		case 'diskFull':
			return failure.neededBytes === undefined
				? 'Free some space and try again.'
				: 'Try again then.';
		case 'denied':
			// What sshd denies comes with a remedy of its own.
			return failure.reason.endsWith('.') ? undefined : 'Check the owner and the permissions.';
		case 'missing':
			return 'Check the name.';
		default:
			return undefined;
	}
}

/** Neither where, nor what to do. */
export function whatHappened(failure: Failure): string {
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
			return `no key was accepted for ${failure.user}.`;
		case 'hostKeyUnknown':
			return `unknown host key ${failure.keyType} ${failure.fingerprint}.`;
		case 'hostKeyMismatch':
			return hostKeyMismatchText(failure);
		case 'needsPassphrase':
			return `the key ${failure.keyFile} asks for its passphrase.`;
		case 'restrictedShell':
			return 'the account runs no commands of ours (a restricted shell).';
		case 'exited':
			return exitText(failure);
		case 'unparseable':
		case 'protocol':
			return `the answer was not understood: ${failure.problem}`;
		case 'cancelled':
			return 'stopped before it was done.';
		case 'tooLarge':
			return `what it holds or prints is larger than ${sizeText(failure.limitBytes)}, which is the limit here.`;
		case 'diskFull':
			return diskFullFact(failure);
		case 'denied':
			return failure.reason.endsWith('.') ? failure.reason : `${failure.reason}.`;
		case 'missing':
			return 'not found.';
		case 'rejected':
		case 'unsupported':
			return failure.reason;
		default:
			return assertNever(failure);
	}
}

function diskFullFact({folder, neededBytes}: Extract<Failure, {kind: 'diskFull'}>): string {
	if (folder === undefined && neededBytes === undefined) {
		return 'the disk is full, so nothing was changed.';
	}

	const where = folder === undefined ? '' : ` in ${folder}`;
	return neededBytes === undefined
		? `the disk is full${where}.`
		: `at least ${sizeText(neededBytes)} more must be free${where}: the disk is full.`;
}

/** The command after which the host is unknown. */
export function forgetHostKey({name, files}: Extract<Failure, {kind: 'hostKeyMismatch'}>): string {
	return files.map(file => `ssh-keygen -R ${shellWord(name)} -f ${shellWord(file)}`).join(' && ');
}

function hostKeyMismatchText({
	keyType,
	fingerprint,
	name,
	recorded,
}: Extract<Failure, {kind: 'hostKeyMismatch'}>): string {
	const {file, line, isRevoked} = recorded;
	if (isRevoked) {
		return `the host key ${keyType} ${fingerprint} is revoked (line ${line} of ${file}): refused.`;
	}

	const before = recorded.fingerprint ?? 'another key';
	return `the host key changed to ${keyType} ${fingerprint}, but line ${line} of ${file} records ${before} for ${name}: refused.`;
}

function exitText({where, exitCode, signal, stderr}: Extract<Failure, {kind: 'exited'}>): string {
	const end = exitCode === undefined ? `ended by ${signal ?? 'a signal'}` : `exit ${exitCode}`;
	const firstLine = stderr.split('\n').find(line => line.trim() !== '');
	return firstLine === undefined ? end : `${end}: ${withoutName(firstLine.trim(), where)}`;
}

/** Many programs begin with their own name, which is told already: `squeue: error: Invalid user`. */
function withoutName(line: string, where: string): string {
	const name = `${where.split(' ')[0] ?? ''}: `;
	const words = line.startsWith(name)
		? line.slice(name.length).replace(/^(?:error|fatal): */, '')
		: line;
	return words === '' ? line : words;
}
