import type {Modelfile} from '../domain/model-deed.ts';
import {decodeBytes} from '../parsers/bytes.ts';
import {parseModelfile} from '../parsers/modelfile.ts';
import {failureText} from '../theme/failure-text.ts';
import {readFileBytes} from '../transport/read-bytes.ts';

/** `problems` are raw. */
export type ReadModelfile = {readonly value: Modelfile} | {readonly problems: readonly string[]};

export const mostModelfileBytes = 2 ** 20;

/** `where` stands before the line and the column of each problem. */
export function modelfileIn(text: string, where: string): ReadModelfile {
	const read = parseModelfile(text);
	return read.ok
		? {value: read.value}
		: {
				problems: read.problems.map(
					({line, column, message}) => `${where}:${line}:${column}: ${message}`,
				),
			};
}

export async function readModelfileAt(path: string, signal: AbortSignal): Promise<ReadModelfile> {
	const bytes = await readFileBytes(path, mostModelfileBytes, signal);
	return bytes.ok
		? modelfileIn(decodeBytes(bytes.value), path)
		: {problems: [failureText(bytes.failure)]};
}
