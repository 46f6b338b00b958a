import {clean} from '../theme/safe.ts';
import {hanging} from '../theme/wrap.ts';
import type {CommandSpec} from './command-spec.ts';
import {commandTable} from './command-table.ts';
import {type FlagName, flagSpecs} from './flag-table.ts';

type Row = readonly [head: string, text: string];

/** Help for one command with those that begin with its words; for the program itself also what holds for each of them. */
export function helpText(command: CommandSpec, columns: number | undefined): string {
	const isProgram = command.name === '';
	const others = commandTable.filter(
		({name}) => name !== '' && (isProgram || name.startsWith(`${command.name} `)),
	);
	return [
		`clusterdeck ${[command.name, '[FLAG...]', behindOf(command)].filter(isWord).join(' ')}`,
		...paragraph(command.summary, columns),
		...section('Commands', others.map(commandRow), columns),
		...(isProgram ? ['', `  ${eachHelp}`] : []),
		...section(
			'Flags',
			command.flags.map(name => flagRow(name, command)),
			columns,
		),
		...exampleLines(command.examples),
		...(isProgram
			? [
					...section('Environment', environment, columns),
					...section('Files', files, columns),
					...section('Exit status', exitStatuses, columns),
				]
			: []),
		'',
	].join('\n');
}

/** Help for the commands that begin with the same word, which is none by itself; undefined: none begins with it. */
export function groupHelpText(word: string, columns: number | undefined): string | undefined {
	const commands = commandTable.filter(({name}) => name.startsWith(`${word} `));
	return commands.length === 0
		? undefined
		: [
				`clusterdeck ${word} COMMAND [FLAG...]`,
				...section('Commands', commands.map(commandRow), columns),
				...exampleLines(commands.flatMap(({examples = []}) => examples.slice(0, 1))),
				'',
				eachHelp,
				'',
			].join('\n');
}

const eachHelp = 'clusterdeck COMMAND --help tells the flags of each.';

const environment: readonly Row[] = [
	['CLUSTERDECK_CONFIG', 'the configuration file, where --config names none'],
	[
		'CLUSTERDECK_SSH_CONFIG',
		'the configuration of ssh, as ssh -F takes it (default ~/.ssh/config)',
	],
	['CLUSTERDECK_DEBUG', '1 prints where a mistake of the program itself came from'],
	['INK_SCREEN_READER', 'true is --screen-reader'],
	['VISUAL, EDITOR', 'what ctrl-g edits a question with, and e a Modelfile'],
	['XDG_CONFIG_HOME', 'in place of ~/.config'],
	['XDG_STATE_HOME', 'in place of ~/.local/state'],
	['XDG_RUNTIME_DIR', "where the system's ssh has its sockets (default /tmp)"],
];

const files: readonly Row[] = [
	['~/.config/clusterdeck/config.yaml', 'the configuration; without one it is this machine alone'],
	['~/.config/clusterdeck/prompts/NAME.md', 'a template of a question: /prompt NAME in the chat'],
	['~/.local/state/clusterdeck/conversations/', 'what was asked and answered'],
	['~/.local/state/clusterdeck/known_hosts', 'host keys that were accepted here'],
	['~/.local/state/clusterdeck/audit.jsonl', 'what was changed, and when'],
	['~/.local/state/clusterdeck/attempts.jsonl', 'how fast nodes answered: chat chooses by it'],
	['~/.local/state/clusterdeck/preferences.json', 'what you chose of the dashboard'],
];

const exitStatuses: readonly Row[] = [
	['0', 'done'],
	['1', 'something failed'],
	['2', 'usage or configuration'],
	['130', 'stopped by Ctrl-C; 129, 131 and 143 by another signal'],
];

/** The command on a line of its own: it is copied whole. */
function exampleLines(examples: CommandSpec['examples'] = []): readonly string[] {
	const lines = examples.flatMap(([command, what]) => [`  ${command}`, `      ${what}`]);
	return lines.length === 0 ? [] : ['', 'Examples', ...lines];
}

function behindOf({operands, rest}: CommandSpec): string {
	return [operands, rest === undefined ? '' : `[-- ${rest}]`].filter(isWord).join(' ');
}

function isWord(word: string): boolean {
	return word !== '';
}

function commandRow(command: CommandSpec): Row {
	return [[command.name, behindOf(command)].filter(isWord).join(' '), command.summary];
}

function flagRow(name: FlagName, {means}: CommandSpec): Row {
	const {argument, short, choices, summary: usual} = flagSpecs[name];
	const summary = means?.[name] ?? usual;
	const head = [
		short === undefined ? '' : `-${short}, `,
		`--${name}`,
		argument === undefined ? '' : ` ${argument}`,
	].join('');
	return [head, choices === undefined ? summary : `${summary}: ${choices.join(',')}`];
}

function paragraph(text: string, columns: number | undefined): readonly string[] {
	return hanging(clean(text), {columns, head: '  ', indent: 2});
}

function section(
	title: string,
	rows: readonly Row[],
	columns: number | undefined,
): readonly string[] {
	return rows.length === 0 ? [] : ['', title, ...tabulated(rows, columns)];
}

function tabulated(rows: readonly Row[], columns: number | undefined): readonly string[] {
	const width = Math.max(...rows.map(([head]) => head.length));
	return rows.flatMap(([name, text]) => {
		const head = `  ${name.padEnd(width)}  `;
		return hanging(clean(text), {columns, head, indent: head.length});
	});
}
