/**
 * One edit of a configuration as a change of its text: only the bytes of the value that changes are touched, so
 * comments, blank lines and spacing stay as they are. What it cannot place it leaves to config-edit.ts (undefined).
 */
import {
	type Document,
	isCollection,
	isMap,
	isNode,
	isScalar,
	isSeq,
	type Node,
	type Pair,
	stringify,
	type YAMLMap,
	type YAMLSeq,
} from 'yaml';
import type {ConfigPath} from './config-path.ts';

export type ConfigValue =
	| string
	| number
	| boolean
	| null
	| readonly ConfigValue[]
	| {readonly [key: string]: ConfigValue};

export type ConfigEdit =
	| {readonly path: ConfigPath; readonly set: ConfigValue}
	/** Adds to the end of the list at `path`, which is made where it is not. */
	| {readonly path: ConfigPath; readonly append: ConfigValue}
	| {readonly path: ConfigPath; readonly remove: true};

type Source = {readonly text: string; readonly document: Document.Parsed};

export function spliceConfig(source: Source, edit: ConfigEdit): string | undefined {
	if ('append' in edit) {
		return append(source, edit.path, edit.append);
	}

	return 'set' in edit
		? set(source, edit.path, edit.set)
		: remove(source, edit.path.slice(0, -1), edit.path.at(-1));
}

function append(source: Source, path: ConfigPath, value: ConfigValue): string | undefined {
	const list = nodeAt(source, path);
	if (!isSeq(list) || list.items.length === 0) {
		return set(source, path, [value]);
	}

	const last = list.items.at(-1);
	return isNode(last)
		? appendAfter(source, {collection: list, last}, {dash: '- ', value})
		: undefined;
}

function set(source: Source, path: ConfigPath, value: ConfigValue): string | undefined {
	const key = path.at(-1);
	const parent = nodeAt(source, path.slice(0, -1));
	if (!isCollection(parent) && typeof key === 'string') {
		return path.length > 1 ? set(source, path.slice(0, -1), {[key]: value}) : undefined;
	}

	const old = nodeAt(source, path);
	if (old !== undefined) {
		return replace(source, {old, key: isMap(parent) ? pairOf(parent, key)?.key : undefined}, value);
	}

	const pair = isMap(parent) ? parent.items.at(-1) : undefined;
	const last = isNode(pair?.value) ? pair.value : pair?.key;
	return isMap(parent) && isNode(last) && typeof key === 'string'
		? appendAfter(source, {collection: parent, last}, {dash: '', value: {[key]: value}})
		: undefined;
}

/** Where nothing stands after the colon, the package places the value behind the comment: write before that. */
function replace(
	{text}: Source,
	{old, key}: {old: Node; key: unknown},
	value: ConfigValue,
): string | undefined {
	const [start, end] = old.range ?? [0, 0];
	const keyEnd = isNode(key) ? key.range?.[1] : undefined;
	if (start === end && keyEnd !== undefined) {
		const colonEnd = text.indexOf(':', keyEnd) + 1;
		return `${text.slice(0, colonEnd)} ${flowText(value)}${text.slice(colonEnd)}`;
	}

	const tail = text.slice(start, end).endsWith('\n') ? lineEndOf(text) : '';
	return text.slice(0, start) + flowText(value) + tail + text.slice(end);
}

type Place = {readonly collection: YAMLSeq | YAMLMap; readonly last: Node};
type Addition = {readonly dash: string; readonly value: ConfigValue};

function appendAfter({text}: Source, place: Place, {dash, value}: Addition): string | undefined {
	const end = place.last.range?.[1];
	if (end === undefined) {
		return undefined;
	}

	if (place.collection.flow === true) {
		const inner = flowText(value);
		const bare = dash === '' ? inner.replace(/^\{\s*|\s*\}$/g, '') : inner;
		return `${text.slice(0, end)}, ${bare}${text.slice(end)}`;
	}

	const column = columnOf(text, place.collection);
	if (column === undefined) {
		return undefined;
	}

	const lineEnd = lineEndOf(text);
	const indented = blockText(value)
		.split('\n')
		.map(
			(line, index) =>
				`${' '.repeat(column)}${index === 0 ? dash : ' '.repeat(dash.length)}${line}`,
		)
		.join(lineEnd);
	const at = endOfLine(text, end);
	const isLineStart = at === 0 || text[at - 1] === '\n';
	return isLineStart
		? text.slice(0, at) + indented + lineEnd + text.slice(at)
		: text.slice(0, at) + lineEnd + indented + text.slice(at);
}

/** The column where the entries of a block collection begin. */
function columnOf(text: string, collection: YAMLSeq | YAMLMap): number | undefined {
	const first = isMap(collection) ? collection.items[0]?.key : collection.items[0];
	const start = isNode(first) ? first.range?.[0] : undefined;
	if (start === undefined) {
		return undefined;
	}

	const entry = isMap(collection) ? start : text.lastIndexOf('-', start - 1);
	return entry - (text.lastIndexOf('\n', entry - 1) + 1);
}

function remove(
	source: Source,
	parentPath: ConfigPath,
	key: string | number | undefined,
): string | undefined {
	const parent = nodeAt(source, parentPath);
	if (!isCollection(parent) || parent.flow === true || parent.items.length < 2) {
		return undefined;
	}

	const entry = isMap(parent) ? pairOf(parent, key) : parent.items[Number(key)];
	const [first, last] = isNode(entry) ? [entry, entry] : endsOf(entry);
	const [start, end] = [first?.range?.[0], last?.range?.[1]];
	if (start === undefined || end === undefined) {
		return undefined;
	}

	const {text} = source;
	const lineStart = text.lastIndexOf('\n', start - 1) + 1;
	const isAlone = /^\s*(-\s+)?$/.test(text.slice(lineStart, start));
	const next = endOfLine(text, end);
	const rest = text[next - 1] === '\n' ? next : text.indexOf('\n', next) + 1 || text.length;
	return isAlone ? text.slice(0, lineStart) + text.slice(rest) : undefined;
}

function endsOf(entry: unknown): readonly [Node | undefined, Node | undefined] {
	const {key, value} = isPairLike(entry) ? entry : {key: undefined, value: undefined};
	const first = isNode(key) ? key : undefined;
	return [first, isNode(value) ? value : first];
}

function isPairLike(entry: unknown): entry is Pair {
	return typeof entry === 'object' && entry !== null && 'key' in entry && 'value' in entry;
}

function pairOf(map: YAMLMap, key: string | number | undefined): Pair | undefined {
	return map.items.find(pair => isScalar(pair.key) && pair.key.value === key);
}

/** Aliases are not followed: an edit behind one would change another place of the file. */
function nodeAt({document}: Source, path: ConfigPath): Node | undefined {
	let node: unknown = document.contents;
	for (const step of path) {
		if (isMap(node)) {
			node = pairOf(node, step)?.value;
		} else {
			node = isSeq(node) ? node.items[Number(step)] : undefined;
		}
	}

	return isNode(node) ? node : undefined;
}

/** The offset of the line break that ends the line of `offset`, or `offset` itself where a line begins there. */
function endOfLine(text: string, offset: number): number {
	if (offset > 0 && text[offset - 1] === '\n') {
		return offset;
	}

	const end = text.indexOf('\n', offset);
	const stop = end === -1 ? text.length : end;
	return text[stop - 1] === '\r' ? stop - 1 : stop;
}

function lineEndOf(text: string): string {
	return text.includes('\r\n') ? '\r\n' : '\n';
}

const style = {lineWidth: 0, indent: 2, flowCollectionPadding: false} as const;

function flowText(value: ConfigValue): string {
	return stringify(value, {...style, collectionStyle: 'flow'})
		.trimEnd()
		.replace(/\n\s*/g, ' ');
}

function blockText(value: ConfigValue): string {
	return stringify(value, style).trimEnd();
}
