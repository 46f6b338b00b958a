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

	// All but its last bracket: whatever became of that one, what was said is whole.
	const isUnclosed = rest.length === Number(length);
	const text = isUnclosed ? rest : rest.slice(0, -1);
	const isWhole = (isUnclosed || rest.endsWith('}')) && checksumOf(text) === sum;
	if (isWhole && text.length === Number(length)) {
		return recordOf(text, `${line}${isUnclosed ? '}' : ''}`);
	}

	return rest.length < Number(length) && isUnfinished(rest) ? torn : altered;
}

/** Whether a line begins as every record does, or is cut before it is: how a writer goes on behind a torn line. */
export function beginsRecord(line: string): boolean {
	return line.startsWith('{"sum":"') || isBeginning(line);
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

/** Whether its brackets were never closed: JSON whose end is there has lost something in its midst. */
function isUnfinished(json: string): boolean {
	let depth = 0;
	for (let at = 0; at < json.length; at += 1) {
		const character = json[at] ?? '';
		const step = steps.get(character) ?? 0;
		at = character === '"' ? endOfText(json, at) : at;
		depth += step;
		if (step < 0 && depth <= 0) {
			return false;
		}
	}

	return true;
}

const steps: ReadonlyMap<string, number> = new Map([
	['{', 1],
	['[', 1],
	['}', -1],
	[']', -1],
]);

/** Where the text in quotes ends that begins here. */
function endOfText(json: string, begin: number): number {
	let at = begin + 1;
	while (at < json.length && json[at] !== '"') {
		at += json[at] === '\\' ? 2 : 1;
	}

	return at;
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
