import type {Conversation, ConversationRecord, TurnRecord} from '../domain/conversation.ts';
import {turnsUpTo} from './asked-prompt.ts';
import {titleOfPrompt} from './conversation.ts';

/** What a fork begins with, behind its first record: the turns up to one, as they were said, and what was set. */
export function forkedRecords(
	from: Conversation,
	turn: string,
	wallMs: number,
): readonly ConversationRecord[] {
	const {title, settings, places} = from;
	const turns = turnsUpTo(from, turn);
	const copied = turns.map((said, index): TurnRecord => {
		const place = places.find(({id}) => id === said.id);
		const {typed, remarks = []} = place ?? {};
		return {
			...{type: 'turn', wallMs: place?.wallMs ?? wallMs, after: turns[index - 1]?.id, turn: said},
			...(typed === undefined ? {} : {typed}),
			...(remarks.length === 0 ? {} : {remarks}),
		};
	});
	const isNamed = title !== titleOfPrompt(turns[0]?.question.content ?? '');
	return [
		...copied,
		...(isNamed ? [{type: 'renamed', wallMs, title} as const] : []),
		...(settings === undefined ? [] : [{type: 'settings', wallMs, settings} as const]),
		// So that it was changed now: its turns are old.
		{type: 'rewound', wallMs, to: turns.at(-1)?.id},
	];
}
