/** zod's issues -> findings in the words of the person who wrote the file. */
import type * as z from 'zod';
import {quoted} from '../domain/printable.ts';
import type {ConfigPath} from './config-path.ts';
import type {ConfigTree} from './config-tree.ts';

/** A mistake at a path; config.ts finds the line. */
export type Finding = {
	readonly path: ConfigPath;
	readonly at: 'key' | 'value';
	readonly message: string;
};

export function findingsOfIssues(
	issues: readonly z.core.$ZodIssue[],
	tree: ConfigTree,
): readonly Finding[] {
	return issues.flatMap(issue => findingsOfIssue(issue, issue.path.map(stepOf), tree));
}

function findingsOfIssue(
	issue: z.core.$ZodIssue,
	path: ConfigPath,
	tree: ConfigTree,
): readonly Finding[] {
	if (issue.code === 'unrecognized_keys') {
		const messages = issue.message.split('\n');
		return issue.keys.map((key, index) => ({
			path: [...path, key],
			at: 'key' as const,
			message: messages[index] ?? 'is not a key here',
		}));
	}

	if (issue.code === 'invalid_union') {
		const branch = issue.errors.find(errors => errors.every(isInside));
		if (branch !== undefined) {
			return branch.flatMap(inner =>
				findingsOfIssue(inner, [...path, ...inner.path.map(stepOf)], tree),
			);
		}
	}

	return [{path, at: 'value', message: sentence(issue.message, path, tree)}];
}

/** The branch of a union that the writer meant is the one whose kind of value fits. */
function isInside(issue: z.core.$ZodIssue): boolean {
	return issue.path.length > 0 || issue.code === 'unrecognized_keys';
}

function stepOf(step: PropertyKey): string | number {
	return typeof step === 'symbol' ? String(step) : step;
}

function sentence(message: string, path: ConfigPath, tree: ConfigTree): string {
	const value = valueAt(tree.value, path);
	if (value === undefined) {
		return `is missing: it ${message}`;
	}

	if (!message.startsWith('must ')) {
		return message;
	}

	const [requirement, hint] = message.split(/\.(?= Did you mean)/);
	const source = tree.sourceOf(path);
	const found = `${requirement}, found ${foundText(value, source)}`;
	return found + (hint === undefined ? hintText(message, value, source) : `.${hint}`);
}

function hintText(message: string, value: unknown, source: string | undefined): string {
	if (typeof value === 'string') {
		const isJoined = message.startsWith('must be keys') && /^\w+:\S/.test(value);
		return isJoined ? '. A space is missing after the colon' : '';
	}

	return source !== undefined && isTextWithoutQuotes(message, value)
		? `. Put it in quotes: ${quoted(source)}`
		: '';
}

/** `name: 022` is the number 22 to YAML, and `role: true` no text. */
function isTextWithoutQuotes(message: string, value: unknown): boolean {
	return (
		(typeof value === 'number' || typeof value === 'boolean') &&
		/^must be (a |an |the |hosts |text)/.test(message) &&
		!/^must be a (number|duration|list)/.test(message)
	);
}

function foundText(value: unknown, source: string | undefined): string {
	if (value === null) {
		return 'nothing';
	}

	if (Array.isArray(value)) {
		return value.every(isPlain) && value.length <= 4 ? listText(value) : 'a list';
	}

	if (typeof value === 'object') {
		return 'keys';
	}

	return typeof value === 'string' ? quoted(value) : (source ?? String(value)).slice(0, 40);
}

function isPlain(value: unknown): value is string | number | boolean {
	return ['string', 'number', 'boolean'].includes(typeof value);
}

function listText(values: ReadonlyArray<string | number | boolean>): string {
	const texts = values.map(value => (typeof value === 'string' ? quoted(value) : String(value)));
	return `[${texts.join(', ')}]`;
}

function valueAt(root: unknown, path: ConfigPath): unknown {
	return path.reduce<unknown>(
		(value, step) =>
			typeof value === 'object' && value !== null && Object.hasOwn(value, step)
				? Reflect.get(value, step)
				: undefined,
		root,
	);
}
