import type {Attempt} from '../domain/chat.ts';
import type {ConversationRecord, TurnRecord} from '../domain/conversation.ts';
import type {ChatMessage} from '../domain/ollama.ts';

/** UTF-16 units of what a failed attempt said: enough to see what it was; no later prompt has it. */
const mostPartial = 2 ** 18;
/** What an answer was ended with: a word, such as `stop`. */
const longestReason = 200;

/** What is kept of a record: all that was asked and answered, and of failed attempts no more than a person reads. */
export function keptRecord(record: ConversationRecord): ConversationRecord {
	return withAttempts(record, attempt => ({
		...attempt,
		partial: attempt.partial === undefined ? undefined : cutPartial(attempt.partial),
		outcome:
			attempt.outcome.state === 'answered'
				? {...attempt.outcome, reason: attempt.outcome.reason.slice(0, longestReason)}
				: attempt.outcome,
	}));
}

/**
 * The same without what was counted and weighed for it, all of which comes from nodes: where a number of theirs cannot
 * be read again, a question and its answer are kept all the same.
 */
export function recordWithoutFigures(record: ConversationRecord): ConversationRecord {
	const plain = record.type === 'turn' ? withoutRemarks(record) : record;
	return withAttempts(plain, ({decision, ...attempt}) => ({
		...{...attempt, temperatureCelsius: undefined, usage: undefined},
		decision: {
			...decision,
			promptTokens: finite(decision.promptTokens),
			outputTokens: finite(decision.outputTokens),
			chosen: undefined,
			candidates: [],
			rejected: [],
		},
	}));
}

function withoutRemarks({remarks: _counted, ...record}: TurnRecord): TurnRecord {
	return record;
}

function withAttempts(
	record: ConversationRecord,
	change: (attempt: Attempt) => Attempt,
): ConversationRecord {
	switch (record.type) {
		case 'turn':
			return {
				...record,
				turn: {...record.turn, attempts: record.turn.attempts.map(change)},
			};
		case 'interrupted':
			return {...record, attempts: record.attempts.map(change)};
		default:
			return record;
	}
}

function cutPartial({content, thinking, toolCalls, ...partial}: ChatMessage): ChatMessage {
	const callsLength = toolCalls === undefined ? 0 : JSON.stringify(toolCalls).length;
	return {
		...partial,
		content: cut(content),
		...(thinking === undefined ? {} : {thinking: cut(thinking)}),
		...(toolCalls === undefined || callsLength > mostPartial ? {} : {toolCalls}),
	};
}

/** Says how much is gone. */
function cut(text: string): string {
	return text.length <= mostPartial
		? text
		: `${text.slice(0, mostPartial).toWellFormed()}… (${text.length - mostPartial} more characters were not kept)`;
}

function finite(count: number): number {
	return Number.isFinite(count) ? count : 0;
}
