import {beginConversation} from '../../source/clients/conversations.ts';
import type {Chance} from '../../source/domain/chance.ts';
import type {ConversationRecord} from '../../source/domain/conversation.ts';
import {type Result, succeeded} from '../../source/domain/result.ts';
import {type Opening as OpenedAs, openedRecord} from '../../source/rules/conversation-id.ts';

type Opening = OpenedAs & {readonly said?: ConversationRecord | undefined};

/** A new conversation with what is said in it first, and the id that it was given. */
export async function startConversation(
	directory: string,
	{said, ...opening}: Opening,
	chance: Chance,
): Promise<Result<string>> {
	const opened = openedRecord(opening, chance);
	const begun = await beginConversation(directory, opened, said === undefined ? [] : [said]);
	return begun.ok ? succeeded(opened.id) : begun;
}
