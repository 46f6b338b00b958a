import {createHash} from 'node:crypto';
import {appendFileSync, mkdirSync, readFileSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {createChatArchive} from '../../source/clients/chat-archive.ts';
import {appendRecord, pathOf, readConversation} from '../../source/clients/conversations.ts';
import {createMemoryArchive} from '../../source/clients/memory-archive.ts';
import type {ConversationRecord, OpenedRecord} from '../../source/domain/conversation.ts';
import {succeeded} from '../../source/domain/result.ts';
import {conversationLine} from '../../source/parsers/conversation-line.ts';
import {openedRecord} from '../../source/rules/conversation-id.ts';
import {checksumOf} from '../../source/transport/checksum.ts';
import {aTurn, atWallMs, said} from '../helpers/chat-builders.ts';
import {seededChance} from '../helpers/seeded-chance.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const chance = seededChance(4);

function openedAt(wallMs: number): OpenedRecord {
	return openedRecord({wallMs, system: undefined, forkedFrom: undefined}, chance);
}

function anArchive() {
	const folder = temporaryDirectory();
	const open = async () => succeeded(folder);
	return {folder, archive: createChatArchive({path: folder, open})};
}

const never = new AbortController().signal;

it('what was said is there again when it is opened, and first in the list when it was changed last', async () => {
	const {archive} = anArchive();
	const [old, young] = [openedAt(atWallMs), openedAt(atWallMs + 60_000)];
	await archive.begin(old, [said(aTurn('a', 'Why is node 3 slow?'))]);
	await archive.begin(young, [said(aTurn('b', 'Is it the fan?'))]);
	const later: ConversationRecord = {type: 'renamed', wallMs: atWallMs + 90_000, title: 'Node 3'};
	expect(await archive.add(old.id, later)).toEqual(succeeded({byOthers: false}));

	const list = await archive.list();
	expect(list).toMatchObject({
		value: {chats: [{id: old.id, title: 'Node 3'}, {id: young.id}], leftOut: 0},
	});
	expect(await archive.open(old.id)).toMatchObject({
		value: {
			...{id: old.id, readOnlyBecause: undefined, isDamaged: false},
			records: [{type: 'opened'}, {type: 'turn'}, {type: 'renamed'}],
		},
	});
});

it('that another program wrote to a conversation is known at the next record, and only then', async () => {
	const {folder, archive} = anArchive();
	const opened = openedAt(atWallMs);
	await archive.begin(opened, [said(aTurn('a'))]);
	await appendRecord(folder, opened.id, said(aTurn('theirs'), 'a'));
	expect(await archive.add(opened.id, said(aTurn('ours'), 'a'))).toEqual(
		succeeded({byOthers: true}),
	);
	expect(await archive.add(opened.id, said(aTurn('ours2'), 'ours'))).toEqual(
		succeeded({byOthers: false}),
	);
	const read = await readConversation(folder, opened.id);
	expect(read.ok && read.value.conversation).toMatchObject({
		turns: [{id: 'a'}, {id: 'ours'}, {id: 'ours2'}],
		others: [{id: 'theirs'}],
		forks: ['ours'],
	});
});

it('a picture that two turns of a fork ask about is written once', async () => {
	const {folder, archive} = anArchive();
	const images = ['iVBORw0KGgo='];
	const seen = (id: string, after?: string) =>
		said({...aTurn(id), question: {role: 'user', content: 'what is it?', images}}, after);
	const opened = openedAt(atWallMs);
	await archive.begin(opened, [seen('a'), seen('b', 'a')]);
	const read = await readConversation(folder, opened.id);
	expect(read.ok && read.value.file.records.map(({type}) => type)).toEqual([
		...['opened', 'image', 'turn', 'turn'],
	]);
	expect(read.ok && read.value.conversation.turns[1]?.question.images).toEqual(images);
});

it('a file of the list is read again only where it was written to', async () => {
	const {folder, archive} = anArchive();
	const opened = openedAt(atWallMs);
	await archive.begin(opened, [said(aTurn('a', 'first'))]);
	const titles = async () => {
		const list = await archive.list();
		return list.ok ? list.value.chats.map(({title}) => title) : [];
	};
	expect(await titles()).toEqual(['first']);
	const path = pathOf(folder, opened.id);
	const text = readFileSync(path, 'utf8');
	utimesSync(path, 1000, 1000);
	expect(await titles()).toEqual(['first']);
	writeFileSync(path, text.replace('first', 'other'));
	utimesSync(path, 1000, 1000);
	expect(await titles()).toEqual(['first']);
	appendFileSync(path, '\n');
	expect(await titles()).not.toEqual(['first']);
});

it('words are found with the turn and the place in it, one for each conversation, in memory too', async () => {
	const opened = openedAt(atWallMs);
	const turns = [
		said(aTurn('a', 'the fan?', 'the fan stands still')),
		said(aTurn('b', 'fan'), 'a'),
	];
	const memory = createMemoryArchive();
	for (const archive of [anArchive().archive, memory]) {
		await archive.begin(opened, turns);
		const found = await archive.search('stands fan', never);
		const [hit] = found.ok ? found.value : [];
		expect(hit).toMatchObject({id: opened.id, turn: 'a', title: 'the fan?'});
		expect(hit?.excerpt.slice(hit.from, hit.to)).toBe('stands');
		expect(await archive.search('fan', never)).toMatchObject({value: {length: 1}});
	}
});

it('without a home nothing is listed, found or kept, and that is told', async () => {
	const failure = {ok: false, failure: {kind: 'missing', where: 'the environment variable HOME'}};
	const archive = createChatArchive({path: undefined, open: async () => failure as never});
	const opened = openedAt(atWallMs);
	expect(await archive.list()).toEqual(failure);
	expect(await archive.begin(opened, [])).toEqual(failure);
	expect(await archive.add(opened.id, said(aTurn('a')))).toEqual(failure);
	expect(await archive.search('x', never)).toEqual(failure);
});

it('two thousand conversations are listed and searched with turns for others in between', async () => {
	const {folder, archive} = anArchive();
	const answer = Array.from({length: 40}, (_, index) =>
		createHash('sha256').update(`${index}`).digest('hex'),
	).join(' ');
	mkdirSync(folder, {recursive: true});
	for (let index = 0; index < 2000; index += 1) {
		const opened = openedAt(atWallMs + index * 1000);
		const records = [opened, ...[1, 2, 3].map(turn => said(aTurn(`t${turn}`, `${index}`, answer)))];
		writeFileSync(
			join(folder, `${opened.id}.jsonl`),
			`${records.map(record => conversationLine(record, checksumOf)).join('\n')}\n`,
		);
	}

	const list = await longestTurnMs(() => archive.list());
	expect(list.value).toMatchObject({value: {chats: {length: 2000}, leftOut: 0}});
	const search = await longestTurnMs(() => archive.search('1999', never));
	expect(search.value).toMatchObject({value: {length: 1}});
	// Mostly a collection of garbage, which may fall into any turn.
	expect([list.longestMs, search.longestMs].filter(ms => ms > 25)).toEqual([]);
});

/** The time of the processor that a turn of the loop takes at most: other programs take none of it. */
async function longestTurnMs<Value>(work: () => Promise<Value>) {
	const cpuMs = (): number => {
		const {user, system} = process.threadCpuUsage();
		return (user + system) / 1000;
	};
	let longestMs = 0;
	let isOver = false;
	let atMs = cpuMs();
	const look = (): void => {
		const nowMs = cpuMs();
		longestMs = Math.max(longestMs, nowMs - atMs);
		atMs = nowMs;
		if (!isOver) {
			setImmediate(look);
		}
	};
	setImmediate(look);
	const value = await work();
	isOver = true;
	return {value, longestMs};
}
