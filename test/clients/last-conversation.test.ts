import {utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {appendRecord, pathOf} from '../../source/clients/conversations.ts';
import {lastConversation} from '../../source/clients/last-conversation.ts';
import {listConversations} from '../../source/clients/list-conversations.ts';
import {aTurn, atWallMs, said} from '../helpers/chat-builders.ts';
import {seededChance} from '../helpers/seeded-chance.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {startConversation} from '../helpers/start-conversation.ts';

const dayMs = 86_400_000;

/** Begun so many days later than the first, and written to then. */
async function begun(directory: string, days: number): Promise<string> {
	const wallMs = atWallMs + days * dayMs;
	const started = await startConversation(directory, {wallMs, system: undefined}, seededChance(1));
	const id = started.ok ? started.value : expect.unreachable('not started');
	writtenAt(directory, id, wallMs);
	return id;
}

function writtenAt(directory: string, id: string, wallMs: number): void {
	utimesSync(pathOf(directory, id), wallMs / 1000, wallMs / 1000);
}

test('of more than 10,000 the last one is that which was changed last, whenever it began', async () => {
	const directory = temporaryDirectory();
	const old = await begun(directory, 0);
	for (let at = 0; at < 10_000; at += 1) {
		const path = join(directory, `20991122-155344-${String(at).padStart(6, '0')}.jsonl`);
		writeFileSync(path, '');
		utimesSync(path, atWallMs / 1000, atWallMs / 1000);
	}

	await appendRecord(directory, old, said(aTurn('a')));
	expect(await lastConversation(directory)).toEqual({ok: true, value: old});
	expect(await listConversations(directory)).toMatchObject({
		value: {list: [{id: old}], unlisted: 1},
	});
});

test('one that was deleted is not the last, and that there is none is said', async () => {
	const directory = temporaryDirectory();
	expect(await lastConversation(directory)).toEqual({ok: true, value: undefined});
	const [kept, gone] = [await begun(directory, 0), await begun(directory, 1)];
	await appendRecord(directory, gone, {type: 'deleted', wallMs: atWallMs + 2 * dayMs});
	expect(await lastConversation(directory)).toEqual({ok: true, value: kept});
});

test('files that were copied, and so written to in another order, are told by what stands in them', async () => {
	const directory = temporaryDirectory();
	const [early, late] = [await begun(directory, 0), await begun(directory, 1)];
	writtenAt(directory, late, atWallMs + 3 * dayMs);
	writtenAt(directory, early, atWallMs + 4 * dayMs);
	expect(await lastConversation(directory)).toEqual({ok: true, value: late});
});

test('a file that was written to long before the last record of another is not read', async () => {
	const directory = temporaryDirectory();
	const [early, late] = [await begun(directory, 0), await begun(directory, 9)];
	writtenAt(directory, late, atWallMs - dayMs);
	expect(await lastConversation(directory)).toEqual({ok: true, value: early});
});
