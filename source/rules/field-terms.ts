import type {NoTerm} from './filter-terms.ts';
import {findPattern} from './find-pattern.ts';
import {nearestWord} from './nearest-word.ts';
import type {PatternSearch} from './pattern-search.ts';
import {literalPattern} from './pattern-syntax.ts';

/** A word of a filter: a pattern, or `field:one,other`. */
export type FieldTerm<Field extends string> = {
	readonly isInverted: boolean;
} /** `text` is the pattern. */ & (
	| {readonly by: 'text'; readonly text: string; readonly search: PatternSearch}
	/** Lower case; one of them is enough. */
	| {readonly by: Field; readonly wanted: readonly string[]}
);

/** Which fields a filter knows. */
export type FilterFields<Field extends string> = {
	/** By the words that can be typed. */
	readonly fields: ReadonlyMap<string, Field>;
	/** A right word for each field. */
	readonly examples: Readonly<Record<Field, string>>;
	/** A right word that is inverted. */
	readonly inverted: string;
	/** Whether a field can be so at all. @default anything */
	readonly isValue?: (field: Field, wanted: string) => boolean;
};

/** Reads one word; what is none of these gives one that would be. */
export function parseFieldTerm<Field extends string>(
	word: string,
	{fields, examples, inverted, isValue = () => true}: FilterFields<Field>,
): FieldTerm<Field> | NoTerm {
	const isInverted = word.startsWith('!');
	const text = isInverted ? word.slice(1) : word;
	if (text === '' || text.startsWith('!')) {
		return {example: inverted};
	}

	const compared = exampleOfCompared(text, {fields, examples});
	if (compared !== undefined) {
		return {example: compared};
	}

	const [, name, value = ''] = /^([a-z]+):(.*)$/i.exec(text) ?? [];
	if (name === undefined) {
		const search = findPattern(text);
		return search === undefined
			? {example: literalPattern(text)}
			: {by: 'text', text, search, isInverted};
	}

	const field = fields.get(name.toLowerCase());
	if (field === undefined) {
		const nearest = nearestWord(name, [...fields.keys()]);
		return {example: nearest === undefined ? text.replaceAll(':', '.') : `${nearest}:${value}`};
	}

	const wanted = value
		.toLowerCase()
		.split(',')
		.filter(one => one !== '');
	return wanted.length === 0 || !wanted.every(one => isValue(field, one))
		? {example: examples[field]}
		: {by: field, wanted, isInverted};
}

/** `gpu>80` compares, which only the list of nodes can (`gpu[>]80` is a pattern); `state=pd` is nearly right, `lr=0.1` a name. */
function exampleOfCompared<Field extends string>(
	text: string,
	{fields, examples}: Pick<FilterFields<Field>, 'fields' | 'examples'>,
): string | undefined {
	const [, name, sign, value = ''] = /^([a-z]*)([<>]=?|=)(.*)$/i.exec(text) ?? [];
	const field = name === undefined ? undefined : fields.get(name.toLowerCase());
	if (field !== undefined) {
		return value === '' ? examples[field] : `${name}:${value}`;
	}

	const [first] = Object.values<string>(examples);
	return sign === undefined || sign === '=' ? undefined : first;
}
