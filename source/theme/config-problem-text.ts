import type {ConfigProblem} from '../domain/config.ts';
import {clean, type Safe, safe} from './safe.ts';

/**
 * One mistake as a person reads it and an editor jumps to it:
 * `config.yaml:12:9: nodes[2].ssh.port must be a number from 1 to 65535, found "abc"`.
 */
export function configProblemText({file, line, column, path, message}: ConfigProblem): Safe {
	const place = [file, line, column].filter(part => part !== undefined).join(':');
	return clean(`${place}: ${path === '' ? '' : `${path} `}${message}`);
}

/** What is wrong first, then where, for a row: `nodes[0].host is missing`, `config.yaml:3:5`, `and 2 more`. */
export function configProblemParts(problems: readonly ConfigProblem[]): readonly Safe[] {
	const [first, ...others] = problems;
	if (first === undefined) {
		return [];
	}

	const {file, line, column, path, message} = first;
	const name = file.split('/').at(-1);
	const place = [name, line, column].filter(part => part !== undefined).join(':');
	return [
		clean(path === '' ? message : `${path} ${message}`),
		clean(place, {maxCharacters: 200}),
		...(others.length === 0 ? [] : [safe`and ${others.length} more`]),
	];
}
