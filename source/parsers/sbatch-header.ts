import type {SbatchOption} from '../domain/submission.ts';
import {flagsOfSbatch, longNames, optionalValues} from './sbatch-options.ts';

/** As many lines as sbatch itself would have to read; a script of megabytes has its head in the first. */
const mostLines = 2000;

/**
 * The options in the head of a script for sbatch: up to its first command. In the order in which they stand; of one that
 * stands twice the last holds.
 *
 *     #!/bin/bash
 *     #SBATCH --time=1:00:00 -N 2   # two nodes
 *     #SBATCH -J "my job"
 *
 * https://slurm.schedmd.com/sbatch.html (DESCRIPTION)
 */
export function parseSbatchHeader(text: string): readonly SbatchOption[] {
	const options: SbatchOption[] = [];
	const lines = text.split('\n', mostLines);
	for (const [index, line] of lines.entries()) {
		const head = /^#SBATCH(\s.*)$/.exec(line);
		if (head !== null) {
			const words = wordsOf(head[1] ?? '');
			// What follows is about another part of a heterogeneous job.
			if (words[0] === 'hetjob' || words[0] === 'packjob') {
				break;
			}

			options.push(...optionsOf(words).map(option => ({...option, line: index + 1})));
		} else if (!/^\s*(#|$)/.test(line)) {
			break;
		}
	}

	return options.filter(
		({name}, index) => !options.slice(index + 1).some(later => later.name === name),
	);
}

const wordPattern = /(?:"(?:\\.|[^"\\])*"?|'[^']*'?|\\.?|[^\s"'\\])+/gs;
const partPattern = /"(?:\\.|[^"\\])*"?|'[^']*'?|\\.?/gs;

/** Words as sbatch splits them: quotes hold blanks, a backslash the next character, and `#` ends the line. */
function wordsOf(text: string): readonly string[] {
	const words = text.match(wordPattern) ?? [];
	const end = words.findIndex(word => word.startsWith('#'));
	return (end === -1 ? words : words.slice(0, end)).map(word =>
		word.replace(partPattern, unquoted),
	);
}

function unquoted(part: string): string {
	switch (part[0]) {
		case '"':
			return part.replaceAll(/^"|"$/g, '').replaceAll(/\\(.)/gs, '$1');
		case "'":
			return part.replaceAll("'", '');
		default:
			return part.slice(1);
	}
}

type Option = Omit<SbatchOption, 'line'>;

function optionsOf(words: readonly string[]): readonly Option[] {
	const options: Option[] = [];
	for (let index = 0; index < words.length; index += 1) {
		const word = words[index] ?? '';
		const read = word.startsWith('--') ? longOption(word) : shortOption(word);
		if (read === undefined) {
			continue;
		}

		const next = words[index + 1];
		const takesNext =
			read.value === undefined && !flagsOfSbatch.has(read.name) && !optionalValues.has(read.name);
		options.push(takesNext ? {...read, value: next} : read);
		index += takesNext ? 1 : 0;
	}

	return options;
}

/** `--time=10`, `--time`, `--hold` */
function longOption(word: string): Option | undefined {
	const [, name, value] = /^--([a-z][\w-]*)(?:=(.*))?$/s.exec(word) ?? [];
	return name === undefined ? undefined : {name, value};
}

/** `-t`, `-t10`, `-H` */
function shortOption(word: string): Option | undefined {
	const [, letter = '', rest = ''] = /^-([A-Za-z])(.*)$/s.exec(word) ?? [];
	const name = longNames.get(letter);
	return name === undefined ? undefined : {name, value: rest === '' ? undefined : rest};
}
