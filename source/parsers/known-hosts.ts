/**
 * known_hosts: an optional marker, the names of hosts, the type of the key, the key, a comment.
 *
 *     pi-1,192.168.1.11 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAnhwfVeiLLrM5qN+xhPCivUGltZVVPpjLDVgqfPU2KJ
 *     |1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC...
 *     @revoked *.lab,!gpu.lab ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAnhwfVeiLLrM5qN+xhPCivUGltZVVPpjLDVgqfPU2KJ stolen
 *
 * sshd(8) under SSH_KNOWN_HOSTS FILE FORMAT, https://man.openbsd.org/sshd.8#SSH_KNOWN_HOSTS_FILE_FORMAT
 */
import {
	type HostPattern,
	inLowerCase,
	type KnownHostsEntry,
	type RecordedNames,
} from '../domain/known-hosts.ts';
import type {Parsed} from '../domain/parsed.ts';
import {createProblemList} from './problem-list.ts';
import {parseSshPublicKey} from './ssh-public-key.ts';

export type KnownHosts = {
	readonly entries: readonly KnownHostsEntry[];
	/** There were more lines than are read, and a revoked key may be among them: nothing may be trusted. */
	readonly isCut: boolean;
};

export const mostKnownHostsLines = 100_000;

/** OpenSSH gives up on the whole line when one of its patterns is longer. */
const longestPattern = 1022;

/**
 * What is not understood never matches anything; it is a problem, whose reason begins with the number of the line. A
 * marker may be followed by a tab, after which OpenSSH overlooks the line: a revoked key stays revoked here.
 */
export function parseKnownHosts(text: string, source: string): Parsed<KnownHosts> {
	const problems = createProblemList(source);
	const entries: KnownHostsEntry[] = [];
	const lines = text.split('\n', mostKnownHostsLines + 2);
	for (const [index, line] of lines.slice(0, mostKnownHostsLines).entries()) {
		const entry = parseLine(line, index + 1);
		if (typeof entry === 'string') {
			problems.add(line, `line ${index + 1}: ${entry}`);
		} else if (entry !== undefined) {
			entries.push(entry);
		}
	}

	const isCut = lines.slice(mostKnownHostsLines).join('\n') !== '';
	if (isCut) {
		problems.add('', `more than ${mostKnownHostsLines} lines`);
	}

	return {value: {entries, isCut}, problems: problems.problems};
}

/** Undefined for a comment; a text says what is wrong. */
function parseLine(line: string, number: number): KnownHostsEntry | string | undefined {
	const fields = fieldsOf(line);
	const [first] = fields;
	if (first === undefined || first.startsWith('#')) {
		return undefined;
	}

	const marker = markerOf(first);
	if (marker === undefined) {
		return 'a marker that is not known';
	}

	const [hosts, type, base64] = marker === 'none' ? fields : fields.slice(1);
	const names = namesOf(hosts);
	if (names === undefined) {
		return 'not the names of hosts';
	}

	const key = parseSshPublicKey(type, base64);
	return key === undefined ? 'not a public key' : {line: number, marker, names, key};
}

/** Separated by spaces and tabs only, and ended by a NUL, as OpenSSH reads it; CRLF is no field. */
function fieldsOf(line: string): readonly string[] {
	const [text = ''] = line.split('\0', 1);
	return (
		text
			.slice(0, text.endsWith('\r') ? -1 : undefined)
			// One at a time: a run of four million is more than the engine keeps to go back to.
			.split(/[ \t]/)
			.filter(field => field !== '')
	);
}

function markerOf(field: string): KnownHostsEntry['marker'] | undefined {
	switch (field) {
		case '@cert-authority':
			return 'certAuthority';
		case '@revoked':
			return 'revoked';
		default:
			return field.startsWith('@') ? undefined : 'none';
	}
}

function namesOf(hosts: string | undefined): RecordedNames | undefined {
	if (hosts === undefined || hosts.startsWith('@')) {
		return undefined;
	}

	if (hosts.startsWith('|')) {
		const [, salt, hash] = hashedPattern.exec(hosts) ?? [];
		return salt === undefined || hash === undefined ? undefined : {kind: 'hashed', salt, hash};
	}

	const patterns = hosts.split(',').map(patternOf);
	return patterns.some(({glob}) => glob.length > longestPattern)
		? undefined
		: {kind: 'patterns', patterns};
}

/** Twice 20 bytes in base64. OpenSSH compares the texts, so that no other way to write them matches. */
const hashedPattern =
	/^\|1\|([A-Za-z0-9+/]{26}[AEIMQUYcgkosw048]=)\|([A-Za-z0-9+/]{26}[AEIMQUYcgkosw048]=)$/;

function patternOf(text: string): HostPattern {
	const isNegated = text.startsWith('!');
	return {glob: inLowerCase(isNegated ? text.slice(1) : text), isNegated};
}
