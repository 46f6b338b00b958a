import {Duplex, type Readable} from 'node:stream';
import type {Clock} from '../../domain/clock.ts';
import type {Failure} from '../../domain/failure.ts';
import {failed, type Result, succeeded} from '../../domain/result.ts';
import {type StartedProcess, startProcess} from '../start-process.ts';
import {answerOf} from './answer-of.ts';
import {streamArguments} from './master-arguments.ts';
import type {Address} from './node-link.ts';
import {failureOfRefusal} from './system-failure.ts';
import type {OverMaster} from './system-shell.ts';
import {whenLost} from './when-lost.ts';

/** A stream may take so long to open. */
const openMs = 10_000;
/** The master says why before the one who asked hears that it was refused, but on another pipe. */
const graceMs = 250;
/** The end of a master is seen so much later than that of its streams, at most. */
const noticeMs = 20;

/**
 * A TCP stream from the node, in a process of its own over the master. Failures: `refused`, `denied`, `timedOut`,
 * `unreachable`, `rejected` (no address), `cancelled`.
 */
export async function openSystemStream(
	address: Address,
	over: OverMaster,
	signal: AbortSignal,
): Promise<Result<Duplex>> {
	const where = `${over.where} -> ${textOf(address)}`;
	if (!isAddress(address)) {
		return failed({kind: 'rejected', where, reason: 'it is no host name or address with a port'});
	}

	const {master, clock} = over;
	const {refused, forget} = master.log.expectStream(address);
	const started = await startProcess({
		argv: ['ssh', ...streamArguments(master.socket, textOf(address))],
	});
	if (!started.ok) {
		forget();
		return started;
	}

	const process = started.value;
	const lost = endOf(process, {master, refused, where, clock});
	const opened = await answerOf<true>(
		answer => whenOpen(process.stderr, () => answer(undefined, true)),
		{
			...{clock, signal, where, lost},
			limitMs: openMs,
			discard: () => process.kill(),
			failureOf: error => ({kind: 'unreachable', where, reason: error.message}),
		},
	);
	forget();
	if (!opened.ok) {
		process.kill();
		return opened;
	}

	return succeeded(streamOver(process, over));
}

function textOf({host, port}: Address): string {
	return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function isAddress({host, port}: Address): boolean {
	return /^[\w.:%-]+$/.test(host) && Number.isInteger(port) && port >= 1 && port <= 65_535;
}

function whenOpen(stderr: Readable, tell: () => void): void {
	let line = '';
	stderr.setEncoding('latin1').on('data', (text: string) => {
		const lines = (line + text).split('\n');
		line = (lines.pop() ?? '').slice(-200);
		if (
			lines.some(each => /^debug1: mux_client_request_stdio_fwd: master session id: /.test(each))
		) {
			tell();
		}
	});
}

type Ending = {
	readonly master: OverMaster['master'];
	readonly refused: ReturnType<OverMaster['master']['log']['expectStream']>['refused'];
	readonly where: string;
	readonly clock: Clock;
};

/** Why it ended before it was open. */
async function endOf(
	process: StartedProcess,
	{master, refused, where, clock}: Ending,
): Promise<Failure> {
	await process.ended;
	return new Promise(resolve => {
		const settle = (failure: Failure): void => {
			stopTimer();
			leave();
			resolve(failure);
		};
		const stopTimer = clock.startTimer(graceMs, () =>
			settle({kind: 'unreachable', where, reason: 'ssh opened no stream'}),
		);
		const leave = whenLost(master.ended, settle);
		void refused.then(refusal => settle(failureOfRefusal(refusal, where)));
	});
}

/** HTTP clients set options of sockets that a process does not have and does not need. */
function streamOver(process: StartedProcess, over: OverMaster): Duplex {
	const {stdin, stdout} = process;
	const stream = new Duplex({
		read: () => void stdout.resume(),
		write: (chunk, _encoding, done) => void stdin.write(chunk, done),
		final: done => void stdin.end(done),
		destroy(error, done) {
			process.kill();
			done(error);
		},
	});
	// It may end between two who use it, when nobody listens: that must not end this program.
	stream.on('error', () => undefined);
	stdout.on('data', chunk => {
		if (!stream.push(chunk)) {
			stdout.pause();
		}
	});
	stdout.once('end', () => void finish(stream, process, over));
	const nothing = (): Duplex => stream;
	return Object.assign(stream, {
		setNoDelay: nothing,
		setKeepAlive: nothing,
		setTimeout: nothing,
		ref: nothing,
		unref: nothing,
	});
}

/**
 * A lost connection is an error, so that nobody takes half an answer for a whole one. The process that passes it on ends
 * in the same way as after a whole one; only the master's end tells.
 */
async function finish(stream: Duplex, {ended}: StartedProcess, over: OverMaster): Promise<void> {
	await new Promise<void>(resolve => {
		over.clock.startTimer(noticeMs, resolve);
	});
	if (over.master.hasExited()) {
		stream.destroy(new Error('the ssh connection was lost'));
	} else if (!stream.destroyed) {
		stream.once('end', () => void ended.then(() => stream.destroy()));
		stream.push(null);
	}
}
