import type {ConversationRecord} from '../domain/conversation.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {imagesApart} from '../parsers/conversation-images.ts';
import {conversationLine, parseConversationLine} from '../parsers/conversation-line.ts';
import {keptRecord, recordWithoutFigures} from '../rules/kept-record.ts';
import {checksumOf, digestOf} from '../transport/checksum.ts';

/**
 * Of one record with its pictures, as it is written. A control character takes six bytes there, so that a question of 16
 * MiB of nothing else is not kept, which is said; one of 10 MiB is.
 */
const mostRecordBytes = 2 ** 26;

export type LinesPlace = {
	readonly path: string;
	/** The ids of the pictures that the file holds; asked only where there is one to be written. */
	readonly knownImages: () => Promise<ReadonlySet<string>>;
};

/**
 * The lines of a record, and before it those of the pictures in it that the file does not hold. What is too large is not
 * read back first; what a node told of itself never costs the turn. Failures: `rejected` where they could not be read
 * again, `tooLarge`.
 */
export async function linesToKeep(
	record: ConversationRecord,
	place: LinesPlace,
): Promise<Result<readonly string[]>> {
	const kept = keptRecord(record);
	const lines = await linesOf(kept, place);
	if (lines.reduce((sum, line) => sum + line.length, 0) > mostRecordBytes) {
		return failed({kind: 'tooLarge', where: place.path, limitBytes: mostRecordBytes});
	}

	if (problemIn(lines) === undefined) {
		return succeeded(lines);
	}

	const bare = await linesOf(recordWithoutFigures(kept), place);
	const problem = problemIn(bare);
	const reason = `it was not kept, as it could not be read again: ${problem ?? ''}.`;
	return problem === undefined
		? succeeded(bare)
		: failed({kind: 'rejected', where: place.path, reason});
}

function problemIn(lines: readonly string[]): string | undefined {
	for (const line of lines) {
		const readBack = parseConversationLine(line, checksumOf);
		if ('problem' in readBack) {
			return readBack.problem;
		}
	}

	return undefined;
}

async function linesOf(
	whole: ConversationRecord,
	{knownImages}: LinesPlace,
): Promise<readonly string[]> {
	const {record, images} = imagesApart(whole, imageId);
	const line = conversationLine(record, checksumOf);
	if (images.size === 0 || record.type === 'unknown') {
		return [line];
	}

	const known = await knownImages();
	const missing = [...images].filter(([id]) => !known.has(id));
	return [
		...missing.map(([id, base64]) =>
			conversationLine({type: 'image', wallMs: record.wallMs, id, base64}, checksumOf),
		),
		line,
	];
}

function imageId(base64: string): string {
	return `sha256:${digestOf(base64)}`;
}

/** The lines of a new file, in which nothing stands yet: each picture once. Failures: those of `linesToKeep`. */
export async function firstLines(
	path: string,
	records: readonly ConversationRecord[],
): Promise<Result<readonly string[]>> {
	const written = new Set<string>();
	const lines: string[] = [];
	for (const record of records) {
		const added = await linesToKeep(record, {path, knownImages: async () => written});
		if (!added.ok) {
			return added;
		}

		lines.push(...added.value);
		for (const id of imagesApart(record, imageId).images.keys()) {
			written.add(id);
		}
	}

	return succeeded(lines);
}
