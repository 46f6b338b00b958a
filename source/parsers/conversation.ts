import type {ConversationFile, ConversationRecord} from '../domain/conversation.ts';
import type {ParseProblem} from '../domain/parsed.ts';
import {type ChecksumOf, parseConversationLine} from './conversation-line.ts';

export type ConversationSource = {
	/** The file, as problems name it. */
	readonly source: string;
	readonly checksumOf: ChecksumOf;
};

const longestCopy = 200;

/**
 * A conversation's file: one record a line (conversation-line.ts). What is damaged is left out and told; what was torn
 * when its writer was stopped is left out and counted.
 *
 *     {"sum":"5f0c3a1e","record":{"type":"opened","wallMs":1795390424000,"schema":1,"id":"20261122-155344-k3f9xa"}}
 *     {"sum":"11d2b90c","record":{"type":"turn","wallMs":1795390431000,"turn":{"id":"3f9a0c12","question":...}}}
 *     {"sum":"7ae0114f","record":{"type":"renamed","wallMs":1795390440000,"title":"Why is node 3 slow"}}
 *
 * docs/decisions/022-conversations-are-only-added-to.md
 */
export function parseConversation(
	text: string,
	{source, checksumOf}: ConversationSource,
): ConversationFile {
	const records: ConversationRecord[] = [];
	const problems: ParseProblem[] = [];
	const lines = text.split('\n');
	let torn = lines.pop() === '' ? 0 : 1;
	for (const [index, line] of lines.entries()) {
		const record = line === '' ? undefined : parseConversationLine(line, checksumOf);
		if (record !== undefined && 'problem' in record && record.isTorn) {
			torn += 1;
		} else if (record !== undefined && 'problem' in record) {
			const reason = record.problem;
			problems.push({source: `${source}:${index + 1}`, line: line.slice(0, longestCopy), reason});
		} else if (record !== undefined) {
			records.push(record);
		}
	}

	return {records, problems, torn, schema: schemaOf(records)};
}

function schemaOf([first]: readonly ConversationRecord[]): number | undefined {
	return first?.type === 'opened' ? first.schema : undefined;
}
