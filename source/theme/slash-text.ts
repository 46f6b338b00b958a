import {assertNever} from '../domain/assert-never.ts';
import type {SlashProblem} from '../domain/slash.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';

const longestTyped = {maxCharacters: 40};

/** `Not a command: /modle. Try /model, or // to send it.` */
export function slashProblemText(problem: SlashProblem): Safe {
	switch (problem.what) {
		case 'unknown': {
			const typed = clean(problem.typed, longestTyped);
			const nearest = clean(problem.nearest ?? 'help', longestTyped);
			return safe`Not a command: /${typed}. Try /${nearest}, or //${typed} to send it.`;
		}

		case 'missing':
			return safe`Something is missing: /${clean(problem.command)} ${clean(problem.shape)}`;
		case 'tooMuch':
			return problem.shape === ''
				? safe`/${clean(problem.command)} takes nothing more.`
				: safe`That is too much: /${clean(problem.command)} ${clean(problem.shape)}`;
		case 'noChoice':
			return noChoiceText(problem);
		case 'noNumber': {
			const whole = problem.isWhole ? safe`a whole number` : safe`a number`;
			return safe`${clean(problem.of)} takes ${whole} from ${problem.least} to ${problem.most}, not ${clean(problem.typed, longestTyped)}`;
		}

		case 'openQuote':
			return safe`/${clean(problem.command)}: a quote has no end.`;
		default:
			return assertNever(problem);
	}
}

function noChoiceText({
	command,
	typed,
	choices,
	nearest,
}: Extract<SlashProblem, {readonly what: 'noChoice'}>): Safe {
	const right =
		nearest === undefined
			? joinSafe(
					choices.map(choice => clean(choice, longestTyped)),
					safe`, `,
				)
			: clean(nearest, longestTyped);
	return safe`Not for /${clean(command)}: ${clean(typed, longestTyped)}. Try ${right}`;
}
