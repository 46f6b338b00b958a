import type {YAMLError} from 'yaml';
import {printable} from '../domain/printable.ts';

/**
 * The yaml package's words for a mistake, put into those of the person who made it. What is not in the table keeps the
 * package's sentence. Codes: https://eemeli.org/yaml/#errors
 */
export function yamlErrorText(error: YAMLError, text: string): string {
	if (/^[\w.-]\[/.test(text.slice(Math.max(0, error.pos[0] - 1), error.pos[0] + 1))) {
		return 'a name with [ ] needs quotes inside { } and [ ]';
	}

	const known = sentences.find(([pattern]) => pattern.test(`${error.code} ${error.message}`));
	return known === undefined
		? `is not YAML here: ${printable(error.message.slice(0, 200))}`
		: known[1];
}

const sentences: ReadonlyArray<readonly [RegExp, string]> = [
	[/^TAB_AS_INDENT/, 'a tab stands in the indentation: YAML wants spaces'],
	[/Implicit map keys need to be followed/, 'a colon is missing: write "key: value"'],
	[/Implicit keys need to be on a single/, 'a colon is missing here: write "key: value"'],
	[/Sequence item without - indicator/, 'the indentation fits none of the lines above'],
	[/Nested mappings are not allowed in compact/, 'a second "key: value" stands on the same line'],
	[/^BLOCK_AS_IMPLICIT_KEY/, 'a list begins where a key was expected: check the indentation'],
	[/Missing closing ["']quote/, 'a quote is opened and never closed'],
	[/Missing , (or : )?between flow/, 'a comma is missing, or a text with brackets needs quotes'],
	[/Missing space after :/, 'a space is missing after the colon'],
	[/Comments must be separated/, 'a space is missing before the "#"'],
	[/^BAD_INDENT Block scalars/, 'the text after "|" or ">" is indented in more than one way'],
	[
		/must be sufficiently indented|^MISSING_CHAR .*must end with a/,
		'a bracket that is opened above is not closed before this',
	],
	[/^BAD_INDENT/, 'the indentation fits none of the lines above'],
	[/^TAG_RESOLVE_FAILED/, 'a tag (!name) stands here: tags are not read, write plain values'],
	[
		/^BAD_ALIAS|Unresolved alias/,
		'an alias (*name) stands here without an anchor (&name) above it',
	],
	[/^NON_STRING_KEY/, 'a list or keys stand where the name of a key belongs'],
	[/^BAD_SCALAR_START/, 'a text that begins with this character needs quotes'],
	[/^BAD_DQ_ESCAPE/, 'an unknown escape stands in the double quotes: use single quotes'],
	[/^MULTIPLE_(ANCHORS|TAGS)/, 'two anchors or two tags stand before one value'],
	[/^BAD_DIRECTIVE/, 'a line that begins with % is a directive, and this one is unknown'],
	[
		/Unexpected flow-(seq|map)-end|Unexpected (flow|block)-?(seq|map)/,
		'a bracket stands here that nothing opened',
	],
];
