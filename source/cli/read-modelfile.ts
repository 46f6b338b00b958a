import {dirname} from 'node:path';
import type {Modelfile} from '../domain/model-deed.ts';
import {decodeBytes} from '../parsers/bytes.ts';
import {parseModelfile} from '../parsers/modelfile.ts';
import {failureText} from '../theme/failure-text.ts';
import {readFileBytes} from '../transport/read-bytes.ts';
import {findModelFiles} from './model-files.ts';

/** `problems` are raw. */
export type ReadModelfile = {readonly value: Modelfile} | {readonly problems: readonly string[]};

export type ModelfilePlace = {
	/** Stands before the line and the column of each problem. */
	readonly where: string;
	/** In which the files lie that it names without more. */
	readonly folder: string;
	readonly signal: AbortSignal;
};

export const mostModelfileBytes = 2 ** 20;

/** With the files that it names, looked at. */
export async function modelfileIn(text: string, place: ModelfilePlace): Promise<ReadModelfile> {
	const read = parseModelfile(text);
	const {where, signal} = place;
	if (!read.ok) {
		return {
			problems: read.problems.map(
				({line, column, message}) => `${where}:${line}:${column}: ${message}`,
			),
		};
	}

	const {files, adapters, ...said} = read.value;
	const found = await findModelFiles([...files, ...adapters], place, signal);
	return 'problems' in found
		? found
		: {
				value: {
					...said,
					files: found.value.slice(0, files.length),
					adapters: found.value.slice(files.length),
				},
			};
}

export async function readModelfileAt(path: string, signal: AbortSignal): Promise<ReadModelfile> {
	const bytes = await readFileBytes(path, mostModelfileBytes, signal);
	return bytes.ok
		? modelfileIn(decodeBytes(bytes.value), {where: path, folder: dirname(path), signal})
		: {problems: [failureText(bytes.failure)]};
}
