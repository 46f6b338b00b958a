/** The hosts that the person has given names to: what `clusterdeck init` proposes. */
import type {HostName} from '../domain/ids.ts';
import type {Parsed, ParseProblem} from '../domain/parsed.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {parseSshConfigHosts} from '../parsers/ssh-config-hosts.ts';
import {expandSshPath} from '../parsers/ssh-path.ts';
import {expandGlob} from '../transport/expand-glob.ts';
import {ownAccount} from '../transport/own-account.ts';
import {readTextFile} from '../transport/read-text-file.ts';

export type SshConfigQuestion = {
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Undefined: ~/.ssh/config. */
	readonly sshConfigFile: string | undefined;
};

const mostFiles = 256;
/** As ssh: READCONF_MAX_DEPTH. */
const mostDepth = 16;
const mostBytes = 1_048_576;

/**
 * The aliases of ~/.ssh/config and what it includes, in their order, each once. No such file: none. Failures: those of
 * reading it; what cannot be read of the files it includes is a problem.
 */
export async function listSshHosts({
	env,
	sshConfigFile,
}: SshConfigQuestion): Promise<Result<Parsed<readonly HostName[]>>> {
	const {home} = ownAccount(env);
	const folder = `${home}/.ssh`;
	const file = sshConfigFile ?? `${folder}/config`;
	const text = await readTextFile(file, mostBytes);
	if (!text.ok) {
		return text.failure.kind === 'missing' && sshConfigFile === undefined
			? succeeded({value: [], problems: []})
			: failed(text.failure);
	}

	const hosts = new Set<HostName>();
	const problems: ParseProblem[] = [];
	let files = 1;

	async function collect(path: string, content: string, depth: number): Promise<void> {
		const parsed = parseSshConfigHosts(content, path);
		problems.push(...parsed.problems);
		for (const entry of parsed.value) {
			if (entry.kind === 'host') {
				hosts.add(entry.alias);
			} else if (depth >= mostDepth) {
				problems.push({source: path, line: entry.pattern, reason: 'included too deep'});
			} else {
				await include(path, entry.pattern, depth);
			}
		}
	}

	async function include(from: string, pattern: string, depth: number): Promise<void> {
		const expanded = expandSshPath(pattern, {home, tokens: {}, env});
		const absolute = expanded?.startsWith('/') ? expanded : `${folder}/${expanded}`;
		for (const path of expanded === undefined ? [] : await expandGlob(absolute, mostFiles)) {
			files += 1;
			if (files > mostFiles) {
				problems.push({source: from, line: pattern, reason: `more than ${mostFiles} files`});
				return;
			}

			const included = await readTextFile(path, mostBytes);
			if (included.ok) {
				await collect(path, included.value, depth + 1);
			} else {
				problems.push({source: from, line: path, reason: `not read (${included.failure.kind})`});
			}
		}
	}

	await collect(file, text.value, 0);
	return succeeded({value: [...hosts], problems});
}
