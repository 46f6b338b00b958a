import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import type {Writable} from 'node:stream';
import type {Clock} from '../../domain/clock.ts';
import type {Failure} from '../../domain/failure.ts';
import {failed, type Result, succeeded} from '../../domain/result.ts';
import type {Shell, ShellEnd} from '../../domain/shell.ts';
import {type ShellChannel, shellOver} from './shell-over.ts';

export type Proof = {
	readonly clock: Clock;
	readonly signal: AbortSignal;
	readonly deadlineMs: number;
	/** As failures name the node. */
	readonly where: string;
	readonly nonce: string;
};

export function newNonce(): string {
	return randomBytes(16).toString('hex');
}

/**
 * The one command that is ever run on a node: it says the nonce and becomes a shell that reads its script from stdin.
 * The nonce is written in two parts, so that a restricted shell which quotes the command does not say it. Understood
 * by sh, bash, dash, busybox, fish and csh as login shells.
 */
export function shellCommand(nonce: string): string {
	const half = nonce.length / 2;
	return `exec /bin/sh -c 'echo ${nonce.slice(0, half)}"${nonce.slice(half)}"; exec /bin/sh'`;
}

/** What start-up files may print before us. */
const mostNoiseBytes = 1_048_576;
/** A start-up file that waits for a line gets an empty one, which is nothing to a shell. */
const nudgeMs = 1000;

/**
 * Waits until the node's shell has said the nonce, past all that its start-up files print. Failures: `restrictedShell`
 * when the command ended by itself without it, `unreachable` when it was ended, `timedOut`, `cancelled`, `tooLarge`, and whatever ended the connection.
 */
export function proveShell(channel: ShellChannel, proof: Proof): Promise<Result<Shell>> {
	const {clock, signal, where} = proof;
	return new Promise(resolve => {
		const search = searchFor(`${proof.nonce}\n`);
		const settle = (result: Result<Shell>): void => {
			release();
			if (!result.ok) {
				channel.close();
			}

			resolve(result);
		};
		const onData = (chunk: Buffer): void => {
			const rest = search.push(chunk);
			if (rest !== undefined) {
				channel.output.pause();
				settle(succeeded(shellOver(channel, {clock, where, first: rest})));
			} else if (search.seenBytes() > mostNoiseBytes) {
				settle(failed({kind: 'tooLarge', where, limitBytes: mostNoiseBytes}));
			}
		};
		const onAbort = (): void => settle(failed({kind: 'cancelled', where}));
		const stopTimer = clock.startTimer(proof.deadlineMs, () =>
			settle(failed({kind: 'timedOut', where, afterMs: proof.deadlineMs})),
		);
		const stopNudging = nudge(channel.input, clock);
		let isOver = false;
		const release = (): void => {
			isOver = true;
			stopTimer();
			stopNudging();
			signal.removeEventListener('abort', onAbort);
			channel.output.off('data', onData);
		};

		// A write that comes too late is no failure of its own: `ended` tells the story.
		channel.input.on('error', () => undefined);
		channel.output.on('error', () => undefined);
		signal.addEventListener('abort', onAbort, {once: true});
		channel.output.on('data', onData);
		void channel.ended.then(end => {
			if (!isOver) {
				settle(failed(failureOf(end, where)));
			}
		});
		if (signal.aborted) {
			onAbort();
		}
	});
}

/** Without a status it was a signal that ended it, as of a node that shuts down: it may come back. */
function failureOf(end: ShellEnd, where: string): Failure {
	if (end.reason === 'lost') {
		return end.failure;
	}

	return end.exitCode === undefined
		? {kind: 'unreachable', where, reason: 'its shell was ended before it answered'}
		: {kind: 'restrictedShell', where};
}

function nudge(input: Writable, clock: Clock): () => void {
	let cancel = clock.startTimer(nudgeMs, again);
	function again(): void {
		if (input.writable) {
			input.write('\n');
		}

		cancel = clock.startTimer(nudgeMs, again);
	}

	return () => cancel();
}

/** Finds a text in pieces, and hands over what follows it. */
function searchFor(text: string) {
	let tail = '';
	let seen = 0;
	return {
		seenBytes: () => seen,
		push(chunk: Buffer): Buffer | undefined {
			const bytes = tail + chunk.toString('latin1');
			seen += chunk.length;
			const position = bytes.indexOf(text);
			tail = bytes.slice(1 - text.length);
			return position === -1
				? undefined
				: Buffer.from(bytes.slice(position + text.length), 'latin1');
		},
	};
}
