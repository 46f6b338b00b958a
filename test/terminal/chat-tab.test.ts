/** The chat tab of the built program, on a real pseudo-terminal and with the files that it keeps. */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it, onTestFinished} from 'vitest';
import {readConversation} from '../../source/clients/conversations.ts';
import {openScreenSession} from '../helpers/screen-session.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';
import {scriptedEngine} from '../ollama/scripted-engine.ts';
import {startOllama} from '../ollama/server.ts';

const words = 'one two three four five six seven eight nine ten';
/** Said in five seconds. */
const manyWords = Array.from({length: 20}, (_, index) => `w${index}`).join(' ');
const quit = '\u0003';

/** This machine as a node with an Ollama that says four words a second, and the dashboard on its chat tab. */
async function openChatTab() {
	const server = await startOllama({engine: scriptedEngine({tokensPerSecond: 4})});
	onTestFinished(() => server.close());
	const state = temporaryDirectory();
	const folder = join(state, 'clusterdeck/conversations');
	const start = async () => {
		const session = openScreenSession({
			...{columns: 120, rows: 40, env: {XDG_STATE_HOME: state, HOME: state}},
			nodes: `  - {name: here-it-is, local: true, ollama: {port: ${server.port}}}\n`,
		});
		await session.drawn();
		session.type('3');
		await session.sees('Ask something');
		return {
			...session,
			async ask(text: string) {
				session.type(text);
				await session.sees(text);
				session.type('\r');
			},
		};
	};
	const files = () =>
		existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.jsonl')) : [];
	return {
		...{start, server, folder},
		files,
		/** What is noted of a question that is under way. */
		noted: () => readAll(folder, '.asked'),
		async kept() {
			const [id = ''] = files().map(name => name.replace('.jsonl', ''));
			const read = await readConversation(folder, id);
			if (!read.ok) {
				throw new Error('no conversation is kept');
			}

			return read.value;
		},
	};
}

function readAll(folder: string, suffix: string): string {
	const names = existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith(suffix)) : [];
	return names.map(name => readFileSync(join(folder, name), 'utf8')).join('');
}

it('what was answered is there after a SIGKILL in the middle of the next answer, which is marked, and goes on', async () => {
	const chat = await openChatTab();
	const first = await chat.start();
	await first.ask('is it hot');
	await first.sees('You said: is it hot.');
	await until(() => chat.files().length === 1);
	await first.ask(manyWords);
	await until(() => chat.noted().includes('You said: w0'));
	process.kill(first.pid(), 'SIGKILL');

	const second = await chat.start();
	await second.sees('is it hot');
	await second.ask('/chats hot');
	await second.sees('You said: is it hot.');
	await second.sees('You said: w0');
	await second.sees('broken off as clusterdeck was killed: /regen asks again');
	expect(chat.noted()).toBe('');
	await second.ask('and on');
	await second.sees('You said: and on.');
	await until(() => readFileSync(join(chat.folder, chat.files()[0] ?? ''), 'utf8').includes('on.'));
	const {conversation, file} = await chat.kept();
	expect(conversation.turns.map(({question}) => question.content)).toEqual([
		...['is it hot', 'and on'],
	]);
	expect(conversation.interrupted).toMatchObject([{question: {content: manyWords}}]);
	expect(file.problems).toEqual([]);
	expect(chat.files()).toHaveLength(1);
});

it('the first question of a conversation is there after a SIGKILL, and is sent again', async () => {
	const chat = await openChatTab();
	const first = await chat.start();
	await first.ask('is it hot');
	await until(() => chat.noted().includes('is it hot'));
	process.kill(first.pid(), 'SIGKILL');

	const second = await chat.start();
	await second.sees('is it hot');
	await second.ask('/chats hot');
	await second.sees('broken off as clusterdeck was killed: /regen asks again');
	await second.ask('/regen');
	await second.sees('You said: is it hot.');
	await until(() => chat.noted() === '');
	const {conversation} = await chat.kept();
	expect(conversation).toMatchObject({title: 'is it hot', turns: {length: 1}});
	expect(chat.files()).toHaveLength(1);
});

it('who leaves in the middle of an answer finds what came of it, and the node is asked no more', async () => {
	const chat = await openChatTab();
	const session = await chat.start();
	await session.ask(words);
	await session.sees('You said: one two');
	session.type(quit);
	const {status, isRestored} = await session.ended();
	expect({status, isRestored}).toEqual({status: 0, isRestored: true});
	const {conversation} = await chat.kept();
	expect(conversation.interrupted).toMatchObject([
		{
			question: {content: words},
			attempts: [
				{
					outcome: {state: 'cancelled'},
					partial: {content: expect.stringMatching(/^You said: one two/)},
				},
			],
		},
	]);
	await until(() => chat.server.busy().answering === 0);
});
