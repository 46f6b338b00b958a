import {conversationSchema, type ConversationRecord} from '../domain/conversation.ts';
import {printableJson} from '../domain/printable.ts';
import {isKnownType, recordSchema} from './conversation-schema.ts';
import {isDeeperThan} from './json-depth.ts';

/** What an answer may hold (clients/answer-lines.ts), and the record around it. */
const mostDepth = 128;

/** Eight hex digits over a text (transport/checksum.ts). */
export type ChecksumOf = (text: string) => string;

/** Why a line is no record. */
export type LineProblem = {
	readonly problem: string;
	/**
	 * `torn`: its end was never written, so it was never acknowledged. `foreign`: it is as it was written, and not what
	 * such a record holds here.
	 */
	readonly flaw: 'torn' | 'damaged' | 'foreign';
};

/** What a record is written as, without the end of the line. `cat` shows it safely: no control character stands in it. */
export function conversationLine(record: ConversationRecord, checksumOf: ChecksumOf): string {
	if (record.type === 'unknown') {
		return record.line;
	}

	const text = printableJson(JSON.stringify(record));
	return `{"sum":"${checksumOf(text)}","length":${text.length},"record":${text}}`;
}

const form = /^\{"sum":"([0-9a-f]{8})","length":(\d{1,10}),"record":(.*)$/s;

/**
 * One line of a conversation's file.
 *
 *     {"sum":"5f0c3a1e","length":87,"record":{"type":"opened","wallMs":1795390424000,"schema":1,"id":"20261122-155344-k3f9xa"}}
 *
 * The checksum is over the text of the record, so that a line that was joined or altered is told from a whole one. The
 * length is that of the text in UTF-16 units: a line that was torn is shorter than it says.
 * docs/decisions/022-conversations-are-only-added-to.md
 *
 * @returns the record, or what is wrong with the line.
 */
export function parseConversationLine(
	line: string,
	checksumOf: ChecksumOf,
): ConversationRecord | LineProblem {
	const [, sum = '', length = '', rest] = form.exec(line) ?? [];
	if (rest === undefined) {
		return isBeginning(line) ? torn : {problem: 'it is no whole record', flaw: 'damaged'};
	}

	const text = rest.slice(0, -1);
	const isWhole = rest.endsWith('}') && checksumOf(text) === sum;
	if (isWhole && text.length === Number(length)) {
		return recordOf(text, line);
	}

	return !isWhole && rest.length <= Number(length) ? torn : altered;
}

const torn: LineProblem = {problem: 'its end was never written', flaw: 'torn'};
const altered: LineProblem = {problem: 'it was altered since it was written', flaw: 'damaged'};

/** Whether it was cut before its record: what is there of the sum and of the length is as every line has it. */
function isBeginning(line: string): boolean {
	if (line.length > longestHead) {
		return false;
	}

	const digits = line
		.replace(/(?<=^\{"sum":")[0-9a-f]{1,8}/, sum => '0'.repeat(sum.length))
		.replace(/(?<=^\{"sum":"0{8}","length":)\d{1,10}/, '0');
	return '{"sum":"00000000","length":0,"record":'.startsWith(digits);
}

const longestHead = '{"sum":"00000000","length":0000000000,"record":'.length;

function recordOf(text: string, line: string): ConversationRecord | LineProblem {
	const value = jsonOf(text);
	const schema = schemaOf(value);
	if (!isKnownType(value)) {
		return {type: 'unknown', line, schema};
	}

	const record = recordSchema.safeParse(value);
	if (record.success) {
		return record.data;
	}

	return schema !== undefined && schema > conversationSchema
		? {type: 'unknown', line, schema}
		: {problem: 'it is not what such a record holds', flaw: 'foreign'};
}

/** Every record may say what it takes to read it. */
function schemaOf(value: unknown): number | undefined {
	return typeof value === 'object' &&
		value !== null &&
		'schema' in value &&
		typeof value.schema === 'number'
		? value.schema
		: undefined;
}

function jsonOf(text: string): unknown {
	try {
		return isDeeperThan(text, mostDepth) ? undefined : JSON.parse(text);
	} catch {
		return undefined;
	}
}
