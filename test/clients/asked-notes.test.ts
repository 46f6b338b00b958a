import {readdirSync, renameSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {spawnSync} from 'node:child_process';
import {expect, it} from 'vitest';
import type {AskedNote} from '../../source/clients/asked-notes.ts';
import {createChatArchive} from '../../source/clients/chat-archive.ts';
import {succeeded} from '../../source/domain/result.ts';
import {openedRecord} from '../../source/rules/conversation-id.ts';
import {anAttempt, aTurn, atWallMs, said} from '../helpers/chat-builders.ts';
import {seededChance} from '../helpers/seeded-chance.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const chance = seededChance(8);
const host = hostname().replaceAll(/[^A-Za-z0-9-]/g, '_');

function aNote(parts: Partial<AskedNote['record']> = {}): AskedNote {
	const opened = openedRecord({wallMs: atWallMs, system: undefined}, chance);
	const question = {role: 'user', content: 'Why is it hot?'} as const;
	const partial = {role: 'assistant', content: 'Because'} as const;
	const attempts = [anAttempt({outcome: {state: 'cancelled'}, partial})];
	return {
		opened,
		record: {
			...{type: 'interrupted', wallMs: atWallMs, after: undefined, question, attempts},
			killed: {turn: 'abc'},
			...parts,
		},
	};
}

function anArchive() {
	const folder = temporaryDirectory();
	const archive = createChatArchive({path: folder, open: async () => succeeded(folder)});
	const notes = () => readdirSync(folder).filter(name => name.endsWith('.asked'));
	/** As if another program had written them. */
	const writtenBy = (pid: number, machine = host): void => {
		for (const name of notes()) {
			const run = '00000000-0000-4000-8000-000000000000';
			renameSync(join(folder, name), join(folder, `.abc.${machine}.${pid}.${run}.asked`));
		}
	};
	const open = async (id: string) => {
		const opened = await archive.open(id);
		return opened.ok ? opened.value.records : [];
	};
	return {folder, archive, notes, writtenBy, open};
}

/** The number of a program that has ended. */
function endedPid(): number {
	return spawnSync('true').pid;
}

it('the first question of a program that was killed begins its conversation, with what had come', async () => {
	const {archive, notes, writtenBy, open} = anArchive();
	const note = aNote();
	await archive.note(note);
	writtenBy(endedPid());
	expect(await archive.list()).toMatchObject({
		value: {chats: [{id: note.opened.id, title: 'Why is it hot?', isDamaged: false}]},
	});
	const [, record] = await open(note.opened.id);
	expect(record).toEqual({...note.record, killed: {turn: 'abc'}});
	expect(notes()).toEqual([]);
	await archive.list();
	expect(await open(note.opened.id)).toHaveLength(2);
});

it('one in a conversation that is there is added to it when that is opened', async () => {
	const {archive, notes, writtenBy, open} = anArchive();
	const note = aNote({after: 'a'});
	await archive.begin(note.opened, [said(aTurn('a'))]);
	await archive.note(note);
	writtenBy(endedPid());
	expect(await open(note.opened.id)).toMatchObject([
		{type: 'opened'},
		{type: 'turn'},
		{type: 'interrupted', after: 'a', killed: {turn: 'abc'}},
	]);
	expect(notes()).toEqual([]);
});

it('whose end was kept before the kill is not told twice', async () => {
	const {archive, notes, writtenBy, open} = anArchive();
	const note = aNote();
	await archive.begin(note.opened, [said(aTurn('abc'))]);
	await archive.note(note);
	writtenBy(endedPid());
	expect(await open(note.opened.id)).toHaveLength(2);
	expect(notes()).toEqual([]);
});

it('one that is under way stays: ours, of another program, of another machine', async () => {
	const {archive, notes, writtenBy} = anArchive();
	await archive.note(aNote());
	for (const moved of [
		() => undefined,
		() => writtenBy(process.ppid),
		() => writtenBy(1, 'elsewhere'),
	]) {
		moved();
		expect(await archive.list()).toMatchObject({value: {chats: []}});
		expect(notes()).toHaveLength(1);
	}
});

it('is written anew and taken away by who wrote it', async () => {
	const {archive, notes} = anArchive();
	await archive.note(aNote());
	await archive.note(aNote({attempts: []}));
	expect(notes()).toHaveLength(1);
	await archive.dropNote('abc');
	expect(notes()).toEqual([]);
});

it('a note that is damaged, or names no conversation, stays and keeps nothing from being listed', async () => {
	const {archive, folder, notes} = anArchive();
	const run = '00000000-0000-4000-8000-000000000000';
	writeFileSync(join(folder, `.abc.${host}.${endedPid()}.${run}.asked`), '{"sum":"');
	const {opened} = aNote();
	await archive.begin(opened, [said(aTurn('a'))]);
	expect(await archive.list()).toMatchObject({value: {chats: [{id: opened.id}]}});
	expect(notes()).toHaveLength(1);
});
