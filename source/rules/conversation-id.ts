import type {Chance} from '../domain/chance.ts';
import {conversationSchema, type OpenedRecord} from '../domain/conversation.ts';

export type Opening = Pick<OpenedRecord, 'wallMs' | 'forkedFrom' | 'system'>;

/** The first record of a new conversation, with the id that it is given. */
export function openedRecord(opening: Opening, chance: Chance): OpenedRecord {
	const {wallMs, forkedFrom, system} = opening;
	return {
		...{type: 'opened', wallMs, schema: conversationSchema, id: conversationId(wallMs, chance)},
		...{forkedFrom, system},
	};
}

/**
 * The time, so that names are in its order: the second for people, the millisecond in two characters. Then four that two
 * programs do not both draw.
 */
function conversationId(wallMs: number, chance: Chance): string {
	const [date = '', time = ''] = new Date(wallMs).toISOString().split('T');
	const milliseconds = (Math.floor(wallMs) % 1000).toString(36).padStart(2, '0');
	const second = time.slice(0, 8).replaceAll(':', '');
	return `${date.replaceAll('-', '')}-${second}-${milliseconds}${drawn(4, chance)}`;
}

/** Of a turn: unique in its conversation. */
export function turnId(chance: Chance): string {
	return drawn(10, chance);
}

function drawn(count: number, chance: Chance): string {
	return Array.from({length: count}, () => Math.floor(chance() * 36).toString(36)).join('');
}
