/**
 * ssh_config(5): the names that stand literally behind `Host`, and the files that are included.
 *
 *     Include ~/.ssh/rack/*.conf
 *     Host gpu-01 gpu-02 !gpu-09 *.lan
 *     	HostName 192.168.1.21
 *
 * https://man.openbsd.org/ssh_config
 */
import {isHostName} from '../domain/grammar.ts';
import type {HostName} from '../domain/ids.ts';
import type {Parsed} from '../domain/parsed.ts';
import {linesOf} from './lines.ts';
import {createProblemList} from './problem-list.ts';

/** In the order of the file, since an included file stands where it is named. */
export type SshConfigEntry =
	| {readonly kind: 'host'; readonly alias: HostName}
	/** A path or a pattern, as written. */
	| {readonly kind: 'include'; readonly pattern: string};

/**
 * Whether a `Match`, or a `Host` around an `Include`, lets it count is for `ssh -G` to say. Patterns and negations name
 * no host; a name that may not stand in an argument list is a problem.
 */
export function parseSshConfigHosts(text: string, file: string): Parsed<readonly SshConfigEntry[]> {
	const problems = createProblemList(file);
	const entries: SshConfigEntry[] = [];
	for (const line of linesOf(text)) {
		const [, keyword = '', rest = ''] = /^(host|include)(?:\s*=\s*|\s+)(.*)$/i.exec(line) ?? [];
		const words = keyword === '' ? [] : wordsOf(rest);
		if (words === undefined) {
			problems.add(line, 'a quote without its end');
		} else if (keyword.toLowerCase() === 'include') {
			entries.push(...words.map(pattern => ({kind: 'include', pattern}) as const));
		} else {
			const literal = words.filter(word => !/[*?!]/.test(word));
			const aliases = literal.filter(isHostName);
			entries.push(...aliases.map(alias => ({kind: 'host', alias}) as const));
			if (aliases.length < literal.length) {
				problems.add(line, 'a name with characters that no host has');
			}
		}
	}

	return {value: entries, problems: problems.problems};
}

/** Words with blanks in double quotes; what follows a `#` is a comment. Undefined for a quote left open. */
function wordsOf(text: string): readonly string[] | undefined {
	const words: string[] = [];
	for (const [word, quoted] of text.matchAll(/"([^"]*)"|[^\s"]+|"/g)) {
		if (word === '"') {
			return undefined;
		}

		if (quoted === undefined && word.startsWith('#')) {
			break;
		}

		words.push(quoted ?? word);
	}

	return words.filter(word => word !== '');
}
