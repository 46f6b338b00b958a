import type {
	CountedModel,
	EarlierAttempts,
	KeptMetrics,
	MeasuredAttempt,
} from '../domain/ollama-metrics.ts';
import type {Parsed} from '../domain/parsed.ts';
import {type Result, succeeded} from '../domain/result.ts';
import type {AttemptLines} from '../parsers/measured-attempts.ts';
import {countedModels, metricsOf} from '../rules/counted-attempts.ts';
import {appendLine, startLines} from '../transport/append-line.ts';
import {listFolder} from '../transport/list-folder.ts';
import {readTextFile} from '../transport/read-text-file.ts';
import {removeFile} from '../transport/remove-file.ts';

/** About two hundred thousand attempts: no program lets a file grow so far, unless it runs for years. */
const mostBytes = 64 * 2 ** 20;
/** Some eight hundred attempts: two such files are read in a moment. */
const defaultFileBytes = 2 ** 18;
/** After so many in the next file nobody adds to the one before it any more. */
const settledAttempts = 50;
/** More than the newest two files grow to by themselves. */
const oversize = 3;
const mostEntries = 10_000;
/** A file is added up and removed by another program while it is read. */
const mostTries = 5;

export type ReadAttempts = {
	readonly metrics: KeptMetrics;
	readonly earlier: EarlierAttempts;
	/** Lines that nobody understands. */
	readonly damaged: number;
};

type NumberedFile = AttemptLines & {
	readonly number: number;
	readonly damaged: number;
	readonly bytes: number;
};

/**
 * How earlier attempts went. No file is ever changed but at its end, so that any number of programs may add to it and
 * none loses a line: when the newest has grown, whoever reads it begins the next one, whose first lines sum up all files
 * before the newest. Nobody writes to those any more, so that every program would come to the same sum, and who comes
 * second leaves it to the first. Then they are removed.
 */
export async function readAttempts(
	folder: string,
	fileBytes: number = defaultFileBytes,
): Promise<Result<ReadAttempts>> {
	for (let tries = 1; ; tries += 1) {
		const files = await readFiles(folder);
		if (!files.ok && files.failure.kind === 'missing' && tries < mostTries) {
			continue;
		}

		if (!files.ok) {
			return files;
		}

		const earlier = await summed(files.value, {folder, fileBytes});
		const damaged = files.value.reduce((sum, file) => sum + file.damaged, 0);
		return succeeded({metrics: metricsOf(earlier), earlier, damaged});
	}
}

/** Failures: `diskFull`, `denied`, `missing` without its directory. */
export async function keepAttempt(
	folder: string,
	measured: MeasuredAttempt,
): Promise<Result<void>> {
	const line = JSON.stringify(measured);
	for (let tries = 1; ; tries += 1) {
		const numbers = await numbersIn(folder);
		const newest = (numbers.ok ? numbers.value.at(-1) : undefined) ?? 0;
		const path = pathOf(folder, newest);
		const added = await appendLine(path, line);
		const kept =
			!added.ok && added.failure.kind === 'missing' ? await startLines(path, line) : added;
		// Another program made it at the same moment.
		if (kept.ok || kept.failure.kind !== 'rejected' || tries >= mostTries) {
			return kept;
		}
	}
}

/** All that is there, of the newest sum on; what the sum holds is removed. */
async function summed(
	files: readonly NumberedFile[],
	{folder, fileBytes}: {readonly folder: string; readonly fileBytes: number},
): Promise<EarlierAttempts> {
	const base = files.findLast(isSum);
	const from = base?.head?.file ?? 0;
	const counted = base?.counted ?? [];
	const rest = files.filter(({number}) => number >= from);
	await Promise.all(
		files.filter(({number}) => number < from).map(({number}) => removeFile(pathOf(folder, number))),
	);
	const newest = rest.at(-1);
	if (newest !== undefined && isFull(rest, newest, fileBytes)) {
		const before = rest.filter(file => file !== newest).flatMap(({attempts}) => attempts);
		await startNext(folder, newest.number, countedModels({counted, attempts: before}));
	}

	return {counted, attempts: rest.flatMap(({attempts}) => attempts)};
}

/** One that grew too long while no program was started is not read for long either. */
function isFull(rest: readonly NumberedFile[], newest: NumberedFile, fileBytes: number): boolean {
	const allBytes = rest.reduce((sum, {bytes}) => sum + bytes, 0);
	const isSettled = newest.attempts.length >= settledAttempts;
	return newest.bytes > fileBytes || (isSettled && allBytes > oversize * fileBytes);
}

/** What cannot be begun now is begun by a later run. */
async function startNext(
	folder: string,
	newest: number,
	counted: readonly CountedModel[],
): Promise<void> {
	const head = {countedBefore: {file: newest, records: counted.length}};
	const lines = [head, ...counted.map(each => ({counted: each}))];
	await startLines(pathOf(folder, newest + 1), lines.map(each => JSON.stringify(each)).join('\n'));
}

/** Its sum is whole: another program may be writing it just now. */
function isSum({head, counted, damaged}: NumberedFile): boolean {
	return head !== undefined && counted.length + damaged >= head.records;
}

/** Lowest number first. */
async function readFiles(folder: string): Promise<Result<readonly NumberedFile[]>> {
	const numbers = await numbersIn(folder);
	if (!numbers.ok) {
		return numbers.failure.kind === 'missing' ? succeeded([]) : numbers;
	}

	const files: NumberedFile[] = [];
	for (const number of numbers.value) {
		const text = await readTextFile(pathOf(folder, number), mostBytes);
		if (!text.ok && text.failure.kind !== 'tooLarge') {
			return text;
		}

		// What cannot be read is left behind by the next file, and removed by the one after it.
		const {value, problems} = await parsed(text.ok ? text.value : '');
		const bytes = text.ok ? text.value.length : mostBytes;
		files.push({...value, number, bytes, damaged: text.ok ? problems.length : 1});
	}

	return succeeded(files);
}

/** Its schemas are a fifth of what a start loads, and most machines have nothing to be read by them. */
async function parsed(text: string): Promise<Parsed<AttemptLines>> {
	const {parseMeasuredAttempts} = await import('../parsers/measured-attempts.ts');
	return parseMeasuredAttempts(text);
}

const pattern = /^attempts(?:-(?<number>[1-9]\d{0,8}))?\.jsonl$/;

/** Of the files that are there, lowest first. */
async function numbersIn(folder: string): Promise<Result<readonly number[]>> {
	const names = await listFolder(folder, mostEntries);
	return names.ok
		? succeeded(
				names.value
					.filter(name => pattern.test(name))
					.map(name => Number(pattern.exec(name)?.groups?.['number'] ?? 0))
					.toSorted((one, other) => one - other),
			)
		: names;
}

function pathOf(folder: string, number: number): string {
	return `${folder}/${number === 0 ? 'attempts.jsonl' : `attempts-${number}.jsonl`}`;
}
