import type {CheckedConversation} from '../domain/conversation.ts';
import type {VerifyDocument} from '../parsers/verify-schema.ts';
import {checkedConversationTexts} from '../theme/checked-conversation-text.ts';
import {failureText} from '../theme/failure-text.ts';

/** What `chat verify --json` prints; parsers/verify-schema.ts is its shape. */
export function verifyDocument(
	all: readonly CheckedConversation[],
	version: string,
): VerifyDocument {
	const count = (state: CheckedConversation['state']): number =>
		all.filter(one => one.state === state).length;
	return {
		...{schemaVersion: 1, version, conversations: all.map(conversationOf)},
		...{whole: count('whole'), damaged: count('damaged')},
		...{newer: count('newer'), empty: count('empty')},
	};
}

function conversationOf(checked: CheckedConversation): VerifyDocument['conversations'][number] {
	const {id, path, state, failure, file, said} = checked;
	return {
		...{id, path, state},
		failure: failure === undefined ? undefined : {kind: failure.kind, text: failureText(failure)},
		damagedLines: file.problems.map(({source, reason}) => ({where: source, text: reason})),
		...{tornLines: file.torn, leftOutLines: file.leftOut, newerRecords: file.newer},
		...{forks: [...said.forks], lostTurns: [...said.lostTurns]},
		remarks: [...checkedConversationTexts(checked)],
	};
}
