import {Buffer} from 'node:buffer';
import {rmSync} from 'node:fs';
import {mkdtemp} from 'node:fs/promises';
import {join} from 'node:path';
import type {Failure} from '../../domain/failure.ts';
import {failed, type Result, succeeded} from '../../domain/result.ts';
import type {SshTarget} from '../../domain/ssh-target.ts';
import {parseKnownHosts} from '../../parsers/known-hosts.ts';
import {failureOfError} from '../failure-of-error.ts';
import {readTextFile} from '../read-text-file.ts';
import {type Finished, runProcess} from '../run-process.ts';
import {keyArguments} from './master-arguments.ts';
import {noSsh, type SystemWorld, viaEnvironment} from './start-master.ts';
import {failureOfSystem} from './system-failure.ts';
import {openWay, type Way} from './system-way.ts';

export type OfferedHostKey = {
	/** `ssh-ed25519` */
	readonly keyType: string;
	/** As it comes over the wire. */
	readonly key: Uint8Array;
};

export type FetchHostKey = {
	readonly signal: AbortSignal;
	/** For the hops before it too. */
	readonly deadlineMs: number;
};

const mostBytes = 262_144;

/**
 * The key that a host shows now, where only the system's ssh finds the way to it: it is written to a file of ours, and
 * no way to log in is tried. Whoever asked shows its fingerprint to a person before it is believed.
 *
 * Failures: those of ssh (parsers/ssh-stderr.ts), of a hop, `unsupported` without ssh, `timedOut`, `cancelled`.
 */
export async function fetchHostKeyBySystem(
	target: SshTarget,
	{signal, deadlineMs}: FetchHostKey,
	world: SystemWorld,
): Promise<Result<OfferedHostKey>> {
	const untilMs = world.clock.monotonicMs() + deadlineMs;
	const way = await openWay(target.jumps, {signal, untilMs}, world);
	if (!way.ok) {
		return way;
	}

	try {
		const folder = await mkdtemp(join(world.runtimeFolder, 'k-'));
		try {
			const file = join(folder, 'known_hosts');
			return await ask(target, {file, signal, untilMs, via: way.value.last}, world);
		} finally {
			rmSync(folder, {recursive: true, force: true});
		}
	} catch (error) {
		return failed(failureOfError(error, world.runtimeFolder));
	} finally {
		way.value.close();
	}
}

type Asking = {
	readonly file: string;
	readonly signal: AbortSignal;
	readonly untilMs: number;
	readonly via: Way['last'];
};

/** At the beginning of a line, where nothing of what a host says can stand. */
const isUnknownOption = /^command-line: line \d+: Bad configuration option: knownhostscommand/im;

async function ask(
	target: SshTarget,
	asking: Asking,
	world: SystemWorld,
): Promise<Result<OfferedHostKey>> {
	const {file, signal} = asking;
	const first = await runSsh(target, {...asking, hasKeyCommand: true}, world);
	const isOld = first.ok && isUnknownOption.test(first.value.stderr) && !(await readKey(file));
	const ended = isOld ? await runSsh(target, {...asking, hasKeyCommand: false}, world) : first;
	// A server that lets everybody in keeps ssh waiting: the key is there all the same.
	const key = signal.aborted ? undefined : await readKey(file);
	return key === undefined ? failed(await failureOf(ended, target)) : succeeded(key);
}

function runSsh(
	target: SshTarget,
	{file, signal, untilMs, via, hasKeyCommand}: Asking & {readonly hasKeyCommand: boolean},
	{clock, sshConfigFile}: SystemWorld,
): Promise<Result<Finished>> {
	const timeoutMs = untilMs - clock.monotonicMs();
	const isVia = via !== undefined;
	const place = {file, hasKeyCommand, sshConfigFile, connectTimeoutMs: timeoutMs, isVia};
	return runProcess(
		{
			argv: ['ssh', ...keyArguments(target, place)],
			env: viaEnvironment(via),
			...{timeoutMs, maxBytes: mostBytes},
		},
		clock,
		signal,
	);
}

async function readKey(file: string): Promise<OfferedHostKey | undefined> {
	const text = await readTextFile(file, mostBytes);
	const [entry] = text.ok ? parseKnownHosts(text.value, file).value.entries : [];
	return entry === undefined
		? undefined
		: {keyType: entry.key.type, key: Buffer.from(entry.key.base64, 'base64')};
}

async function failureOf(ended: Result<Finished>, target: SshTarget): Promise<Failure> {
	const {where} = target;
	if (!ended.ok) {
		return ended.failure.kind === 'missing' ? noSsh(where) : {...ended.failure, where};
	}

	const failure = await failureOfSystem(ended.value.stderr, target);
	return failure.kind === 'authFailed'
		? {kind: 'protocol', where, problem: 'it showed no host key'}
		: failure;
}
