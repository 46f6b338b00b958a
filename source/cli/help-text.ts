import {clean} from '../theme/safe.ts';
import {hanging} from '../theme/wrap.ts';
import type {CommandSpec} from './command-spec.ts';
import {commandTable} from './command-table.ts';
import {type FlagName, flagSpecs} from './flag-table.ts';

type Row = readonly [head: string, text: string];

/** Help for one command; for the program itself also the list of all commands, and what holds for each of them. */
export function helpText(command: CommandSpec, columns: number | undefined): string {
	const isProgram = command.name === '';
	const sections: ReadonlyArray<readonly [string, readonly Row[]]> = [
		...(isProgram ? [['Commands', commandTable.slice(1).map(commandRow)] as const] : []),
		['Flags', command.flags.map(flagRow)],
		...(isProgram
			? ([
					['Environment', environment],
					['Files', files],
				] as const)
			: []),
	];
	const head = `${usageOf(command)}   `;
	return [
		...hanging(clean(command.summary), {columns, head, indent: head.length}),
		...sections.flatMap(([title, rows]) => ['', title, ...tabulated(rows, columns)]),
		...exampleLines(command),
		...(isProgram ? ['', exitStatuses] : []),
		'',
	].join('\n');
}

const environment: readonly Row[] = [
	['CLUSTERDECK_CONFIG', 'the configuration file, where --config names none'],
	[
		'CLUSTERDECK_SSH_CONFIG',
		'the configuration of ssh, as ssh -F takes it (default ~/.ssh/config)',
	],
	['CLUSTERDECK_DEBUG', '1 prints where a mistake of the program itself came from'],
	['INK_SCREEN_READER', 'true is --screen-reader'],
	['XDG_CONFIG_HOME', 'in place of ~/.config'],
	['XDG_STATE_HOME', 'in place of ~/.local/state'],
	['XDG_RUNTIME_DIR', "where the system's ssh has its sockets (default /tmp)"],
];

const files: readonly Row[] = [
	['~/.config/clusterdeck/config.yaml', 'the configuration; without one it is this machine alone'],
	['~/.local/state/clusterdeck/known_hosts', 'host keys that were accepted here'],
	['~/.local/state/clusterdeck/audit.jsonl', 'what was changed, and when'],
];

const exitStatuses = 'Exit status: 0 done, 1 something failed, 2 usage or configuration.';

/** The command on a line of its own: it is copied whole. */
function exampleLines({examples = []}: CommandSpec): readonly string[] {
	const lines = examples.flatMap(([command, what]) => [`  ${command}`, `      ${what}`]);
	return lines.length === 0 ? [] : ['', 'Examples', ...lines];
}

function usageOf({name, operands, rest}: CommandSpec): string {
	const behind = rest === undefined ? '' : `[-- ${rest}]`;
	return ['clusterdeck', name, operands, behind].filter(word => word !== '').join(' ');
}

function commandRow(command: CommandSpec): Row {
	return [usageOf(command), command.summary];
}

function flagRow(name: FlagName): Row {
	const {argument, short, choices, summary} = flagSpecs[name];
	const head = [
		short === undefined ? '' : `-${short}, `,
		`--${name}`,
		argument === undefined ? '' : ` ${argument}`,
	].join('');
	return [head, choices === undefined ? summary : `${summary}: ${choices.join(',')}`];
}

function tabulated(rows: readonly Row[], columns: number | undefined): readonly string[] {
	const width = Math.max(...rows.map(([head]) => head.length));
	return rows.flatMap(([name, text]) => {
		const head = `  ${name.padEnd(width)}  `;
		return hanging(clean(text), {columns, head, indent: head.length});
	});
}
