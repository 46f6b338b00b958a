import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {commandTable} from '../../source/cli/command-table.ts';
import {helpText} from '../../source/cli/help-text.ts';

const helpFile = 'help-text.ts';
/** Ours for a child; nobody sets it for us. */
const internal = 'CLUSTERDECK_VIA';

function variablesOfSource(): readonly string[] {
	const files = readdirSync('source', {recursive: true, encoding: 'utf8'});
	const texts = files
		.filter(file => file.endsWith('.ts') && !file.endsWith(helpFile))
		.map(file => readFileSync(join('source', file), 'utf8'));
	return [...new Set(texts.join('\n').match(/\b(?:CLUSTERDECK|XDG)_[A-Z_]+/g))];
}

it('help names every variable of ours that is read', () => {
	const names = variablesOfSource();
	expect(names).toEqual(expect.arrayContaining(['CLUSTERDECK_CONFIG', internal]));
	const [program] = commandTable;
	const help = program === undefined ? '' : helpText(program, undefined);
	for (const name of names.filter(found => found !== internal)) {
		expect(help).toMatch(new RegExp(`^  ${name} `, 'm'));
	}
});

it('a command of the program tells only of itself', () => {
	const [, ...commands] = commandTable;
	for (const command of commands) {
		expect(helpText(command, 80)).not.toMatch(/^(?:Commands|Environment|Files|Exit)/m);
	}
});
