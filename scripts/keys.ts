/** Writes the table of keys into README.md from the keymap; with `--check` only says whether it is stale. */
import {readFile, writeFile} from 'node:fs/promises';
import {keymap} from '../source/rules/keymap.ts';
import type {KeyContext} from '../source/rules/keys/binding.ts';
import {joined} from '../source/store/key-lines.ts';

const file = 'README.md';
const marker = '<!-- keys -->';

/** In the order of the table. */
const places: Readonly<Record<KeyContext, string>> = {
	nodes: 'Nodes',
	grid: 'Grid',
	jobs: 'Jobs',
	slurmNodes: 'Nodes of a cluster',
	models: 'Models',
	transfers: 'Models: the transfers',
	events: 'Events',
	log: 'Log',
	chatInput: 'Chat: the input',
	chatRecall: 'an earlier question',
	chatTranscript: 'Chat: the answers',
	chatList: 'Chat: the list',
	chatPane: 'Chat: a pane',
	everywhere: 'everywhere',
	line: 'while text is typed',
	commandLine: 'in a command',
	help: 'in help',
	dialog: 'in a dialog',
	choices: 'in a list',
	copy: 'what to copy',
	jobDialog: 'about jobs',
	modelDialog: 'about models',
	scripts: 'choosing a script',
	submission: 'submitting',
};

const signs: Readonly<Record<string, string>> = {up: '↑', down: '↓', left: '←', right: '→'};

const head = ['where', 'keys', 'what they do'] as const;
type Row = readonly [string, string, string];

const rows: readonly Row[] = Object.entries(places).flatMap(([context, title]) =>
	joined(keymap.filter(binding => binding.context === context)).map(
		({keys, words}, index): Row => [
			index === 0 ? title : '',
			keys.map(key => `\`${signs[key] ?? key}\``).join(' '),
			words,
		],
	),
);

function widthOf(column: 0 | 1 | 2): number {
	return Math.max(...[head, ...rows].map(row => row[column].length));
}

const widths = [widthOf(0), widthOf(1), widthOf(2)] as const;

function line(row: Row): string {
	const cells = row.map((cell, column) => cell.padEnd(widths[column as 0 | 1 | 2]));
	return `| ${cells.join(' | ')} |`;
}

const rule = `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`;
const table = [line(head), rule, ...rows.map(line)].join('\n');
const old = await readFile(file, 'utf8');
const [before, , after, ...more] = old.split(marker);
if (before === undefined || after === undefined || more.length > 0) {
	throw new Error(`${file} needs ${marker} twice, above and below the table of keys`);
}

const text = `${before}${marker}\n\n${table}\n\n${marker}${after}`;
if (old !== text && process.argv.includes('--check')) {
	console.error(`The table of keys in ${file} is stale: run npm run keys`);
	process.exitCode = 1;
} else if (old !== text) {
	await writeFile(file, text);
	console.log(`wrote the table of keys into ${file}`);
}
