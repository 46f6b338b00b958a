import {readConfigTree} from './config-tree.ts';
import {expandHostRange} from './host-range.ts';
import {readYaml} from './yaml-document.ts';

/** Where a node stands in the file: its place in `nodes`, and the name as written there, which may be a range. */
export type NodeEntry = {readonly index: number; readonly writtenName: string};

/** The entry of a node in a text that is a valid configuration; undefined when no entry makes this name. */
export function findNodeEntry(text: string, name: string): NodeEntry | undefined {
	const yaml = readYaml(text);
	const nodes = yaml.ok ? listAt(readConfigTree(yaml.document).value, 'nodes') : [];
	const writtenNames = nodes.map(nameOf);
	const index = writtenNames.findIndex(
		written => written === name || expandHostRange(written).includes(name),
	);
	return index === -1 ? undefined : {index, writtenName: writtenNames[index] ?? name};
}

function listAt(value: unknown, key: string): readonly unknown[] {
	const list = Object(value)[key] as unknown;
	return Array.isArray(list) ? list : [];
}

function nameOf(entry: unknown): string {
	const name = Object(entry).name as unknown;
	return typeof name === 'string' ? name : '';
}
