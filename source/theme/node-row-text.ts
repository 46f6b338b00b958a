import {assertNever} from '../domain/assert-never.ts';
import type {Connection} from '../domain/connection.ts';
import type {Failure} from '../domain/failure.ts';
import {clockText} from './column-text.ts';
import {durationText} from './duration-text.ts';
import type {Glyphs} from './glyphs.ts';
import {sizeText} from './number-text.ts';
import {clean, type Safe, safe} from './safe.ts';
import {dayText} from './time-text.ts';
import {cutEnd, widthOf} from './width.ts';

/** One moment on both clocks (domain/clock.ts). */
export type Moment = {readonly atMs: number; readonly wallMs: number};

/**
 * What a row says in place of its values (SCREENS 3), in parts of falling weight: why, when the node was seen last,
 * when the next try is, which key helps. Undefined where there are values to show. `lastSeenAtMs` is monotonic.
 */
export function connectionParts(
	connection: Connection,
	now: Moment,
	lastSeenAtMs: number | undefined,
): readonly Safe[] | undefined {
	switch (connection.state) {
		case 'ready':
		case 'degraded':
			return undefined;
		case 'disabled':
			return [safe`disabled`];
		case 'idle':
		case 'connecting':
		case 'bootstrapping':
			return [safe`connecting`];
		case 'backoff':
			return [...whatFailed(connection.failure), ...waitingParts(connection, now, lastSeenAtMs)];
		case 'auth-failed':
		case 'hostkey-unknown':
		case 'hostkey-mismatch':
		case 'needs-passphrase':
		case 'unsupported':
			return whatFailed(connection.failure);
		default:
			return assertNever(connection);
	}
}

/** When a node that failed was seen last and is tried again, without why: for where that is told at length. */
export function waitingParts(
	connection: Connection,
	now: Moment,
	lastSeenAtMs: number | undefined,
): readonly Safe[] {
	return connection.state === 'backoff'
		? [...lastSeen(now, lastSeenAtMs), ...nextTry(now, connection.retryAtMs)]
		: [];
}

/** As many of the parts as fit, and at least the first, cut: `no route to host · last seen 13:48`. */
export function fitParts(parts: readonly Safe[], columns: number, glyphs: Glyphs): Safe {
	const [first = safe``, ...others] = parts;
	let sentence = first;
	for (const part of others) {
		const longer = safe`${sentence} ${glyphs.apart} ${part}`;
		if (widthOf(longer) > columns) {
			break;
		}

		sentence = longer;
	}

	return cutEnd(sentence, columns, glyphs);
}

function lastSeen({atMs, wallMs}: Moment, lastSeenAtMs: number | undefined): readonly Safe[] {
	if (lastSeenAtMs === undefined) {
		return [];
	}

	const seenWallMs = wallMs - (atMs - lastSeenAtMs);
	const isToday = new Date(seenWallMs).toDateString() === new Date(wallMs).toDateString();
	return [safe`last seen ${isToday ? clockText(seenWallMs) : dayText(seenWallMs)}`];
}

function nextTry({atMs}: Moment, retryAtMs: number | undefined): readonly Safe[] {
	const waitMs = retryAtMs === undefined ? 0 : Math.ceil((retryAtMs - atMs) / 1000) * 1000;
	return waitMs <= 0
		? [safe`trying now`]
		: [safe`next try in ${clean(durationText(waitMs))}`, safe`r tries now`];
}

/** Why, without which key helps: `no route to host`. */
export function failureWords(failure: Failure): Safe {
	const [words = safe``] = whatFailed(failure);
	return words;
}

function whatFailed(failure: Failure): readonly Safe[] {
	switch (failure.kind) {
		case 'unreachable':
		case 'rejected':
		case 'unsupported':
		case 'denied':
			return [clean(failure.reason)];
		case 'timedOut':
			return [safe`connection timed out`];
		case 'refused':
			return [safe`connection refused: is sshd running?`];
		case 'authFailed':
			return [safe`key not accepted for ${clean(failure.user)}`, safe`try ssh-add`];
		case 'hostKeyUnknown':
			return [safe`unknown host key`, safe`A shows it`];
		case 'hostKeyMismatch':
			return [
				failure.recorded.isRevoked
					? safe`host key revoked: refused`
					: safe`host key changed: refused`,
				safe`w explains`,
			];
		case 'needsPassphrase':
			return [safe`asks for a passphrase`, safe`try ssh-add`];
		case 'restrictedShell':
			return [safe`no shell for us`, safe`w explains`];
		case 'exited':
			return [safe`sampler ended (${exitText(failure)})`, safe`w shows why`];
		case 'unparseable':
		case 'protocol':
			return [safe`answer not understood`, safe`w shows it`];
		case 'tooLarge':
			return [safe`answer over ${clean(sizeText(failure.limitBytes))}, cut off`];
		case 'cancelled':
			return [safe`stopped by you`, safe`r tries`];
		case 'diskFull':
			return [safe`its disk is full`];
		case 'missing':
			return [safe`${clean(failure.where)} not found`];
		default:
			return assertNever(failure);
	}
}

function exitText({exitCode, signal}: Extract<Failure, {kind: 'exited'}>): Safe {
	return exitCode === undefined ? clean(signal ?? 'a signal') : safe`exit ${exitCode}`;
}
