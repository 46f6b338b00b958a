import {rmSync} from 'node:fs';
import {mkdtemp} from 'node:fs/promises';
import {join} from 'node:path';
import type {Clock} from '../../domain/clock.ts';
import type {Failure} from '../../domain/failure.ts';
import {failed, type Result, succeeded} from '../../domain/result.ts';
import type {SshTarget} from '../../domain/ssh-target.ts';
import {failureOfError} from '../failure-of-error.ts';
import {settledWithin} from '../settled-within.ts';
import {type ProcessEnd, type StartedProcess, startProcess} from '../start-process.ts';
import {answerOf} from './answer-of.ts';
import {followMaster, type MasterLog} from './follow-master.ts';
import {
	authenticatedWord,
	masterArguments,
	socketArgument,
	viaVariable,
} from './master-arguments.ts';
import {failureOfRefusal, failureOfSystem} from './system-failure.ts';

export type SystemWorld = {
	readonly clock: Clock;
	/** As `ssh -F`; undefined: the person's own configuration, and the system's. */
	readonly sshConfigFile: string | undefined;
	/** Clusterdeck's own known_hosts file, beside those of ssh. */
	readonly ownKnownHosts: string;
	/** A folder of ours, 0700, with a short name: a socket's path has at most 103 bytes. */
	readonly runtimeFolder: string;
};

/** One login of the system's ssh, which carries sessions and streams for others until it ends. */
export type Master = {
	readonly socket: string;
	readonly log: MasterLog;
	readonly hasExited: () => boolean;
	/** Settles once, soon after its exit, with the reason. */
	readonly ended: Promise<Failure>;
	/** Ends it with all that goes over it; its socket is gone when this returns. */
	readonly close: () => void;
};

export type StartMaster = {
	readonly signal: AbortSignal;
	readonly deadlineMs: number;
	/** The hop before it; undefined: there is none. */
	readonly via: Master | undefined;
};

/**
 * Nothing of it may outlive this program, also when that is killed: a guard waits for the end of our pipe, then ends its
 * whole group. What is run is the argument list that follows the folder, which is removed.
 */
const guarded = `exec 3<&0 </dev/null
(trap "" TERM; read -r _ <&3; rm -rf -- "$1"; kill -s KILL 0) >/dev/null 2>&1 &
shift
exec "$@" 3<&-`;

/** Of sun_path on macOS, which is shorter than that of Linux; with its NUL. */
const mostSocketBytes = 104;
/** ssh first listens under the same name with so many characters more. */
const temporaryCharacters = 17;
const notFound = 127;
/** Its children may hold stderr open. */
const graceMs = 250;

/**
 * Logs in with the system's ssh and its configuration: certificates, ProxyCommand, FIDO keys, GSSAPI. It asks nobody
 * anything. Failures: all that ssh can say (parsers/ssh-stderr.ts), `unsupported` without ssh, `timedOut`, `cancelled`.
 */
export async function startMaster(
	target: SshTarget,
	{signal, deadlineMs, via}: StartMaster,
	world: SystemWorld,
): Promise<Result<Master>> {
	const folder = await makeFolder(world.runtimeFolder);
	if (!folder.ok) {
		return folder;
	}

	const socket = join(folder.value, 's');
	const place = {...world, socket, connectTimeoutMs: deadlineMs, isVia: via !== undefined};
	const process = await startProcess({
		argv: [
			...(['/bin/sh', '-c', guarded, 'sh', folder.value, 'ssh'] as const),
			...masterArguments(target, place),
		],
		env: viaEnvironment(via),
	});
	if (!process.ok) {
		removeFolder(folder.value);
		return process;
	}

	const master = masterOf(process.value, {
		socket,
		folder: folder.value,
		target,
		via,
		clock: world.clock,
	});
	const ready = await untilReady(process.value, master, {
		...{signal, clock: world.clock, where: target.where},
		limitMs: deadlineMs,
	});
	if (!ready.ok) {
		master.close();
	}

	return ready;
}

/** What ssh is told beside its arguments: the hop before it, and that nobody is there to be asked. */
export function viaEnvironment(via: Master | undefined): Record<string, string | undefined> {
	return {
		[viaVariable]: via === undefined ? undefined : socketArgument(via.socket),
		SSH_ASKPASS_REQUIRE: 'never',
	};
}

export function noSsh(where: string): Failure {
	const reason = 'the program ssh is not there. Install it: apt install openssh-client.';
	return {kind: 'unsupported', where, reason};
}

async function makeFolder(runtimeFolder: string): Promise<Result<string>> {
	try {
		const folder = await mkdtemp(join(runtimeFolder, 's-'));
		const length = join(folder, 's').length + temporaryCharacters;
		if (length < mostSocketBytes) {
			return succeeded(folder);
		}

		removeFolder(folder);
		const reason = 'its name is too long for a socket in it. Set XDG_RUNTIME_DIR to a shorter one.';
		return failed({kind: 'rejected', where: runtimeFolder, reason});
	} catch (error) {
		return failed(failureOfError(error, runtimeFolder));
	}
}

function removeFolder(folder: string): void {
	rmSync(folder, {recursive: true, force: true});
}

type Parts = {
	readonly socket: string;
	readonly folder: string;
	readonly target: SshTarget;
	readonly via: Master | undefined;
	readonly clock: Clock;
};

function masterOf(process: StartedProcess, parts: Parts): Master {
	const {socket, folder, target, via, clock} = parts;
	const log = followMaster(process.stderr);
	let hasExited = false;
	const isSaid = new Promise(resolve => {
		process.stderr.once('close', resolve);
	});
	return {
		socket,
		log,
		hasExited: () => hasExited,
		ended: process.ended.then(async end => {
			hasExited = true;
			removeFolder(folder);
			await settledWithin(isSaid, graceMs, clock);
			return failureOfEnd(end, {log, target, via});
		}),
		close() {
			process.kill();
			removeFolder(folder);
		},
	};
}

type Ended = Pick<Parts, 'target' | 'via'> & {readonly log: MasterLog};

function failureOfEnd(
	{exitCode, signal}: ProcessEnd,
	{log, target, via}: Ended,
): Promise<Failure> | Failure {
	const {where} = target;
	if (exitCode === notFound) {
		return noSsh(where);
	}

	if (signal !== undefined) {
		return {kind: 'unreachable', where, reason: `ssh was ended by ${signal}`};
	}

	// ssh knows of the hop before it only that it was no way.
	const refusal = via?.log.lastRefusal();
	return refusal === undefined
		? failureOfSystem(log.said(), target)
		: failureOfRefusal(refusal, where);
}

type Waiting = {
	readonly signal: AbortSignal;
	readonly clock: Clock;
	readonly where: string;
	readonly limitMs: number;
};

function untilReady(
	{stdout}: StartedProcess,
	master: Master,
	waiting: Waiting,
): Promise<Result<Master>> {
	return answerOf<Master>(
		answer => {
			let said = '';
			stdout.setEncoding('latin1').on('data', (text: string) => {
				said = (said + text).slice(-authenticatedWord.length - 1);
				if (said.trimEnd().endsWith(authenticatedWord)) {
					answer(undefined, master);
				}
			});
		},
		{
			...waiting,
			lost: master.ended,
			discard: late => late.close(),
			failureOf: error => ({
				kind: 'unreachable',
				where: waiting.where,
				reason: error.message,
			}),
		},
	);
}
