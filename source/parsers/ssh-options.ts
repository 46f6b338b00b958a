/**
 * `ssh -G HOST`: every option of ssh(1) for one host, after Include, Match and Host; a keyword in lower case and its
 * value a line, keywords of lists once for each value. Paths of keys and certificates keep `~` and `%h` as written,
 * those of known_hosts files are expanded and stand in one line.
 *
 *     hostname 192.168.1.11
 *     identityfile ~/.ssh/id_ed25519
 *     userknownhostsfile /home/pi/.ssh/known_hosts /home/pi/.ssh/known_hosts2
 *
 * https://man.openbsd.org/ssh_config
 */
import type {Parsed} from '../domain/parsed.ts';
import {linesOf} from './lines.ts';
import {createProblemList, type ProblemList} from './problem-list.ts';

export type SshOptions = {
	readonly hostName: string | undefined;
	readonly port: number | undefined;
	readonly user: string | undefined;
	/** As written, in order of preference. */
	readonly identityFiles: readonly string[];
	readonly certificateFiles: readonly string[];
	readonly isIdentitiesOnly: boolean;
	/** `none`, `SSH_AUTH_SOCK`, `$VARIABLE` or a path; undefined: not set. */
	readonly identityAgent: string | undefined;
	/** `[user@]host[:port]` with commas. */
	readonly proxyJump: string | undefined;
	readonly proxyCommand: string | undefined;
	readonly hostKeyAlias: string | undefined;
	readonly userKnownHostsFiles: readonly string[];
	readonly globalKnownHostsFiles: readonly string[];
	readonly revokedHostKeysFile: string | undefined;
	readonly hostKeyAlgorithms: readonly string[];
	readonly allowsGssapi: boolean;
	readonly allowsHostBased: boolean;
	/** Both PubkeyAuthentication and PreferredAuthentications let keys be offered. */
	readonly allowsPublicKeys: boolean;
	readonly pkcs11Provider: string | undefined;
};

const source = 'ssh -G';

/** Keywords that are not listed here say nothing to us; an older ssh leaves some out. */
export function parseSshOptions(text: string): Parsed<SshOptions> {
	const problems = createProblemList(source);
	const values = readValues(text, problems);
	const all = (keyword: string): readonly string[] => (values.get(keyword) ?? []).filter(isSet);
	const one = (keyword: string): string | undefined => all(keyword)[0];
	const preferred = one('preferredauthentications');
	return {
		value: {
			hostName: one('hostname'),
			port: readPort(one('port'), problems),
			user: one('user'),
			identityFiles: all('identityfile'),
			certificateFiles: all('certificatefile'),
			isIdentitiesOnly: isYes(one('identitiesonly')),
			identityAgent: values.get('identityagent')?.[0],
			proxyJump: one('proxyjump'),
			proxyCommand: one('proxycommand'),
			hostKeyAlias: one('hostkeyalias'),
			userKnownHostsFiles: splitPaths(one('userknownhostsfile')),
			globalKnownHostsFiles: splitPaths(one('globalknownhostsfile')),
			revokedHostKeysFile: one('revokedhostkeys'),
			hostKeyAlgorithms: splitList(one('hostkeyalgorithms')),
			allowsGssapi: isYes(one('gssapiauthentication')),
			allowsHostBased: isYes(one('hostbasedauthentication')),
			allowsPublicKeys:
				!isNo(one('pubkeyauthentication')) &&
				(preferred === undefined || splitList(preferred).includes('publickey')),
			pkcs11Provider: one('pkcs11provider'),
		},
		problems: problems.problems,
	};
}

function readValues(text: string, problems: ProblemList): ReadonlyMap<string, readonly string[]> {
	const values = new Map<string, string[]>();
	for (const line of linesOf(text)) {
		const [, keyword = '', value = ''] = /^([a-z0-9]+)(?:\s+(.*))?$/i.exec(line) ?? [];
		if (keyword === '') {
			problems.add(line, 'not a keyword and a value');
		} else if (value !== '') {
			const known = values.get(keyword.toLowerCase());
			if (known === undefined) {
				values.set(keyword.toLowerCase(), [value]);
			} else {
				known.push(value);
			}
		}
	}

	return values;
}

/** `none` takes back what an option would name. */
function isSet(value: string): boolean {
	return value.toLowerCase() !== 'none';
}

function isYes(value: string | undefined): boolean {
	return value === 'yes' || value === 'true';
}

/** PubkeyAuthentication also knows `unbound` and `host-bound`, which are kinds of yes. */
function isNo(value: string | undefined): boolean {
	return value === 'no' || value === 'false';
}

function readPort(value: string | undefined, problems: ProblemList): number | undefined {
	if (value === undefined) {
		return undefined;
	}

	const port = /^\d{1,5}$/.test(value) ? Number(value) : 0;
	if (port >= 1 && port <= 65_535) {
		return port;
	}

	problems.add(`port ${value}`, 'not a port');
	return undefined;
}

function splitList(value: string | undefined): readonly string[] {
	return (value ?? '').split(',').filter(name => name !== '');
}

/** A path with a space is printed without quotes: what does not begin like a path goes on with the one before. */
function splitPaths(value: string | undefined): readonly string[] {
	return (value ?? '').split(/ (?=[/~%$]|none$)/).filter(path => path !== '' && isSet(path));
}
