import {conversationSchema, type ConversationRecord} from '../domain/conversation.ts';
import {printableJson} from '../domain/printable.ts';
import {isKnownType, recordSchema} from './conversation-schema.ts';

/** Eight hex digits over a text (transport/checksum.ts). */
export type ChecksumOf = (text: string) => string;

/** Why a line is no record. `isTorn`: its end was never written, so it was never acknowledged. */
export type LineProblem = {readonly problem: string; readonly isTorn: boolean};

/** What a record is written as, without the end of the line. `cat` shows it safely: no control character stands in it. */
export function conversationLine(record: ConversationRecord, checksumOf: ChecksumOf): string {
	if (record.type === 'unknown') {
		return record.line;
	}

	const text = printableJson(JSON.stringify(record));
	return `{"sum":"${checksumOf(text)}","record":${text}}`;
}

/** What a line has at least that was cut when its writer was stopped, or its disk was full. */
const beginning = '{"sum":"';
const form = /^\{"sum":"([0-9a-f]{8})","record":(\{.*\})\}$/s;

/**
 * One line of a conversation's file.
 *
 *     {"sum":"5f0c3a1e","record":{"type":"opened","wallMs":1795390424000,"schema":1,"id":"20261122-155344-k3f9xa"}}
 *
 * The checksum is over the text of the record, so that a line that was torn, joined or altered is told from a whole one.
 * docs/decisions/022-conversations-are-only-added-to.md
 *
 * @returns the record, or what is wrong with the line.
 */
export function parseConversationLine(
	line: string,
	checksumOf: ChecksumOf,
): ConversationRecord | LineProblem {
	const [, sum, text] = form.exec(line) ?? [];
	if (sum === undefined || text === undefined) {
		return {problem: 'it is no whole record', isTorn: line.startsWith(beginning)};
	}

	if (checksumOf(text) !== sum) {
		return {problem: 'it was altered since it was written', isTorn: false};
	}

	const value = jsonOf(text);
	if (!isKnownType(value)) {
		return {type: 'unknown', line};
	}

	const record = recordSchema.safeParse(value);
	return record.success ? record.data : foreign(value, line);
}

/** A newer program may say more in a record of the same name: what it opened is read as far as it is understood. */
function foreign(value: unknown, line: string): ConversationRecord | LineProblem {
	const isNewer =
		typeof value === 'object' &&
		value !== null &&
		'schema' in value &&
		typeof value.schema === 'number' &&
		value.schema > conversationSchema;
	return isNewer
		? {type: 'unknown', line}
		: {problem: 'it is not what such a record holds', isTorn: false};
}

function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
