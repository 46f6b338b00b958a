import type {Clock} from '../../domain/clock.ts';
import type {Failure} from '../../domain/failure.ts';
import {type Result, succeeded} from '../../domain/result.ts';
import type {ShellEnd} from '../../domain/shell.ts';
import {type ProcessEnd, type StartedProcess, startProcess} from '../start-process.ts';
import {sessionArguments} from './master-arguments.ts';
import type {ShellChannel} from './shell-over.ts';
import {sessionRefused} from './sshd-refusal.ts';
import type {Master} from './start-master.ts';
import {whenLost} from './when-lost.ts';

export type OverMaster = {
	readonly master: Master;
	/** As failures name the node. */
	readonly where: string;
	readonly clock: Clock;
};

/** ssh's own exit code when something is wrong; also that of a remote command which a signal ended. */
const sshFailed = 255;
/** A master that dies takes its sessions with it, which may be seen first. */
const graceMs = 250;
const mostCharacters = 4096;

/** Runs a command on the node in a session over the master: no new login, and none where the master is dead. */
export async function openSystemSession(
	command: string,
	over: OverMaster,
): Promise<Result<ShellChannel>> {
	const started = await startProcess({
		argv: ['ssh', ...sessionArguments(over.master.socket), command],
	});
	return started.ok ? succeeded(channelOf(started.value, over)) : started;
}

function channelOf(process: StartedProcess, over: OverMaster): ShellChannel {
	let said = '';
	// The command's own stderr comes here too, and is drained.
	process.stderr.setEncoding('latin1').on('data', (text: string) => {
		said = (said + text).slice(-mostCharacters);
	});
	return {
		input: process.stdin,
		output: process.stdout,
		ended: process.ended.then(end => shellEndOf(end, () => said, over)),
		close: process.kill,
	};
}

async function shellEndOf(
	{exitCode}: ProcessEnd,
	said: () => string,
	{master, where, clock}: OverMaster,
): Promise<ShellEnd> {
	if (exitCode !== sshFailed) {
		return {reason: 'exited', exitCode};
	}

	if (/^mux_client_request_session: .*session request failed/m.test(said())) {
		return {reason: 'lost', failure: {kind: 'denied', where, reason: sessionRefused}};
	}

	const lost = await within(master.ended, graceMs, clock);
	if (lost !== undefined) {
		return {reason: 'lost', failure: lost};
	}

	return /^(kex_exchange_identification|mux_client_\w+): /m.test(said())
		? {reason: 'lost', failure: {kind: 'unreachable', where, reason: 'ssh lost its connection'}}
		: {reason: 'exited', exitCode: undefined};
}

/** Undefined when it has not settled by then. */
function within(failure: Promise<Failure>, limitMs: number, clock: Clock) {
	return new Promise<Failure | undefined>(resolve => {
		const stopTimer = clock.startTimer(limitMs, () => {
			leave();
			resolve(undefined);
		});
		const leave = whenLost(failure, settled => {
			stopTimer();
			resolve(settled);
		});
	});
}
