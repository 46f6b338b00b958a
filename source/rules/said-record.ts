import type {AskedFile} from '../domain/chat-asking.ts';
import type {InterruptedRecord, TurnRecord, TypedQuestion} from '../domain/conversation.ts';
import type {ChatMessage} from '../domain/ollama.ts';
import type {TurnOutcome} from '../domain/turn.ts';

export type Said = Pick<TurnRecord, 'wallMs' | 'after' | 'instead' | 'isAside' | 'typed'> & {
	readonly question: ChatMessage;
};

/** What is kept of a question: nothing where nobody was asked. */
export function saidRecord(
	outcome: TurnOutcome,
	{wallMs, after, instead, isAside, typed, question}: Said,
): TurnRecord | InterruptedRecord | undefined {
	const asTyped = typed === undefined ? {} : {typed};
	switch (outcome.state) {
		case 'answered':
			return {
				...{type: 'turn', wallMs, after, turn: outcome.turn, ...asTyped},
				...(instead === undefined ? {} : {instead}),
				...(isAside === true ? {isAside} : {}),
				...(outcome.remarks.length === 0 ? {} : {remarks: outcome.remarks}),
			};
		case 'noRoute':
			return undefined;
		default:
			return outcome.attempts.length === 0
				? undefined
				: {type: 'interrupted', wallMs, after, question, attempts: outcome.attempts, ...asTyped};
	}
}

/** Undefined: what was sent is what was typed. */
export function typedOf(text: string, files: readonly AskedFile[]): TypedQuestion | undefined {
	return files.length === 0
		? undefined
		: {text, files: files.map(({name, sizeBytes, kind}) => ({name, sizeBytes, kind}))};
}
