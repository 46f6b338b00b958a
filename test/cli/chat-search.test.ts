import {appendFileSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {run} from '../../source/cli/run.ts';
import {appendRecord, pathOf} from '../../source/clients/conversations.ts';
import {searchConversations} from '../../source/clients/search-conversations.ts';
import {aTurn, atWallMs, said} from '../helpers/chat-builders.ts';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {seededChance} from '../helpers/seeded-chance.ts';
import {someSurroundings} from '../helpers/surroundings.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {startConversation} from '../helpers/start-conversation.ts';

test('what was asked or answered is found with all its words in one place, the newest first', async () => {
	const {state, ids} = await said2();
	const {status, printed} = await search(state, 'FAN', 'node');
	expect(status).toBe(0);
	expect(printed.split('\n')).toEqual([
		expect.stringMatching(
			new RegExp(`^${ids[1]}  2026-11-2\\d \\d\\d:\\d\\d  Is the fan of node 3 loud\\?$`),
		),
		'  You: Is the fan of node 3 loud?',
		expect.stringContaining(`${ids[0]}`),
		expect.stringMatching(/Answer: ….* hot there, and the fan of that node stands still\.$/),
		'',
	]);
	expect((await search(state, 'fan loud because')).status).toBe(1);
	const json = JSON.parse((await search(state, '--json', 'fan')).printed);
	expect(json).toMatchObject({schemaVersion: 1, isCut: false, conversations: [{}, {id: ids[0]}]});
});

test('a turn that is followed no more is found, a conversation that was deleted is not', async () => {
	const {state, folder, ids} = await said2();
	await appendRecord(folder, ids[0] ?? '', {type: 'rewound', wallMs: atWallMs, to: undefined});
	expect((await search(state, 'still')).printed).toContain(ids[0]);
	await appendRecord(folder, ids[0] ?? '', {type: 'deleted', wallMs: atWallMs});
	expect(await search(state, 'still')).toMatchObject({
		...{status: 1, complaints: ['no conversation holds all of that in one place.']},
	});
});

test('words are no patterns, and hostile ones and hostile answers end nothing', async () => {
	const {state, folder, ids} = await said2();
	for (const [index, {text}] of hostileCorpus.entries()) {
		await appendRecord(folder, ids[0] ?? '', said(aTurn(`h${index}`, `needle ${text}`), 'a'));
	}

	const {printed} = await search(state, 'needle');
	expect(printed).not.toMatch(/[[\p{Cc}\u202a-\u202e]--[\n]]/v);
	for (const word of ['.*', '(a+)+$', '[', '\\', '\u001b[2J', '{"sum":"', 'a/b']) {
		expect((await search(state, '--', word)).status).toBeLessThan(2);
	}

	expect((await search(state, '--', 'loud?')).status).toBe(0);
	expect((await search(state, '--', 'lou.?')).status).toBe(1);
});

test('what cannot be read is counted, and what is damaged is searched all the same', async () => {
	const {state, folder, ids} = await said2();
	appendFileSync(pathOf(folder, ids[0] ?? ''), 'junk\n');
	writeFileSync(pathOf(folder, '20261122-155344-broken'), 'still\n');
	expect(await search(state, 'still')).toMatchObject({
		status: 0,
		complaints: ['1 file cannot be read: clusterdeck chat verify says why.'],
	});
});

test('it ends at so many places, and when it is stopped', async () => {
	const {folder} = await said2();
	const found: string[] = [];
	const stopping = new AbortController();
	const about = {
		...{words: ['fan'], signal: stopping.signal},
		onFound: ({conversation}: {conversation: {id: string}}) => {
			found.push(conversation.id);
			stopping.abort();
		},
	};
	expect(await searchConversations(folder, {...about, mostHits: 100})).toMatchObject({
		failure: {kind: 'cancelled'},
	});
	expect(found).toHaveLength(1);
	const cut = {...about, signal: new AbortController().signal, mostHits: 1};
	expect(await searchConversations(folder, cut)).toMatchObject({value: {hits: 1, isCut: true}});
});

async function said2() {
	const state = temporaryDirectory();
	const folder = join(state, 'clusterdeck', 'conversations');
	mkdirSync(folder, {recursive: true, mode: 0o700});
	const ids: string[] = [];
	for (const [laterMs, question, answer] of [
		[
			0,
			'Why is node 3 slow?',
			'Because it is very hot there, and\nthe fan of that node stands still.',
		],
		[5, 'Is the fan of node 3 loud?', 'No.'],
	] as const) {
		const wallMs = atWallMs + laterMs;
		const started = await startConversation(folder, {wallMs}, seededChance(1));
		const id = started.ok ? started.value : '';
		await appendRecord(folder, id, said(aTurn('a', question, answer)));
		ids.push(id);
	}

	return {state, folder, ids};
}

async function search(state: string, ...words: readonly string[]) {
	const {world, printed, complaints} = someSurroundings({env: {XDG_STATE_HOME: state}});
	const status = await run(['chat', 'search', ...words], world);
	return {status, printed: printed.join(''), complaints};
}
