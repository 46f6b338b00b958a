import {readFileSync, readlinkSync, statSync, truncateSync} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import {openConversationsFolder} from '../../source/cli/conversations-folder.ts';
import {appendRecord, pathOf, readConversation} from '../../source/clients/conversations.ts';
import {mendConversation} from '../../source/clients/mend-conversation.ts';
import type {ConversationRecord} from '../../source/domain/conversation.ts';
import {anAttempt, aTurn, atWallMs, said} from '../helpers/chat-builders.ts';
import {seededChance} from '../helpers/seeded-chance.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {startConversation} from '../helpers/start-conversation.ts';

const mib = 2 ** 20;

test('a picture is kept once, however often it is asked about', async () => {
	const {directory, id} = await aConversation();
	const picture = 'aGk='.repeat(mib / 4);
	const question = {role: 'user', content: 'what?', images: [picture, 'aGk=']} as const;
	for (let number = 1; number <= 50; number += 1) {
		const turn = {...aTurn(`t${number}`), question};
		expect(await appendRecord(directory, id, said(turn))).toEqual({ok: true});
	}

	const interrupted: ConversationRecord = {
		...{type: 'interrupted', wallMs: atWallMs, after: undefined, question},
		attempts: [anAttempt({outcome: {state: 'cancelled'}})],
	};
	await appendRecord(directory, id, interrupted);
	expect(statSync(pathOf(directory, id)).size).toBeLessThan(1.2 * mib);
	const read = await readConversation(directory, id);
	const conversation = read.ok ? read.value.conversation : undefined;
	const asked = [...(conversation?.turns ?? []), ...(conversation?.others ?? [])];
	expect(asked).toHaveLength(50);
	expect(asked.every(turn => turn.question.images?.[0] === picture)).toBe(true);
	expect(conversation?.interrupted[0]?.question).toEqual(question);
	expect(read).toMatchObject({value: {file: {problems: []}}});
});

test('a question of 10 MiB of control characters is kept, one of 16 MiB is too large and changes nothing', async () => {
	const {directory, id} = await aConversation();
	const path = pathOf(directory, id);
	const asked = (mebibytes: number) => said(aTurn('a', '\u007f'.repeat(mebibytes * mib)));
	expect(await appendRecord(directory, id, asked(10))).toEqual({ok: true});
	const {size} = statSync(path);
	expect(size).toBeGreaterThan(60 * mib);
	expect(await appendRecord(directory, id, asked(16))).toMatchObject({
		failure: {kind: 'tooLarge', where: path, limitBytes: 64 * mib},
	});
	expect(statSync(path).size).toBe(size);
	const read = await readConversation(directory, id);
	const turns = read.ok ? read.value.conversation.turns : [];
	expect(turns.map(({question}) => question.content.length)).toEqual([10 * mib]);
});

test('one that is full takes no more, says so and what to do, and is still read, renamed and repaired', async () => {
	const {directory, id} = await aConversation();
	const path = pathOf(directory, id);
	await appendRecord(directory, id, said(aTurn('a')));
	truncateSync(path, 192 * mib - 100);
	const before = statSync(path).size;
	expect(await appendRecord(directory, id, said(aTurn('b'), 'a'))).toMatchObject({
		failure: {kind: 'rejected', reason: expect.stringContaining('Begin a new one')},
	});
	expect(statSync(path).size).toBe(before);
	const renamed = {type: 'renamed', wallMs: atWallMs, title: 'Nodes'} as const;
	expect(await appendRecord(directory, id, renamed)).toEqual({ok: true});
	expect(await mendConversation(directory, id, atWallMs)).toMatchObject({value: {leftOut: 1}});
	expect(await readConversation(directory, id)).toMatchObject({
		value: {
			full: expect.stringContaining('192 MiB'),
			file: {problems: [], leftOut: 1},
			conversation: {title: 'Nodes', turns: [{id: 'a'}]},
		},
	});
});

test('what is acknowledged is flushed before: each record, and the name of the file and of its folders', async () => {
	const home = join(temporaryDirectory(), 'home');
	const synced = await watchSync();
	const opened = await openConversationsFolder({XDG_STATE_HOME: home});
	const directory = opened.ok ? opened.value : '';
	const state = join(home, 'clusterdeck');
	expect(synced).toEqual([join(home, '..'), home, state].map(path => [path, undefined]));
	const started = await startConversation(directory, {wallMs: atWallMs}, seededChance(1));
	const id = started.ok ? started.value : '';
	const path = pathOf(directory, id);
	const first = readFileSync(path, 'utf8');
	expect(synced.slice(3)).toEqual([
		[expect.stringMatching(/\.tmp$/), first],
		[directory, undefined],
	]);
	await appendRecord(directory, id, said(aTurn('a')));
	expect(synced.slice(5)).toEqual([[path, readFileSync(path, 'utf8')]]);
});

/** Each path that is flushed, and what its file held by then. */
async function watchSync(): Promise<Array<readonly [path: string, text: string | undefined]>> {
	const synced: Array<readonly [string, string | undefined]> = [];
	const some = await open('/dev/null');
	const handles: FileHandle = Object.getPrototypeOf(some);
	await some.close();
	const {sync} = handles;
	const spied = vi.spyOn(handles, 'sync').mockImplementation(function (this: FileHandle) {
		const path = readlinkSync(`/proc/self/fd/${this.fd}`);
		synced.push([path, statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined]);
		return sync.call(this);
	});
	onTestFinished(() => spied.mockRestore());
	return synced;
}

async function aConversation(): Promise<{readonly directory: string; readonly id: string}> {
	const directory = temporaryDirectory();
	const started = await startConversation(directory, {wallMs: atWallMs}, seededChance(1));
	return {directory, id: started.ok ? started.value : ''};
}
