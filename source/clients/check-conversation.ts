import type {CheckedConversation, ConversationFile} from '../domain/conversation.ts';
import type {Failure} from '../domain/failure.ts';
import {isEmpty, openConversation, pathOf, readConversationFile} from './conversations.ts';

const nothingRead = {problems: [], torn: 0, leftOut: 0, newer: 0} as const;
const nothingSaid = {
	...{said: {forks: [], lostTurns: []}, isReadOnly: false, full: undefined, failure: undefined},
} as const;

/** Reads one conversation and says whether it is whole; changes nothing. Undefined: it was removed meanwhile. */
export async function checkConversation(
	directory: string,
	id: string,
): Promise<CheckedConversation | undefined> {
	const path = pathOf(directory, id);
	const read = await readConversationFile(path);
	if (!read.ok) {
		return read.failure.kind === 'missing'
			? undefined
			: {...nothingSaid, ...unreadable({id, path}, read.failure)};
	}

	const file = read.value;
	if (isEmpty(file)) {
		return {...nothingSaid, id, path, state: 'empty', file};
	}

	const opened = await openConversation({path, id}, file);
	if (!opened.ok) {
		return {...nothingSaid, ...unreadable({id, path}, opened.failure), file};
	}

	const {conversation, isReadOnly, full} = opened.value;
	const state = stateOf(file, isReadOnly);
	return {...nothingSaid, id, path, state, file, said: conversation, isReadOnly, full};
}

function unreadable(where: {readonly id: string; readonly path: string}, failure: Failure) {
	const state = failure.kind === 'unsupported' ? ('newer' as const) : ('damaged' as const);
	return {...where, state, failure, file: nothingRead};
}

function stateOf({problems}: ConversationFile, isReadOnly: boolean): CheckedConversation['state'] {
	if (problems.length > 0) {
		return 'damaged';
	}

	return isReadOnly ? 'newer' : 'whole';
}
