import {
	type ConversationFile,
	type ConversationRecord,
	conversationSchema,
	type LineRange,
} from '../domain/conversation.ts';
import {imagesBack} from './conversation-images.ts';
import {
	beginsRecord,
	type ChecksumOf,
	type LineProblem,
	parseConversationLine,
} from './conversation-line.ts';

export type ConversationSource = {
	/** The file, as problems name it. */
	readonly source: string;
	readonly checksumOf: ChecksumOf;
};

type Flaw = LineProblem & {readonly line: number; readonly text: string};

/** A repair, and the line that it stands in. */
type Mended = {readonly line: number; readonly leftOut: readonly LineRange[]};

const longestCopy = 200;

/**
 * A conversation's file: one record a line (conversation-line.ts). What is damaged is left out and told; what was torn
 * when its writer was stopped is left out and counted; what a repair left out is only counted.
 *
 *     {"sum":"5f0c3a1e","length":87,"record":{"type":"opened","wallMs":1795390424000,"schema":1,"id":"20261122-155344-k3f9xa"}}
 *     {"sum":"11d2b90c","length":941,"record":{"type":"turn","wallMs":1795390431000,"turn":{"id":"3f9a0c12","question":...}}}
 *     {"sum":"7ae0114f","length":71,"record":{"type":"renamed","wallMs":1795390440000,"title":"Why is node 3 slow"}}
 *
 * docs/decisions/022-conversations-are-only-added-to.md
 */
export function parseConversation(text: string, source: ConversationSource): ConversationFile {
	const reader = conversationReader(source);
	reader.push(text);
	return reader.end();
}

export type ConversationReader = {
	readonly push: (text: string) => void;
	/** Once, when all of the file was pushed. */
	readonly end: () => ConversationFile;
};

/** The same for a file that comes in pieces, cut anywhere. */
export function conversationReader({source, checksumOf}: ConversationSource): ConversationReader {
	const records: ConversationRecord[] = [];
	const flaws: Flaw[] = [];
	const places: number[] = [];
	const images = new Map<string, string>();
	let line = 0;
	/** What was read last and still waits for the line behind it, which may tell what becomes of it. */
	let held: string | undefined;
	let rest = '';
	const readHeld = (next: string | undefined): void => {
		if (held === undefined) {
			return;
		}

		line += 1;
		const at = {line, text: held.slice(0, longestCopy)};
		const read = readLine(held, next, checksumOf);
		if (read !== undefined && 'problem' in read) {
			flaws.push({...read, ...at});
		} else if (read !== undefined) {
			const {record, lost} = imagesBack(read, images);
			records.push(record);
			places.push(at.line);
			if (record.type === 'image') {
				images.set(record.id, record.base64);
			}

			if (lost > 0) {
				flaws.push({problem: 'a picture of it is gone', flaw: 'damaged', ...at});
			}
		}
	};
	return {
		push(text) {
			if (!text.includes('\n')) {
				rest += text;
				return;
			}

			const lines = (rest + text).split('\n');
			rest = lines.pop() ?? '';
			for (const next of lines) {
				readHeld(next);
				held = next;
			}
		},
		end() {
			readHeld(rest === '' ? undefined : rest);
			held = rest;
			readHeld(undefined);
			return fileOf(records, {flaws, mended: mendedIn(records, places)}, source);
		},
	};
}

/** Undefined: there is nothing in it. `next`: the line behind it; undefined: there is none. */
function readLine(
	line: string,
	next: string | undefined,
	checksumOf: ChecksumOf,
): ConversationRecord | LineProblem | undefined {
	const read = line === '' ? undefined : parseConversationLine(line, checksumOf);
	const isTorn = read !== undefined && 'flaw' in read && read.flaw === 'torn';
	if (!isTorn || (isTornBefore(next) && !hasEnd(line, next))) {
		return read;
	}

	return isTornBefore(next) ? holed : shortened;
}

/**
 * Whether what stands behind it shows that its writer came to its end: every whole line ends so. A line that was torn
 * behind two brackets of its midst is taken for damage, which costs a word and nothing that was acknowledged.
 */
function hasEnd(line: string, next: string | undefined): boolean {
	return next !== undefined && line.endsWith('}}');
}

/** A torn line is the last one, or a writer went on behind it (transport/append-line.ts). */
function isTornBefore(next: string | undefined): boolean {
	return next === undefined || (next !== '' && beginsRecord(next));
}

const holed: LineProblem = {
	flaw: 'damaged',
	problem: 'its end is there, and a part before it is gone',
};

const shortened: LineProblem = {
	flaw: 'damaged',
	problem: 'its end is gone, and nobody went on there',
};

function fileOf(
	records: readonly ConversationRecord[],
	{flaws, mended}: {readonly flaws: readonly Flaw[]; readonly mended: readonly Mended[]},
	source: string,
): ConversationFile {
	const schema = schemaOf(records);
	const isNewer = (schema ?? conversationSchema) > conversationSchema;
	const foreign = isNewer ? flaws.filter(({flaw}) => flaw === 'foreign') : [];
	const left = flaws.filter(({line}) => isLeftOut(line, mended));
	const told = flaws.filter(flaw => !foreign.includes(flaw) && !left.includes(flaw));
	const damaged = told.filter(({flaw}) => flaw !== 'torn');
	return {
		records,
		problems: damaged.map(({line, text, problem}) => ({
			...{source: `${source}:${line}`, line: text, reason: problem},
		})),
		torn: told.length - damaged.length,
		flawed: rangesOf(told.map(({line}) => line)),
		leftOut: left.length,
		newer: foreign.length + records.filter(({type}) => type === 'unknown').length,
		schema,
	};
}

/** Whatever a newer program wrote into it, this one does not write behind it. */
function schemaOf(records: readonly ConversationRecord[]): number | undefined {
	let schema: number | undefined;
	for (const record of records) {
		const said = record.type === 'opened' || record.type === 'unknown' ? record.schema : undefined;
		schema = said === undefined ? schema : Math.max(said, schema ?? said);
	}

	return schema;
}

function mendedIn(
	records: readonly ConversationRecord[],
	places: readonly number[],
): readonly Mended[] {
	return records.flatMap((record, index) =>
		record.type === 'mended' ? [{line: places[index] ?? 0, leftOut: record.leftOut}] : [],
	);
}

/** A repair knew only of what stood before it: what comes to be damaged behind it is told, whatever it says. */
function isLeftOut(line: number, mended: readonly Mended[]): boolean {
	return mended.some(
		one => line < one.line && one.leftOut.some(([first, last]) => first <= line && line <= last),
	);
}

/** Lines that follow one another are one range; in ascending order. */
function rangesOf(lines: readonly number[]): readonly LineRange[] {
	const ranges: Array<[number, number]> = [];
	for (const line of lines) {
		const before = ranges.at(-1);
		if (before !== undefined && before[1] === line - 1) {
			before[1] = line;
		} else {
			ranges.push([line, line]);
		}
	}

	return ranges;
}
