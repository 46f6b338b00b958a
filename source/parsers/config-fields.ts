/**
 * The kinds of field that config-schema.ts is made of. Each `error` is the rest of a sentence about the field;
 * what begins with "must" gets ", found ..." from config-issues.ts.
 */
import * as z from 'zod';
import {parseHostRange} from './host-range.ts';
import {nearest} from './nearest.ts';

// zod compiles object parsers with `new Function` unless told not to: no text of ours becomes code, and a file that is
// read once gains nothing from it.
z.config({jitless: true});

/** Strict keys: an unknown one is a mistake with a suggestion. */
export function section<const Shape extends z.core.$ZodLooseShape>(
	shape: Shape,
	description: string,
) {
	const known = Object.keys(shape);
	return z
		.strictObject(shape, {
			error: issue =>
				issue.code === 'unrecognized_keys'
					? issue.keys.map(key => unknownKey(key, known)).join('\n')
					: `must be keys such as "${known[0]}: ..."`,
		})
		.describe(description);
}

export function text(what: string, isAllowed: (value: string) => boolean) {
	const error = `must be ${what}`;
	return z.string(error).min(1, error).refine(isAllowed, error);
}

export function wholeNumber(least: number, most: number) {
	return z.int(`must be a number from ${least} to ${most}`).min(least).max(most);
}

export function list<Item extends z.ZodType>(what: string, item: Item, most = 64) {
	return z
		.array(item, `must be a list of ${what}, each after "- "`)
		.max(most, `has more than ${most} ${what}, the most there may be`);
}

export function choice<const Names extends readonly [string, ...string[]]>(names: Names) {
	return z.enum(names, {
		error: issue => {
			const written = typeof issue.input === 'string' ? issue.input : '';
			const guess = nearest(written, names);
			const hint = guess === undefined ? '' : `. Did you mean "${guess}"?`;
			return `must be one of ${names.join(', ')}${hint}`;
		},
	});
}

/** A name that may hold numbers in brackets; what it expands to is checked in config-nodes.ts. */
export function range(what: string) {
	const error = `must be ${what}`;
	return z
		.string(error)
		.min(1, error)
		.max(256, `${error} of at most 256 characters`)
		.refine(value => rangeReason(value) === undefined, {
			error: issue => `${error} (${rangeReason(String(issue.input))})`,
		});
}

export function threshold(most: number, unit: string) {
	const bound = z.number(`must be a number from 1 to ${most} (${unit})`).min(1).max(most);
	return z
		.tuple([bound, bound], `must be two numbers from 1 to ${most} (${unit}), such as [75, 85]`)
		.refine(([warning, critical]) => warning < critical, 'must begin with the lower one');
}

/** One line for each unknown key: config-issues.ts takes them apart again. */
function unknownKey(key: string, known: readonly string[]): string {
	const guess = nearest(key, known);
	return guess === undefined
		? `is not a key here. Known are ${known.join(', ')}`
		: `is not a key here. Did you mean "${guess}"?`;
}

function rangeReason(value: string): string | undefined {
	const result = parseHostRange(value);
	return result.ok ? undefined : result.reason;
}
