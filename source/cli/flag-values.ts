import {quoted} from '../domain/printable.ts';
import type {FlagName} from './flag-table.ts';
import type {Flags, UsageProblem} from './parse-arguments.ts';

type Bounds = {readonly least: number; readonly most: number; readonly whole?: boolean};

/** A number that a flag holds, `undefined` when the flag is not there. */
export function numberOf(
	flags: Flags,
	name: FlagName,
	{least, most, whole = false}: Bounds,
): number | undefined | UsageProblem {
	const text = flags.text(name);
	if (text === undefined) {
		return undefined;
	}

	const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
	const isAllowed = number >= least && number <= most && (!whole || Number.isInteger(number));
	return isAllowed
		? number
		: {usage: `--${name} must be a number from ${least} to ${most}, found ${quoted(text)}.`};
}

/** A word, one of `choices`; undefined when the flag is not there. */
export function choiceOf<Choice extends string>(
	flags: Flags,
	name: FlagName,
	choices: readonly Choice[],
): Choice | undefined | UsageProblem {
	const word = flags.text(name);
	const choice = choices.find(known => known === word);
	return word === undefined || choice !== undefined
		? choice
		: {usage: `--${name} must be one of ${choices.join(', ')}, found ${quoted(word)}.`};
}

/** Words separated by commas, each one of `choices`; undefined when the flag is not there. */
export function choicesOf<Choice extends string>(
	flags: Flags,
	name: FlagName,
	choices: readonly Choice[],
): readonly Choice[] | undefined | UsageProblem {
	const words = flags.text(name)?.split(',');
	if (words === undefined) {
		return undefined;
	}

	const wrong = words.find(word => !choices.some(choice => choice === word));
	return wrong === undefined
		? choices.filter(choice => words.includes(choice))
		: {usage: `--${name} must be one or more of ${choices.join(',')}, found ${quoted(wrong)}.`};
}

export function isUsageProblem<Value>(value: Value | UsageProblem): value is UsageProblem {
	return typeof value === 'object' && value !== null && 'usage' in value;
}
