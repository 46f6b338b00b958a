import {parseArgs} from 'node:util';
import {quoted} from '../domain/printable.ts';
import {nearest} from '../parsers/nearest.ts';
import {type CommandSpec, commandTable, type FlagName, flagSpecs} from './command-table.ts';

/** A command line that makes sense: flags belong to the command and have their arguments. */
export type Invocation = {
	readonly command: CommandSpec;
	readonly operands: readonly string[];
	readonly flags: Flags;
};

/** A switch is present or not; a flag with an argument holds what was given last. */
export type Flags = {
	readonly has: (name: FlagName) => boolean;
	readonly text: (name: FlagName) => string | undefined;
};

/** Wrong use: one sentence. The program prints it to stderr and ends with 2. */
export type UsageProblem = {readonly usage: string};

export function parseArguments(args: readonly string[]): Invocation | UsageProblem {
	const {tokens} = parseArgs({
		args: [...args],
		options: Object.fromEntries(
			Object.entries(flagSpecs).map(([name, {argument, short}]) => [
				name,
				{type: argument === undefined ? 'boolean' : 'string', ...(short && {short})} as const,
			]),
		),
		strict: false,
		allowPositionals: true,
		tokens: true,
	});
	const words = tokens.flatMap(token => (token.kind === 'positional' ? [token.value] : []));
	const command = findCommand(words);
	if ('usage' in command) {
		return command;
	}

	const given = new Map<FlagName, string | undefined>();
	for (const token of tokens) {
		if (token.kind === 'option') {
			const problem = takeFlag(token, command, given);
			if (problem !== undefined) {
				return problem;
			}
		}
	}

	const operands = words.slice(command.words.length);
	const flags: Flags = {has: name => given.has(name), text: name => given.get(name)};
	return given.has('help')
		? {command, operands, flags}
		: (operandProblem(command, operands) ?? {command, operands, flags});
}

function findCommand(words: readonly string[]): CommandSpec | UsageProblem {
	const found = commandTable
		.filter(({words: expected}) => expected.every((word, position) => words[position] === word))
		.toSorted((one, other) => other.words.length - one.words.length)[0];
	const [first = '', second] = words;
	if (found !== undefined && (found.words.length > 0 || first === '')) {
		return found;
	}

	const siblings = commandTable.filter(command => command.words[0] === first);
	if (siblings.length > 0) {
		const actions = siblings.flatMap(command => command.words.slice(1, 2));
		return second === undefined
			? {usage: `clusterdeck ${first} needs one of: ${actions.join(', ')}.`}
			: {usage: `clusterdeck ${first} cannot ${quoted(second)}.${suggestion(second, actions)}`};
	}

	const names = [...new Set(commandTable.flatMap(command => command.words.slice(0, 1)))];
	return {
		usage: `There is no command ${quoted(first)}.${suggestion(first, names)} See clusterdeck --help.`,
	};
}

type OptionToken = {
	readonly name: string;
	readonly rawName: string;
	readonly value?: string | undefined;
};

/** Notes the flag in `given`, or says why it cannot be taken. */
function takeFlag(
	{name, rawName, value}: OptionToken,
	command: CommandSpec,
	given: Map<FlagName, string | undefined>,
): UsageProblem | undefined {
	const known = command.flags.find(flag => flag === name);
	if (known === undefined) {
		const subject = ['clusterdeck', ...command.words].join(' ');
		return {
			usage: `${subject} has no flag ${quoted(rawName)}.${suggestion(name, command.flags, '--')}`,
		};
	}

	const {argument} = flagSpecs[known];
	if (argument === undefined && value !== undefined) {
		return {usage: `${rawName} takes no argument, found ${quoted(value)}.`};
	}

	if (argument !== undefined && (value === undefined || value === '')) {
		return {usage: `${rawName} needs an argument: ${rawName} ${argument}.`};
	}

	given.set(known, value);
	return undefined;
}

function operandProblem(
	command: CommandSpec,
	operands: readonly string[],
): UsageProblem | undefined {
	const subject = ['clusterdeck', ...command.words].join(' ');
	if (operands.length < command.fewestOperands) {
		return {usage: `${subject} needs ${command.operands}.`};
	}

	const extra = operands[command.mostOperands];
	return extra === undefined ? undefined : {usage: `${subject} takes no ${quoted(extra)}.`};
}

/** ` Did you mean --pretty?`, or nothing when no known word is near. */
function suggestion(written: string, known: readonly string[], prefix = ''): string {
	const guess = nearest(written, known);
	return guess === undefined ? '' : ` Did you mean ${prefix}${guess}?`;
}
