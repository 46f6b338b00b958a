import {type CommandSpec, commandTable, type FlagName, flagSpecs} from './command-table.ts';

/** Help for one command; for the program itself the list of all commands too. */
export function helpText(command: CommandSpec): string {
	const isProgram = command.name === '';
	return [
		`${usageOf(command)}   ${command.summary}`,
		'',
		...(isProgram ? ['Commands', ...tabulated(commandTable.slice(1).map(commandRow)), ''] : []),
		'Flags',
		...tabulated(command.flags.map(flagRow)),
		...(isProgram ? ['', ...notes] : []),
		'',
	].join('\n');
}

const notes = [
	'Configuration: --config, $CLUSTERDECK_CONFIG, $XDG_CONFIG_HOME/clusterdeck/config.yaml, else this machine alone.',
	'Exit status: 0 done, 1 something failed, 2 usage or configuration.',
];

function usageOf({name, operands}: CommandSpec): string {
	return ['clusterdeck', name, operands].filter(word => word !== '').join(' ');
}

function commandRow(command: CommandSpec): readonly [string, string] {
	return [usageOf(command), command.summary];
}

function flagRow(name: FlagName): readonly [string, string] {
	const {argument, short, choices, summary} = flagSpecs[name];
	const head = [
		short === undefined ? '' : `-${short}, `,
		`--${name}`,
		argument === undefined ? '' : ` ${argument}`,
	].join('');
	return [head, choices === undefined ? summary : `${summary}: ${choices.join(',')}`];
}

function tabulated(rows: ReadonlyArray<readonly [string, string]>): readonly string[] {
	const width = Math.max(...rows.map(([head]) => head.length));
	return rows.map(([head, text]) => `  ${head.padEnd(width)}  ${text}`);
}
