import {mkdirSync, readdirSync, readFileSync, statSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it, onTestFinished} from 'vitest';
import {exportChat} from '../../source/cli/export-chat.ts';
import type {DemoWorld} from '../../source/demo/demo-world.ts';
import {conversationOf} from '../../source/rules/conversation.ts';
import {aTurn, opened, said} from '../helpers/chat-builders.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const records = [opened(), said(aTurn('a', 'Why?', 'Because it *is*.'))];

function anExport(path?: string, format: 'markdown' | 'json' = 'markdown') {
	const conversation = conversationOf(records);
	if (conversation === undefined) {
		throw new Error('it is none');
	}

	return {type: 'exportChat', conversation, format, path} as const;
}

function world(home: string) {
	return {env: {HOME: home}, version: '0.1.0'};
}

it('a conversation is written where the person says, readable by its owner alone', async () => {
	const home = temporaryDirectory();
	mkdirSync(join(home, 'real'));
	symlinkSync(join(home, 'real'), join(home, 'notes'));
	const notice = await exportChat(anExport('~/notes/why.md'), world(home));
	expect(notice).toEqual({kind: 'chatExported', file: '~/notes/why.md'});
	const file = join(home, 'real/why.md');
	expect(readFileSync(file, 'utf8')).toContain('Because it *is*.');
	expect(statSync(file).mode & 0o777).toBe(0o600);
	await exportChat(anExport('~/notes/why.json', 'json'), world(home));
	const document = JSON.parse(readFileSync(join(home, 'real/why.json'), 'utf8'));
	expect(document).toMatchObject({schemaVersion: 1, recordSchema: 1, turns: [{id: 'a'}]});
});

it('nothing that is there is written over, and a folder that is not there is told', async () => {
	const home = temporaryDirectory();
	await exportChat(anExport('~/why.md'), world(home));
	expect(await exportChat(anExport('~/why.md'), world(home))).toMatchObject({
		failure: {where: '~/why.md', reason: 'it is there already: name another file.'},
	});
	expect(await exportChat(anExport('~'), world(home))).toMatchObject({kind: 'failed'});
	expect(await exportChat(anExport('~/none/why.md'), world(home))).toMatchObject({
		failure: {kind: 'missing'},
	});
});

it('without a path it goes into the working directory, each time under a name of its own', async () => {
	const [before, folder] = [process.cwd(), temporaryDirectory()];
	process.chdir(folder);
	onTestFinished(() => process.chdir(before));
	expect(await exportChat(anExport(), world(folder))).toEqual({
		kind: 'chatExported',
		file: '~/20261122-155344-k3f9xa.md',
	});
	expect(await exportChat(anExport(), world('/elsewhere'))).toEqual({
		kind: 'chatExported',
		file: join(process.cwd(), '20261122-155344-k3f9xa-2.md'),
	});
	expect(readdirSync(folder).toSorted()).toEqual([
		...['20261122-155344-k3f9xa-2.md', '20261122-155344-k3f9xa.md'],
	]);
});

it('a demo writes nothing', async () => {
	const home = temporaryDirectory();
	const demo = {} as DemoWorld;
	const notice = await exportChat(anExport('~/why.md'), {...world(home), demo});
	expect(notice).toEqual({
		...{kind: 'refused', reason: 'The demo changes nothing on this machine.'},
	});
	expect(readdirSync(home)).toEqual([]);
});
