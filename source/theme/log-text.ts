/** The words of a log: what it is called, and what we say between its lines. */
import {assertNever} from '../domain/assert-never.ts';
import type {LogSource} from '../domain/screen.ts';
import {countText} from './number-text.ts';
import {clean, type Safe, safe} from './safe.ts';

const longestPath = 1024;

/** `journal`, `Ollama`, `/var/log/syslog` */
export function logSourceText(source: LogSource): Safe {
	switch (source.kind) {
		case 'journal':
			return safe`journal`;
		case 'ollama':
			return safe`Ollama`;
		case 'file':
		case 'job':
			return clean(source.path, {maxCharacters: longestPath});
		default:
			return assertNever(source);
	}
}

/** Before anything of it is there. */
export function openingLogText(source: LogSource, node: string): Safe {
	const of = safe`of ${clean(node, {maxCharacters: 200})}`;
	switch (source.kind) {
		case 'journal':
			return safe`opening the journal ${of}`;
		case 'ollama':
			return safe`opening the log of Ollama ${of}`;
		case 'file':
			return safe`opening ${logSourceText(source)} ${of}`;
		case 'job':
			return safe`opening ${logSourceText(source)}`;
		default:
			return assertNever(source);
	}
}

export function emptyLogText(source: LogSource): Safe {
	return source.kind === 'file' ? safe`The file is empty.` : safe`Nothing is in it yet.`;
}

/** Between the lines. */
export function leftOutText(lines: number): Safe {
	return safe`-- ${clean(countText(lines, 'line'))} left out: they came too fast --`;
}
