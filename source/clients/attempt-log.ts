import type {KeptMetrics, MeasuredAttempt} from '../domain/ollama-metrics.ts';
import {type Result, succeeded} from '../domain/result.ts';
import {parseMeasuredAttempts} from '../parsers/measured-attempts.ts';
import {withAttempt} from '../rules/model-metrics.ts';
import {appendLine, startLines} from '../transport/append-line.ts';
import {readTextFile} from '../transport/read-text-file.ts';
import {writeFileAtomically} from '../transport/write-file.ts';

/** About twenty thousand attempts. */
const mostBytes = 8 * 2 ** 20;
/** Older ones weigh nothing any more in a mean of which the newest is a third. */
const mostKept = 4000;
const keptBytes = 1.5 * 2 ** 20;

export type ReadAttempts = {
	readonly metrics: KeptMetrics;
	/** Lines that nobody understands. */
	readonly damaged: number;
};

/**
 * How earlier attempts went. A file that is not there has none; one that has grown is cut to its newest attempts. A
 * program that adds a line in the same moment loses that one: all others are only ever added to, by any number at once.
 */
export async function readAttempts(path: string): Promise<Result<ReadAttempts>> {
	const text = await readTextFile(path, mostBytes);
	if (!text.ok) {
		return text.failure.kind === 'missing' ? succeeded({metrics: {}, damaged: 0}) : text;
	}

	const {value, problems} = parseMeasuredAttempts(text.value);
	if (text.value.length > keptBytes) {
		const lines = value.slice(-mostKept).map(lineOf);
		// What cannot be cut now is cut by a later run.
		await writeFileAtomically({path, text: `${lines.join('\n')}\n`, mode: 0o600});
	}

	return succeeded({metrics: value.reduce(withAttempt, {}), damaged: problems.length});
}

/** Failures: `diskFull`, `denied`, `missing` without its directory. */
export async function keepAttempt(path: string, measured: MeasuredAttempt): Promise<Result<void>> {
	const line = lineOf(measured);
	const added = await appendLine(path, line);
	return added.ok || added.failure.kind !== 'missing' ? added : startOrAdd(path, line);
}

/** Another program may make it at the same moment. */
async function startOrAdd(path: string, line: string): Promise<Result<void>> {
	const started = await startLines(path, line);
	return started.ok || started.failure.kind !== 'rejected' ? started : appendLine(path, line);
}

function lineOf(measured: MeasuredAttempt): string {
	return JSON.stringify(measured);
}
