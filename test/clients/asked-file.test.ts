import {execFileSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {readAskedFile} from '../../source/clients/asked-file.ts';
import {listTemplates, readTemplate} from '../../source/clients/prompt-templates.ts';
import type {AskedFile} from '../../source/domain/chat-asking.ts';
import {failureText} from '../../source/theme/failure-text.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const {signal} = new AbortController();
const png = Buffer.from('89504e470d0a1a0a0000', 'hex');

async function read(content: string | Buffer, kind: AskedFile['kind'] = 'text') {
	const place = join(temporaryDirectory(), 'Größe.txt');
	writeFileSync(place, content);
	return readAskedFile({path: '~/Größe.txt', place, kind}, signal);
}

it('a text comes as it is, under the name of its file', async () => {
	expect(await read('naïve\n')).toEqual({
		ok: true,
		value: {path: '~/Größe.txt', name: 'Größe.txt', sizeBytes: 7, kind: 'text', content: 'naïve\n'},
	});
});

it('a picture comes in base64, and what only is called one is refused', async () => {
	expect(await read(png, 'image')).toMatchObject({value: {content: png.toString('base64')}});
	expect(await read('GIF', 'image')).toMatchObject({failure: {kind: 'rejected'}});
});

it.each<[string, string | Buffer, string]>([
	['bytes that are no text', Buffer.from([0xff, 0xfe, 0x41]), 'it is no text (UTF-8).'],
	['half of a character', Buffer.from([0x41, 0xc3]), 'it is no text (UTF-8).'],
	['a NUL', 'a\0b', 'it is no text (UTF-8).'],
	['a picture', png, 'it is a picture: /image takes it.'],
	['nothing', '', 'it is empty.'],
])('%s is refused in words', async (_, content, reason) => {
	const refused = await read(content);
	expect(refused.ok ? '' : failureText(refused.failure)).toBe(`~/Größe.txt: ${reason}`);
});

it('U+FFFD that stands in a text is text', async () => {
	expect(await read('a\ufffdb')).toMatchObject({value: {content: 'a\ufffdb'}});
});

it('what is no file is not waited for, and too much is not read', async () => {
	const folder = temporaryDirectory();
	execFileSync('mkfifo', [join(folder, 'pipe')]);
	const asked = (place: string) => readAskedFile({path: place, place, kind: 'text'}, signal);
	expect(await asked(join(folder, 'pipe'))).toMatchObject({failure: {kind: 'rejected'}});
	expect(await asked('/dev/zero')).toMatchObject({failure: {kind: 'rejected'}});
	expect(await asked(folder)).toMatchObject({
		failure: {reason: 'it is a directory: name a file.'},
	});
	expect(await asked(join(folder, 'none'))).toMatchObject({failure: {kind: 'missing'}});
	expect(await read('x'.repeat(2 ** 20 + 1))).toMatchObject({
		failure: {kind: 'tooLarge', where: '~/Größe.txt'},
	});
});

it('templates are the Markdown files of a folder, and no name leaves it', async () => {
	const folder = join(temporaryDirectory(), 'prompts');
	expect(await listTemplates(folder)).toEqual([]);
	mkdirSync(folder);
	for (const name of ['review.md', 'explain.md', 'notes.txt', '.hidden.md', '-x.md']) {
		writeFileSync(join(folder, name), `Text of ${name}`);
	}

	writeFileSync(join(folder, '../secret.md'), 'secret');
	expect(await listTemplates(folder)).toEqual(['explain', 'review']);
	expect(await readTemplate(folder, 'review')).toMatchObject({value: 'Text of review.md'});
	expect(await readTemplate(folder, '../secret')).toMatchObject({failure: {kind: 'missing'}});
	expect(await readTemplate(folder, 'none')).toMatchObject({failure: {kind: 'missing'}});
});
