import type {SecretQuestion} from '../domain/ask-secret.ts';
import {clean, cleanLines} from '../theme/safe.ts';

const mostLines = 12;
const mostCharacters = 200;

/**
 * The words before the cursor. Each line of a server's own prompt begins with the name of the node, so that no server
 * can ask for a passphrase as if it were us.
 */
export function secretPrompt(question: SecretQuestion): string {
	const where = clean(question.where, {maxCharacters: mostCharacters});
	if (question.kind === 'passphrase') {
		const again = question.isRepeated ? 'that was not it. ' : '';
		const keyFile = clean(question.keyFile, {maxCharacters: 1024});
		return `${where}: ${again}Passphrase for ${keyFile} (enter for none): `;
	}

	const lines = cleanLines(question.prompt, {maxCharacters: mostCharacters}).map(line =>
		line.trimEnd(),
	);
	const told = lines.filter(line => line !== '').slice(-mostLines);
	return `${(told.length === 0 ? ['?'] : told).map(line => `${where} asks: ${line}`).join('\n')} `;
}
