/**
 * YAML text -> one document of the yaml package, or the mistakes in it. The parser of that package does not recurse
 * and its composer does, so the true depth is counted between the two; the number of lexemes bounds the time of both.
 * A warning is a mistake here: a custom tag is only a warning to the package.
 * https://eemeli.org/yaml/#parsing-documents
 */
import {Composer, type CST, type Document, Lexer, Parser, type YAMLError} from 'yaml';
import {configLimits} from './config-bounds.ts';
import {yamlErrorText} from './yaml-error-text.ts';

/** A mistake at an offset of the text; `path` is `nodes[2].ssh.port`, or empty. */
export type Mistake = {readonly offset: number; readonly path: string; readonly message: string};

export type YamlResult =
	| {readonly ok: true; readonly document: Document.Parsed}
	| {readonly ok: false; readonly mistakes: readonly Mistake[]};

/** Twelve for each of the 10,000 lines that a file may have: `  - {name: n1}` has as many. */
const mostLexemes = 120_000;

/** Keys are compared in config-tree.ts, because the package does it in quadratic time. */
const options = {
	version: '1.2',
	schema: 'core',
	merge: false,
	stringKeys: true,
	uniqueKeys: false,
	prettyErrors: false,
	logLevel: 'silent',
} as const;

/** The text has passed `checkConfigBounds`. */
export function readYaml(text: string): YamlResult {
	const tokens: CST.Token[] = [];
	const tooMuch = parseInto(tokens, text) ?? tooDeep(tokens);
	if (tooMuch !== undefined) {
		return {ok: false, mistakes: [tooMuch]};
	}

	const [document, second] = withoutStackTraces(() => [
		...new Composer(options).compose(tokens, true, text.length),
	]);
	const errors = [...(document?.errors ?? []), ...(document?.warnings ?? [])];
	const mistakes = firstOfEachLine(errors, text).map(error => ({
		offset: isOpenQuote(error) ? lastQuoteBefore(tokens, error.pos[0]) : error.pos[0],
		path: '',
		message: yamlErrorText(error, text),
	}));
	if (second !== undefined) {
		mistakes.push({
			offset: second.range[0],
			path: '',
			message: 'a second document begins here (---): a file holds one configuration',
		});
	}

	return document === undefined || mistakes.length > 0
		? {ok: false, mistakes}
		: {ok: true, document};
}

function parseInto(tokens: CST.Token[], text: string): Mistake | undefined {
	const parser = new Parser();
	let lexemes = 0;
	let offset = 0;
	for (const lexeme of new Lexer().lex(text)) {
		lexemes += 1;
		offset += lexeme.length;
		if (lexemes > mostLexemes) {
			const message = `has more than ${mostLexemes} words and signs, the most a configuration may have`;
			return {offset: Math.min(offset, text.length), path: '', message};
		}

		tokens.push(...parser.next(lexeme));
	}

	tokens.push(...parser.end());
	return undefined;
}

/** Walks with a list instead of the call stack: this is the function that may meet 120,000 levels. */
function tooDeep(tokens: readonly CST.Token[]): Mistake | undefined {
	const open = tokens.map(token => ({token, depth: 0}));
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const {token, depth} = next;
		if ('items' in token && depth >= configLimits.depth) {
			const message = `is nested more than ${configLimits.depth} levels deep`;
			return {offset: token.offset, path: '', message};
		}

		for (const child of childrenOf(token)) {
			open.push({token: child, depth: 'items' in token ? depth + 1 : depth});
		}
	}

	return undefined;
}

function childrenOf(token: CST.Token): readonly CST.Token[] {
	if (token.type === 'document') {
		return token.value === undefined ? [] : [token.value];
	}

	return 'items' in token
		? token.items.flatMap(item => [item.key, item.value].filter(child => child != null))
		: [];
}

/** What follows a slip on the same line is mostly its echo. */
function firstOfEachLine(errors: readonly YAMLError[], text: string): readonly YAMLError[] {
	let end = -1;
	const inOrder = [...errors].sort((one, other) => one.pos[0] - other.pos[0]);
	return inOrder.filter(({pos: [offset]}) => {
		if (offset <= end) {
			return false;
		}

		const newline = text.indexOf('\n', offset);
		end = newline === -1 ? text.length : newline;
		return true;
	});
}

function isOpenQuote(error: YAMLError): boolean {
	return /^Missing closing ["']quote/.test(error.message);
}

/** The package reports where the text ends; the person wants to know where the quote is. */
function lastQuoteBefore(tokens: readonly CST.Token[], end: number): number {
	let last = 0;
	const open = [...tokens];
	for (let token = open.pop(); token !== undefined; token = open.pop()) {
		if (/quoted/.test(token.type) && token.offset < end) {
			last = Math.max(last, token.offset);
		}

		open.push(...childrenOf(token));
	}

	return last;
}

/** A file of nothing but mistakes makes 120,000 Error objects; their stacks would take two seconds. */
function withoutStackTraces<Value>(work: () => Value): Value {
	const {stackTraceLimit} = Error;
	Error.stackTraceLimit = 0;
	try {
		return work();
	} finally {
		Error.stackTraceLimit = stackTraceLimit;
	}
}
