import type {ConfigProblem} from '../domain/config.ts';
import {clean, type Safe} from './safe.ts';

/**
 * One mistake as a person reads it and an editor jumps to it:
 * `config.yaml:12:9: nodes[2].ssh.port must be a number from 1 to 65535, found "abc"`.
 */
export function configProblemText({file, line, column, path, message}: ConfigProblem): Safe {
	const place = [file, line, column].filter(part => part !== undefined).join(':');
	return clean(`${place}: ${path === '' ? '' : `${path} `}${message}`);
}
