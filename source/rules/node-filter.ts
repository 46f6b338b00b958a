/** The language of the filter: `cpu>80 role:worker gpu-`, `!role:login`, `! state:ok`. All terms have to match. */
import {assertNever} from '../domain/assert-never.ts';
import {type FilterProblem, type FilterTerms, type NoTerm, parseTerms} from './filter-terms.ts';
import {isNameWord} from './filter-words.ts';
import type {NodeSubject, NodeValueName} from './node-subject.ts';

/** Inverted, it matches every node that it would not match otherwise. Without terms it matches all. */
export type NodeFilter = FilterTerms<FilterTerm>;

export type FilterTerm = FilterTest & {readonly isInverted: boolean};

type FilterTest =
	| {
			readonly by: 'value';
			readonly value: NodeValueName;
			readonly sign: Sign;
			/** A fraction, or degrees. */
			readonly limit: number;
	  }
	/** Lower case. */
	| {readonly by: WordField; readonly text: string};

type Sign = '>' | '<' | '>=' | '<=';
type WordField = 'name' | 'role' | 'tag' | 'state';

const valueFields: ReadonlyMap<string, NodeValueName> = new Map([
	['cpu', 'cpu'],
	['mem', 'memory'],
	['memory', 'memory'],
	['gpu', 'gpu'],
	['temp', 'temperature'],
	['temperature', 'temperature'],
	['disk', 'disk'],
]);

const wordExamples: ReadonlyMap<string, string> = new Map([
	['name', 'name:pi'],
	['role', 'role:worker'],
	['tag', 'tag:arm'],
	['state', 'state:down'],
]);

const comparison = /^([a-z]*)([<>]=?)(\d{1,6}(?:\.\d{1,6})?)(%|°c?|c)?$/;

export function parseNodeFilter(text: string): NodeFilter | FilterProblem {
	return parseTerms(text, parseTerm);
}

/** The text that leaves out what the given one shows, and back. */
export function invertedText(text: string): string {
	const trimmed = text.trimStart();
	return /^!(?:\s|$)/.test(trimmed) ? trimmed.slice(1).trimStart() : `! ${trimmed}`;
}

function parseTerm(word: string): FilterTerm | NoTerm {
	const isInverted = word.startsWith('!');
	const text = (isInverted ? word.slice(1) : word).toLowerCase();
	if (text === '' || text.startsWith('!')) {
		return {example: '!gpu'};
	}

	const test = parseTest(text);
	return 'example' in test ? test : {...test, isInverted};
}

function parseTest(text: string): FilterTest | NoTerm {
	if (/[<>=]/.test(text)) {
		return parseComparison(text);
	}

	const colon = text.indexOf(':');
	if (colon === -1) {
		return isNameWord(text)
			? {by: 'name', text}
			: {example: text.replaceAll(/[^a-z0-9._-]+/g, '') || 'gpu'};
	}

	const field = text.slice(0, colon);
	const wanted = text.slice(colon + 1);
	const example = wordExamples.get(field);
	return isWordField(field) && isValue(field, wanted)
		? {by: field, text: wanted}
		: {example: example ?? 'role:worker'};
}

/** A role and a tag are any words of the configuration. */
function isValue(field: WordField, wanted: string): boolean {
	switch (field) {
		case 'name':
			return isNameWord(wanted);
		case 'state':
			return wanted !== '' && states.some(state => state.startsWith(wanted));
		case 'role':
		case 'tag':
			return wanted !== '';
		default:
			return assertNever(field);
	}
}

/** All that a node can be, written down whole. */
type States = Readonly<
	Record<NodeSubject['health'] | NodeSubject['connection'] | NodeSubject['label'], true>
>;

const isState: States = {
	...{ok: true, warning: true, down: true, unknown: true},
	...{disabled: true, idle: true, connecting: true, bootstrapping: true, ready: true},
	...{degraded: true, backoff: true, 'auth-failed': true, 'hostkey-unknown': true},
	...{'hostkey-mismatch': true, 'needs-passphrase': true, unsupported: true},
	...{'gpu-bound': true, 'cpu-bound': true, 'io-bound': true, 'memory-pressure': true},
	...{'mixed-gpu-cpu': true, 'mixed-gpu-io': true, 'mixed-cpu-io': true, 'mixed-gpu-cpu-io': true},
	...{throttled: true, balanced: true, underutilized: true},
};
const states = Object.keys(isState);

function isWordField(field: string): field is WordField {
	return wordExamples.has(field);
}

function parseComparison(text: string): FilterTest | NoTerm {
	const [, name = '', sign = '', digits = '', unit] = comparison.exec(text) ?? [];
	const value = valueFields.get(name);
	const isUnitRight = unit === undefined || (unit === '%') === (value !== 'temperature');
	if (value === undefined || !isSign(sign) || !isUnitRight) {
		return {example: exampleFor(text)};
	}

	const limit = value === 'temperature' ? Number(digits) : Number(digits) / 100;
	return {by: 'value', value, sign, limit};
}

function isSign(text: string): text is Sign {
	return text === '>' || text === '<' || text === '>=' || text === '<=';
}

function exampleFor(text: string): string {
	const name = /^[a-z]*/.exec(text)?.[0] ?? '';
	switch (valueFields.get(name)) {
		case undefined:
			return 'cpu>80';
		case 'temperature':
			return `${name}>70`;
		default:
			return `${name}>90`;
	}
}

export function matchesNode({isInverted, terms}: NodeFilter, subject: NodeSubject): boolean {
	return terms.every(term => matchesTerm(term, subject)) !== isInverted;
}

/** What is unknown is neither over a limit nor not over it. */
function matchesTerm(term: FilterTerm, subject: NodeSubject): boolean {
	if (term.by !== 'value') {
		return wordsOf(subject, term.by).some(isFound(term)) !== term.isInverted;
	}

	const value = subject.values[term.value];
	return value !== undefined && compares(value, term.sign, term.limit) !== term.isInverted;
}

/** Any part of a name, the beginning of other words. */
function isFound({by, text}: {readonly by: WordField; readonly text: string}) {
	return (word: string): boolean =>
		by === 'name' ? word.toLowerCase().includes(text) : word.toLowerCase().startsWith(text);
}

/** A label that is not known is no state: a node is known to be down all the same. */
function wordsOf(subject: NodeSubject, by: WordField): readonly string[] {
	switch (by) {
		case 'name':
			return [subject.name];
		case 'role':
			return subject.role === undefined ? [] : [subject.role];
		case 'tag':
			return subject.tags;
		case 'state':
			return subject.label === 'unknown'
				? [subject.health, subject.connection]
				: [subject.health, subject.connection, subject.label];
		default:
			return assertNever(by);
	}
}

function compares(value: number, sign: Sign, limit: number): boolean {
	switch (sign) {
		case '>':
			return value > limit;
		case '<':
			return value < limit;
		case '>=':
			return value >= limit;
		case '<=':
			return value <= limit;
		default:
			return assertNever(sign);
	}
}
