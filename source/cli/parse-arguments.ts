import {parseArgs} from 'node:util';
import {quoted} from '../domain/printable.ts';
import {nearest} from '../parsers/nearest.ts';
import {type CommandSpec, wordsOf} from './command-spec.ts';
import {commandTable} from './command-table.ts';
import {type FlagName, flagSpecs} from './flag-table.ts';

/** A command line that makes sense: flags belong to the command and have their arguments. */
export type Invocation = {
	readonly command: CommandSpec;
	readonly operands: readonly string[];
	/** What stands behind `--`, of a command that takes it as it is. */
	readonly rest: readonly string[];
	readonly flags: Flags;
};

/** A switch is present or not; a flag with an argument holds what was given last, and all that was given. */
export type Flags = {
	readonly has: (name: FlagName) => boolean;
	readonly text: (name: FlagName) => string | undefined;
	readonly texts: (name: FlagName) => readonly string[];
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
	const positionals = tokens.filter(token => token.kind === 'positional');
	const words = commandWords(positionals);
	const isHelp = tokens.some(token => token.kind === 'option' && token.name === 'help');
	const command = findCommand(isHelp ? knownWords(words) : words);
	if ('usage' in command) {
		return unknownFlag(tokens) ?? command;
	}

	const given = new Map<FlagName, readonly string[]>();
	for (const token of tokens) {
		if (token.kind === 'option') {
			const problem = takeFlag(token, command, given);
			if (problem !== undefined) {
				return problem;
			}
		}
	}

	const end = command.rest === undefined ? undefined : tokens.find(isTerminator);
	const isBefore = ({index}: {readonly index: number}): boolean =>
		end === undefined || index < end.index;
	const operands = positionals
		.filter(isBefore)
		.slice(wordsOf(command).length)
		.map(({value}) => value);
	const rest = positionals.filter(token => !isBefore(token)).map(({value}) => value);
	const flags: Flags = {
		has: name => given.has(name),
		text: name => given.get(name)?.at(-1),
		texts: name => given.get(name) ?? [],
	};
	const invocation = {command, operands, rest, flags};
	return given.has('help') ? invocation : (operandProblem(command, operands) ?? invocation);
}

type Positional = {readonly value: string; readonly index: number};

/** Behind a command that takes a prompt, a word is a further command only where it follows at once: `chat -- ls` asks. */
function commandWords(positionals: readonly Positional[]): readonly string[] {
	const [first, second] = positionals;
	const isApart = first !== undefined && second !== undefined && second.index > first.index + 1;
	return isApart && commandTable.some(({name}) => name === first.value)
		? [first.value]
		: positionals.map(({value}) => value);
}

function isTerminator({kind}: {readonly kind: string}): boolean {
	return kind === 'option-terminator';
}

/** Help is given for what is known of the words: `nodes --help` is the help of all that begins with it. */
function knownWords(words: readonly string[]): readonly string[] {
	return commandTable.some(command => isNamed(command, words)) ? words : [];
}

function isNamed(command: CommandSpec, words: readonly string[]): boolean {
	return (
		command.name !== '' && wordsOf(command).every((word, position) => words[position] === word)
	);
}

function findCommand(words: readonly string[]): CommandSpec | UsageProblem {
	const [first, second] = words;
	const found = commandTable.find(command =>
		first === undefined ? command.name === '' : isNamed(command, words),
	);
	if (found !== undefined || first === undefined) {
		return found ?? {usage: 'See clusterdeck --help.'};
	}

	const actions = commandTable
		.filter(command => wordsOf(command)[0] === first)
		.flatMap(command => wordsOf(command).slice(1));
	if (actions.length > 0) {
		return second === undefined
			? {usage: `${first} needs one of: ${actions.join(', ')}.`}
			: {usage: `${first} cannot ${quoted(second)}.${suggestion(second, actions)}`};
	}

	const names = [...new Set(commandTable.flatMap(command => wordsOf(command).slice(0, 1)))];
	return {
		usage: `There is no command ${quoted(first)}.${suggestion(first, names)} See clusterdeck --help.`,
	};
}

type OptionToken = {
	readonly name: string;
	readonly rawName: string;
	readonly value?: string | undefined;
	readonly inlineValue?: boolean | undefined;
};

/** What stands after a flag that there is not is no command: the flag is what is wrong. */
function unknownFlag(
	tokens: readonly ({readonly kind: string} | OptionToken)[],
): UsageProblem | undefined {
	const names = Object.keys(flagSpecs);
	const options = tokens.filter(token => 'rawName' in token);
	const unknown = options.find(({name}) => !names.includes(name));
	return (
		unknown && {
			usage: `There is no flag ${quoted(unknown.rawName)}.${suggestion(unknown.name, names, '--')} See clusterdeck --help.`,
		}
	);
}

/** Notes the flag in `given`, or says why it cannot be taken. */
function takeFlag(
	{name, rawName, value, inlineValue}: OptionToken,
	command: CommandSpec,
	given: Map<FlagName, readonly string[]>,
): UsageProblem | undefined {
	const known = command.flags.find(flag => flag === name);
	if (known === undefined) {
		const there = command.name === '' ? 'There is no flag' : `${command.name} has no flag`;
		const help = ['clusterdeck', ...wordsOf(command), '--help'].join(' ');
		return {
			usage: `${there} ${quoted(rawName)}.${suggestion(name, command.flags, '--')}${demoRemedy(name)} See ${help}.`,
		};
	}

	const {argument} = flagSpecs[known];
	if (argument === undefined && value !== undefined) {
		return {usage: `${rawName} takes no argument, found ${quoted(value)}.`};
	}

	const isMissing = value === undefined || value === '' || (value.startsWith('-') && !inlineValue);
	if (argument !== undefined && isMissing) {
		return {usage: `${rawName} needs an argument: ${rawName} ${argument}.`};
	}

	given.set(known, [...(given.get(known) ?? []), ...(value === undefined ? [] : [value])]);
	return undefined;
}

/** What changes something has nobody to ask in a demo. */
function demoRemedy(name: string): string {
	const commands = commandTable.filter(
		({name: own, flags}) => own !== '' && flags.includes('demo'),
	);
	return name === 'demo'
		? ` It goes with clusterdeck alone, and with ${commands.map(command => command.name).join(', ')}.`
		: '';
}

function operandProblem(
	command: CommandSpec,
	operands: readonly string[],
): UsageProblem | undefined {
	if (operands.length < command.fewestOperands) {
		return {usage: `${command.name} needs ${command.operands.replace(/\.+$/, '')}.`};
	}

	const extra = operands[command.mostOperands];
	return extra === undefined ? undefined : {usage: `${command.name} takes no ${quoted(extra)}.`};
}

/** ` Did you mean --pretty?`, or nothing when no known word is near. */
function suggestion(written: string, known: readonly string[], prefix = ''): string {
	const guess = nearest(written, known);
	return guess === undefined ? '' : ` Did you mean ${prefix}${guess}?`;
}
