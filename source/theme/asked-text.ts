import type {AskedSecret} from '../domain/ask-secret.ts';
import {clean, cleanLines, type Safe, safe} from './safe.ts';

/** Of a server's prompt in a row of the table. */
const mostCharacters = 40;
const mostLines = 12;
const mostLineCharacters = 200;

/** What a row says of a node that a person can let us in on, in parts of falling weight. */
export function askedParts(question: AskedSecret, isTrying: boolean): readonly Safe[] {
	const what =
		question.kind === 'passphrase'
			? safe`asks for a passphrase`
			: safe`asks "${clean(lastLine(question.prompt), {maxCharacters: mostCharacters})}"`;
	return [what, isTrying ? safe`trying now` : safe`enter types it`];
}

/** The lines of a server's own words, cleaned, without blank ones; the last are the most telling. */
export function promptLines(prompt: string): readonly Safe[] {
	const lines = cleanLines(prompt, {maxCharacters: mostLineCharacters}).map(line =>
		clean(line.trimEnd()),
	);
	const told = lines.filter(line => line !== '').slice(-mostLines);
	return told.length === 0 ? [safe`?`] : told;
}

function lastLine(prompt: string): string {
	return promptLines(prompt).at(-1) ?? '';
}
