/**
 * A YAML document -> plain values that remember where they stood. Maps become objects without a prototype, so that
 * `__proto__` is a key like any other; keys that occur twice, merge keys and unfolding aliases are mistakes.
 */
import {type Document, isAlias, isMap, isScalar, isSeq, type YAMLMap, type YAMLSeq} from 'yaml';
import {quoted} from '../domain/printable.ts';
import {type ConfigPath, configPathText} from './config-path.ts';
import type {Mistake} from './yaml-document.ts';

export type ConfigTree = {
	readonly value: unknown;
	/** The offset of the value at a path (or of its key); of the nearest value above where there is none. */
	readonly offsetOf: (path: ConfigPath, at: 'key' | 'value') => number;
	/** A plain scalar as it was written: `022` for the number 22. */
	readonly sourceOf: (path: ConfigPath) => string | undefined;
	readonly mistakes: readonly Mistake[];
};

const mostAliases = 20;
const mostValues = 50_000;

type Place = {
	readonly keyOffset: number;
	readonly valueOffset: number;
	readonly source: string | undefined;
};

type Reading = {
	readonly places: WeakMap<object, Map<string | number, Place>>;
	readonly anchors: Map<string, {readonly value: unknown; readonly weight: number}>;
	readonly mistakes: Mistake[];
	/** Values so far, aliases unfolded. */
	weight: number;
	aliases: number;
};

export function readConfigTree(document: Document.Parsed): ConfigTree {
	const reading: Reading = {
		places: new WeakMap(),
		anchors: new Map(),
		mistakes: [],
		weight: 0,
		aliases: 0,
	};
	const value = readNode(reading, document.contents, []);
	const start = document.contents?.range[0] ?? 0;
	return {
		value,
		offsetOf: (path, at) => {
			const place = nearestPlace(reading, value, path);
			return (at === 'key' ? place?.keyOffset : place?.valueOffset) ?? start;
		},
		sourceOf: path => exactPlace(reading, value, path)?.source,
		mistakes: reading.mistakes,
	};
}

function readNode(reading: Reading, node: unknown, path: ConfigPath): unknown {
	reading.weight += 1;
	if (reading.weight > mostValues) {
		return undefined;
	}

	if (isAlias(node)) {
		return readAlias(reading, {name: node.source, offset: node.range?.[0] ?? 0, path});
	}

	const before = reading.weight;
	const value = readValue(reading, node, path);
	const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
	if (anchor !== undefined) {
		reading.anchors.set(anchor, {value, weight: reading.weight - before + 1});
	}

	return value;
}

type AliasAt = {readonly name: string; readonly offset: number; readonly path: ConfigPath};

function readAlias(reading: Reading, {name, offset, path}: AliasAt): unknown {
	reading.aliases += 1;
	const target = reading.anchors.get(name);
	const complain = (message: string) => {
		reading.mistakes.push({offset, path: configPathText(path), message});
	};
	if (reading.aliases > mostAliases) {
		if (reading.aliases === mostAliases + 1) {
			complain(`is the alias number ${mostAliases + 1}; ${mostAliases} are the most`);
		}

		return undefined;
	}

	if (target === undefined) {
		complain(`is the alias ${quoted(name)} of an anchor that does not end above it`);
		return undefined;
	}

	reading.weight += target.weight;
	if (reading.weight > mostValues) {
		complain(`unfolds to more than ${mostValues} values`);
	}

	return target.value;
}

function readValue(reading: Reading, node: unknown, path: ConfigPath): unknown {
	if (isMap(node)) {
		return readMap(reading, node, path);
	}

	if (isSeq(node)) {
		return readList(reading, node, path);
	}

	return isScalar(node) ? node.value : null;
}

function readMap(reading: Reading, map: YAMLMap, path: ConfigPath): object {
	const result: Record<string, unknown> = Object.create(null);
	const places = new Map<string | number, Place>();
	reading.places.set(result, places);
	for (const {key: keyNode, value: node} of map.items) {
		const key = isScalar(keyNode) ? String(keyNode.value ?? '') : '';
		const keyOffset = offsetOf(keyNode) ?? offsetOf(map) ?? 0;
		const complain = keyComplaint({key, isTwice: places.has(key)});
		if (complain !== undefined) {
			const where = configPathText([...path, key]);
			reading.mistakes.push({offset: keyOffset, path: where, message: complain});
			continue;
		}

		places.set(key, {keyOffset, valueOffset: offsetOf(node) ?? keyOffset, source: sourceOf(node)});
		result[key] = readNode(reading, node, [...path, key]);
	}

	return result;
}

function keyComplaint({key, isTwice}: {key: string; isTwice: boolean}): string | undefined {
	if (key === '<<') {
		return 'is a merge key, which is not read here: write the keys out';
	}

	return isTwice ? 'is here twice: keep one of the two' : undefined;
}

function readList(reading: Reading, list: YAMLSeq, path: ConfigPath): readonly unknown[] {
	const result: unknown[] = [];
	const places = new Map<string | number, Place>();
	reading.places.set(result, places);
	for (const [index, node] of list.items.entries()) {
		const valueOffset = offsetOf(node) ?? offsetOf(list) ?? 0;
		places.set(index, {keyOffset: valueOffset, valueOffset, source: sourceOf(node)});
		result.push(readNode(reading, node, [...path, index]));
	}

	return result;
}

function offsetOf(node: unknown): number | undefined {
	return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node)
		? node.range?.[0]
		: undefined;
}

function sourceOf(node: unknown): string | undefined {
	return isScalar(node) && node.type === 'PLAIN' ? node.source : undefined;
}

function exactPlace(reading: Reading, root: unknown, path: ConfigPath): Place | undefined {
	return path.length === 0 ? undefined : placesAlong(reading, root, path)[path.length - 1];
}

function nearestPlace(reading: Reading, root: unknown, path: ConfigPath): Place | undefined {
	return placesAlong(reading, root, path).at(-1);
}

function placesAlong(reading: Reading, root: unknown, path: ConfigPath): readonly Place[] {
	const places: Place[] = [];
	let value = root;
	for (const step of path) {
		const place = isObject(value) ? reading.places.get(value)?.get(step) : undefined;
		if (place === undefined) {
			return places;
		}

		places.push(place);
		value = isObject(value) ? Reflect.get(value, step) : undefined;
	}

	return places;
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}
