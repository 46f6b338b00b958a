/**
 * The file that RevokedHostKeys names, as text: one public key a line.
 *
 *     # stolen with the laptop
 *     ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAnhwfVeiLLrM5qN+xhPCivUGltZVVPpjLDVgqfPU2KJ
 *     ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC... root@old
 *
 * ssh_config(5) under RevokedHostKeys, https://man.openbsd.org/ssh_config#RevokedHostKeys
 */
import type {RecordedKey} from '../domain/known-hosts.ts';
import type {Parsed} from '../domain/parsed.ts';
import {createProblemList} from './problem-list.ts';
import {parseSshPublicKey} from './ssh-public-key.ts';

/** `line` counts from 1. */
export type RevokedKey = {readonly line: number; readonly key: RecordedKey};

/** One problem is enough to trust no key, as OpenSSH does: the line may have been the one that counts. */
export function parseRevokedKeys(text: string, source: string): Parsed<readonly RevokedKey[]> {
	const problems = createProblemList(source);
	const keys: RevokedKey[] = [];
	for (const [index, line] of text.split('\n').entries()) {
		const [type, base64] = line.split(/[ \t]+/).filter(field => field !== '' && field !== '\r');
		const key = parseSshPublicKey(type, base64);
		if (key !== undefined) {
			keys.push({line: index + 1, key});
		} else if (type !== undefined && !type.startsWith('#')) {
			problems.add(line, `line ${index + 1}: not a public key`);
		}
	}

	return {value: keys, problems: problems.problems};
}
