/** The language of the filter of events: `node:pi-1 kind:down`, `timed out`, `!kind:command`, `! node:pi`. All terms have to match. */
import {assertNever} from '../domain/assert-never.ts';
import type {NodeName} from '../domain/ids.ts';
import {type FilterProblem, type FilterTerms, type NoTerm, parseTerms} from './filter-terms.ts';
import {isNameWord} from './filter-words.ts';

/** Inverted, it matches every event that it would not match otherwise. Without terms it matches all. */
export type EventFilter = FilterTerms<EventTerm>;

export type EventTerm = {
	readonly by: 'text' | 'node' | 'kind';
	/** Lower case. */
	readonly text: string;
	readonly isInverted: boolean;
};

export type EventKind =
	| 'down'
	| 'up'
	| 'limit'
	| 'label'
	| 'reboot'
	| 'config'
	/** What a person did to a cluster. */
	| 'change'
	/** What became of a cluster, and of own jobs there. */
	/** What went wrong with a question. */
	| 'chat'
	| 'cluster'
	| 'command';

/** What an event is filtered by. */
export type EventSubject = {
	readonly node: NodeName | undefined;
	readonly kind: EventKind;
	/** What it tells, raw. */
	readonly words: readonly string[];
};

const kinds: readonly EventKind[] = [
	...([
		'down',
		'up',
		'limit',
		'label',
		'reboot',
		'config',
		'change',
		'chat',
		'cluster',
		'command',
	] as const),
];

export function parseEventFilter(text: string): EventFilter | FilterProblem {
	return parseTerms(text, parseTerm);
}

export function matchesEvent({isInverted, terms}: EventFilter, subject: EventSubject): boolean {
	return terms.every(term => isFound(term, subject) !== term.isInverted) !== isInverted;
}

/** Only these two words before a colon are fields: a command may have colons of its own. */
function parseTerm(word: string): EventTerm | NoTerm {
	const isInverted = word.startsWith('!');
	const text = (isInverted ? word.slice(1) : word).toLowerCase();
	if (text === '' || text.startsWith('!')) {
		return {example: '!kind:command'};
	}

	const [, field, wanted = ''] = /^(node|kind):(.*)$/.exec(text) ?? [];
	switch (field) {
		case 'node':
			return isNameWord(wanted) ? {by: 'node', text: wanted, isInverted} : {example: 'node:pi-1'};
		case 'kind':
			return kinds.some(kind => wanted !== '' && kind.startsWith(wanted))
				? {by: 'kind', text: wanted, isInverted}
				: {example: 'kind:down'};
		default:
			return {by: 'text', text, isInverted};
	}
}

/** Any part of a name and of what is told, the beginning of a kind. */
function isFound({by, text}: EventTerm, {node, kind, words}: EventSubject): boolean {
	const name = node ?? '';
	switch (by) {
		case 'node':
			return name.toLowerCase().includes(text);
		case 'kind':
			return kind.startsWith(text);
		case 'text':
			return [name, ...words].some(word => word.toLowerCase().includes(text));
		default:
			return assertNever(by);
	}
}
