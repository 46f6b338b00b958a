import type {Event} from '../domain/event.ts';
import type {Failure} from '../domain/failure.ts';
import type {Notice} from '../domain/notice.ts';
import type {State} from './state.ts';

/** What went wrong with what was asked for in the chat, and is told in the line of speech; undefined: nothing. */
export function chatNotice(before: State, event: Event): Notice | undefined {
	const failure = failureIn(before, event);
	return failure === undefined ? undefined : {kind: 'failed', failure};
}

function failureIn({chat}: State, event: Event): Failure | undefined {
	switch (event.type) {
		case 'chats/opened':
			return failureOf(event.opened);
		case 'chats/listed':
			return failureOf(event.listed);
		case 'chats/found':
			return failureOf(event.found);
		case 'chats/fileRead':
			return failureOf(event.read);
		case 'chats/templateRead':
			return failureOf(event.template);
		case 'chats/draftEdited':
			return failureOf(event.edited);
		case 'chats/recorded':
			return event.kept.failure;
		case 'chats/ended': {
			const asked = chat.asked.find(({asking}) => asking === event.asking);
			const opening = chat.opened.find(one => one.chat === asked?.chat);
			// Once for each conversation: what is said next is not kept either.
			return opening?.unkept === undefined ? event.kept?.failure : undefined;
		}

		default:
			return undefined;
	}
}

type Read = {readonly ok: true} | {readonly ok: false; readonly failure: Failure};

function failureOf(read: Read): Failure | undefined {
	return read.ok ? undefined : read.failure;
}
