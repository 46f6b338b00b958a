import {type Result, succeeded} from '../domain/result.ts';
import {readFileStatus} from '../transport/file-status.ts';
import {listIds, pathOf} from './conversations.ts';
import {inTurns} from './in-turns.ts';

export type ConversationOnDisk = {
	readonly id: string;
	readonly sizeBytes: number;
	/** Of the last write, as the filesystem has it. */
	readonly writtenWallMs: number;
};

const lookedAtAtOnce = 8;

/** All files of conversations in a folder, the one that was written to last first. Failures: those of reading a folder. */
export async function conversationFiles(
	directory: string,
): Promise<Result<readonly ConversationOnDisk[]>> {
	const ids = await listIds(directory);
	if (!ids.ok) {
		return ids;
	}

	const looked = await inTurns(ids.value, lookedAtAtOnce, id => look(directory, id));
	return succeeded(
		looked
			.filter(one => one !== undefined)
			.toSorted((one, other) => other.writtenWallMs - one.writtenWallMs),
	);
}

/** Undefined: it was removed meanwhile. */
async function look(directory: string, id: string): Promise<ConversationOnDisk | undefined> {
	const status = await readFileStatus(pathOf(directory, id));
	return status.ok
		? {id, sizeBytes: status.value.sizeBytes, writtenWallMs: status.value.changedWallMs}
		: undefined;
}
