import type {Conversation} from '../domain/conversation.ts';
import {jsonText} from '../theme/json-text.ts';

type Written = {
	readonly version: string;
	/** Of its records. */
	readonly recordSchema: number | undefined;
};

/** A conversation as JSON, with everything that was written of it. */
export function conversationDocument(
	{openedWallMs, changedWallMs, ...said}: Conversation,
	{version, recordSchema}: Written,
): string {
	const document = {
		schemaVersion: 1,
		version,
		recordSchema,
		openedAt: new Date(openedWallMs).toISOString(),
		changedAt: new Date(changedWallMs).toISOString(),
		...said,
	};
	return `${jsonText(document, 2)}\n`;
}
