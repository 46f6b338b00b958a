import {Buffer} from 'node:buffer';
import type {Failure} from '../../domain/failure.ts';
import type {KnownHostsEntry} from '../../domain/known-hosts.ts';
import type {SshTarget} from '../../domain/ssh-target.ts';
import {parseKnownHosts} from '../../parsers/known-hosts.ts';
import type {ChannelRefusal} from '../../parsers/ssh-channel-log.ts';
import {parseSshStderr, type SshProblem} from '../../parsers/ssh-stderr.ts';
import {lookupNames, recordingFiles} from '../../rules/host-key.ts';
import {readTextFile} from '../read-text-file.ts';
import {fingerprintOf, readRecords} from './host-keys.ts';
import {forwardingRefused} from './sshd-refusal.ts';

/** The failure that the last words of the system's ssh stand for; where the line of a key is wanted, it is looked up. */
export async function failureOfSystem(stderr: string, target: SshTarget): Promise<Failure> {
	const problem = parseSshStderr(stderr);
	const {where, user} = target;
	switch (problem.kind) {
		case 'authFailed':
			return {kind: 'authFailed', where, user};
		case 'hostKeyChanged':
			return mismatch(problem, target, await keyInLine(problem.file, problem.line));
		case 'hostKeyRevoked':
			return mismatch(problem, target, await revokedKey(problem, target));
		case 'timedOut':
			return {kind: 'timedOut', where, afterMs: undefined};
		default:
			return {...problem, where};
	}
}

/** Why a stream or a session over a master was refused. */
export function failureOfRefusal(refusal: ChannelRefusal, where: string): Failure {
	switch (refusal.kind) {
		case 'denied':
			return {kind: 'denied', where, reason: forwardingRefused};
		case 'timedOut':
			return {kind: 'timedOut', where, afterMs: undefined};
		default:
			return {...refusal, where};
	}
}

type ShownKey = Extract<SshProblem, {kind: 'hostKeyRevoked' | 'hostKeyChanged'}>;
type Recorded = Extract<Failure, {kind: 'hostKeyMismatch'}>['recorded'];

async function mismatch(
	{keyType, fingerprint}: ShownKey,
	target: SshTarget,
	recorded: Recorded,
): Promise<Failure> {
	const {first: name} = lookupNames(target);
	const records = await readRecords(target);
	const files = recorded.isRevoked ? [] : [recorded.file];
	if (records.ok && !recorded.isRevoked) {
		files.push(...recordingFiles(records.value).filter(file => file !== recorded.file));
	}

	const {where} = target;
	return {kind: 'hostKeyMismatch', where, keyType, fingerprint, name, files, recorded};
}

async function keyInLine(file: string, line: number): Promise<Recorded> {
	const entry = (await entriesOf(file)).find(other => other.line === line);
	const fingerprint = entry === undefined ? undefined : fingerprintOfEntry(entry);
	return {file, line, isRevoked: false, fingerprint};
}

/** ssh names the list of revoked keys, whose lines it does not tell, and not the known_hosts file. */
async function revokedKey(
	{file, fingerprint}: Extract<SshProblem, {kind: 'hostKeyRevoked'}>,
	{knownHostsFiles}: SshTarget,
): Promise<Recorded> {
	if (file !== undefined) {
		return {file, line: 1, isRevoked: true, fingerprint};
	}

	for (const path of knownHostsFiles) {
		const entry = (await entriesOf(path)).find(
			other => other.marker === 'revoked' && fingerprintOfEntry(other) === fingerprint,
		);
		if (entry !== undefined) {
			return {file: path, line: entry.line, isRevoked: true, fingerprint};
		}
	}

	return {file: knownHostsFiles[0] ?? 'known_hosts', line: 1, isRevoked: true, fingerprint};
}

const mostBytes = 2 ** 24;

async function entriesOf(file: string): Promise<readonly KnownHostsEntry[]> {
	const text = await readTextFile(file, mostBytes);
	return text.ok ? parseKnownHosts(text.value, file).value.entries : [];
}

function fingerprintOfEntry({key}: KnownHostsEntry): string {
	return fingerprintOf(Buffer.from(key.base64, 'base64'));
}
