import type {WantedModel} from '../../source/domain/config.ts';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {ShelfNode} from '../../source/domain/model-shelf.ts';
import type {InstalledModel} from '../../source/domain/ollama.ts';
import {anInstalledModel, gigabyte} from './route-builders.ts';

/** A board that serves and has no model yet. */
export function aShelfNode(name: string, fields: Partial<ShelfNode> = {}): ShelfNode {
	return {
		name: name as NodeName,
		tags: [],
		service: {state: 'serving'},
		installed: [],
		loaded: [],
		slots: 1,
		inFlight: [],
		memoryAvailableBytes: 6 * gigabyte,
		vramFreeBytes: undefined,
		cards: 0,
		diskFreeBytes: 100 * gigabyte,
		...fields,
	};
}

/** `a` in a digest of 64 digits. */
export function digestOf(digit: string): string {
	return digit.repeat(64);
}

export function aModel(
	name: string,
	digit = 'a',
	fields: Partial<InstalledModel> = {},
): InstalledModel {
	return anInstalledModel({name: name as ModelName, digest: digestOf(digit), ...fields});
}

export function aWish(name: string, fields: Partial<WantedModel> = {}): WantedModel {
	return {name: name as ModelName, replicas: undefined, tags: [], nodes: [], ...fields};
}
