import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {commandTable} from '../../source/cli/command-table.ts';
import {groupHelpText, helpText} from '../../source/cli/help-text.ts';
import {parseArguments} from '../../source/cli/parse-arguments.ts';
import {preferencesFile} from '../../source/clients/preferences-file.ts';

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

function helpOf(wanted: string): string {
	const command = commandTable.find(({name}) => name === wanted);
	return command === undefined ? expect.unreachable(wanted) : helpText(command, 80);
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

it('help names every file that is kept, and each way to end', () => {
	const help = helpOf('');
	const kept = ['known_hosts', 'audit.jsonl', 'conversations/', preferencesFile, 'attempts.jsonl'];
	for (const file of kept) {
		expect(help).toContain(`  ~/.local/state/clusterdeck/${file} `);
	}

	for (const status of ['0', '1', '2', '130']) {
		expect(help).toMatch(new RegExp(`^  ${status} `, 'm'));
	}
});

it('help of a command has how it is used, each of its flags with what it does, and examples', () => {
	const help = helpOf('jobs submit');
	expect(help).toMatch(
		/^clusterdeck jobs submit \[FLAG\.\.\.\] FILE\|- \[-- OPTION\.\.\.\]\n {2}submit a/,
	);
	expect(help).toMatch(/^ {2}--test-only +only ask/m);
	expect(help).toMatch(/^Examples\n {2}clusterdeck jobs submit /m);
});

it('help says what a flag means to that command, and to no other', () => {
	expect(helpOf('jobs ls')).toMatch(/^ {2}--all +the jobs of everybody$/m);
	expect(helpOf('models rm')).toMatch(/^ {2}--all +on all nodes that have it$/m);
	for (const {name, flags, means = {}} of commandTable) {
		expect(flags, name).toEqual(expect.arrayContaining(Object.keys(means)));
	}
});

it('help of a word that several commands begin with tells of those, and of no other', () => {
	const help = groupHelpText('nodes', 80) ?? '';
	expect(help).toMatch(/^clusterdeck nodes COMMAND /);
	expect(help.match(/^ {2}nodes \S+/gm)).toEqual(
		['ls', 'add', 'rm', 'accept-key'].map(word => `  nodes ${word}`),
	);
	expect(help).toContain('clusterdeck COMMAND --help');
	expect(groupHelpText('', 80)).toBeUndefined();
	expect(groupHelpText('doctor', 80)).toBeUndefined();
	expect(helpOf('chat')).toMatch(/^Commands\n {2}chat ls /m);
});

it('every command that takes more than --help shows how it is typed, as it is understood', () => {
	for (const {name, flags, examples = []} of commandTable) {
		expect([name, examples.length > 0 || flags.length === 1]).toEqual([name, true]);
		for (const [typed] of examples) {
			const words = typed.replace(/^.*\| clusterdeck|^clusterdeck/, '').replace(/ [|>].*$/, '');
			const parsed = parseArguments(words.trim().split(' ').filter(Boolean));
			expect([typed, 'usage' in parsed ? parsed.usage : parsed.command.name]).toEqual([
				typed,
				name,
			]);
		}
	}
});

it('a command of the program tells only of itself', () => {
	const [, ...commands] = commandTable;
	for (const command of commands) {
		expect(helpText(command, 80)).not.toMatch(/^(?:Environment|Files|Exit)/m);
	}
});
