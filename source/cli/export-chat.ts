import {basename, dirname, join} from 'node:path';
import type {ChatEffect} from '../domain/chat-effect.ts';
import {conversationSchema} from '../domain/conversation.ts';
import type {Failure} from '../domain/failure.ts';
import type {Notice} from '../domain/notice.ts';
import {conversationMarkdown} from '../theme/conversation-text.ts';
import {readFileStatus} from '../transport/file-status.ts';
import {writeFileAtomically} from '../transport/write-file.ts';
import {conversationDocument} from './conversation-document.ts';
import {placeOf} from './place-of.ts';
import type {Surroundings} from './surroundings.ts';

type Exported = Extract<ChatEffect, {type: 'exportChat'}>;

const ownerOnly = 0o600;
const mostCopies = 1000;

/** Writes a conversation into a file of the person's, over nothing that is there. */
export async function exportChat(
	{conversation, format, path}: Exported,
	{env, version, demo}: Pick<Surroundings, 'env' | 'version' | 'demo'>,
): Promise<Notice> {
	if (demo !== undefined) {
		return {kind: 'refused', reason: 'The demo changes nothing on this machine.'};
	}

	const ending = format === 'json' ? 'json' : 'md';
	const place = path === undefined ? await freePlace(conversation.id, ending) : placeOf(path, env);
	const folder = await readFileStatus(dirname(place));
	if (!folder.ok) {
		return notWritten(folder.failure);
	}

	// Links on the way are the person's own.
	const target = join(folder.value.realPath, basename(place));
	if ((await readFileStatus(target)).ok) {
		const reason = 'it is there already: name another file.';
		return notWritten({kind: 'rejected', where: path ?? place, reason});
	}

	const text =
		format === 'json'
			? conversationDocument(conversation, {version, recordSchema: conversationSchema})
			: conversationMarkdown(conversation);
	const written = await writeFileAtomically({path: target, text, mode: ownerOnly});
	return written.ok
		? {kind: 'chatExported', file: saidPlace(place, path, env)}
		: notWritten(written.failure);
}

/** As it was typed where that says where it is; else from the home, or from the root. */
function saidPlace(
	place: string,
	path: string | undefined,
	{HOME: home}: Surroundings['env'],
): string {
	if (path !== undefined && /^[~/]/.test(path)) {
		return path;
	}

	const isInHome = home !== undefined && home !== '' && place.startsWith(`${home}/`);
	return isInHome ? `~${place.slice(home.length)}` : place;
}

/** In the working directory, named by its id: `-2` where it was written before. */
async function freePlace(id: string, ending: string): Promise<string> {
	for (let copy = 1; copy < mostCopies; copy += 1) {
		const place = placeOf(copy === 1 ? `${id}.${ending}` : `${id}-${copy}.${ending}`, {});
		if (!(await readFileStatus(place)).ok) {
			return place;
		}
	}

	return placeOf(`${id}.${ending}`, {});
}

function notWritten(failure: Failure): Notice {
	return {kind: 'failed', failure};
}
