import {
	type ConversationFile,
	type ConversationRecord,
	conversationSchema,
	type LineRange,
} from '../domain/conversation.ts';
import {imagesBack} from './conversation-images.ts';
import {type ChecksumOf, type LineProblem, parseConversationLine} from './conversation-line.ts';

export type ConversationSource = {
	/** The file, as problems name it. */
	readonly source: string;
	readonly checksumOf: ChecksumOf;
};

type Flaw = LineProblem & {readonly line: number; readonly text: string};

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
export function parseConversation(
	text: string,
	{source, checksumOf}: ConversationSource,
): ConversationFile {
	const records: ConversationRecord[] = [];
	const flaws: Flaw[] = [];
	const images = new Map<string, string>();
	for (const [index, line] of text.split('\n').entries()) {
		const at = {line: index + 1, text: line.slice(0, longestCopy)};
		const read = line === '' ? undefined : parseConversationLine(line, checksumOf);
		if (read !== undefined && 'problem' in read) {
			flaws.push({...read, ...at});
		} else if (read !== undefined) {
			const {record, lost} = imagesBack(read, images);
			records.push(record);
			if (record.type === 'image') {
				images.set(record.id, record.base64);
			}

			if (lost > 0) {
				flaws.push({problem: 'a picture of it is gone', flaw: 'damaged', ...at});
			}
		}
	}

	return fileOf(records, flaws, source);
}

function fileOf(
	records: readonly ConversationRecord[],
	flaws: readonly Flaw[],
	source: string,
): ConversationFile {
	const schema = schemaOf(records);
	const isNewer = (schema ?? conversationSchema) > conversationSchema;
	const isLeftOut = leftOutBy(records);
	const foreign = isNewer ? flaws.filter(({flaw}) => flaw === 'foreign') : [];
	const left = flaws.filter(({line}) => isLeftOut(line));
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

function leftOutBy(records: readonly ConversationRecord[]): (line: number) => boolean {
	const ranges = records.flatMap(record => (record.type === 'mended' ? record.leftOut : []));
	return line => ranges.some(([first, last]) => first <= line && line <= last);
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
