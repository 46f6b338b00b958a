import {
	appendFileSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import {basename, join} from 'node:path';
import {expect, test} from 'vitest';
import type {Turn} from '../../source/domain/chat.ts';
import {run} from '../../source/cli/run.ts';
import {appendRecord, pathOf} from '../../source/clients/conversations.ts';
import {conversationLine} from '../../source/parsers/conversation-line.ts';
import {checksumOf} from '../../source/transport/checksum.ts';
import {anAttempt, aTurn, atWallMs, said} from '../helpers/chat-builders.ts';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {seededChance} from '../helpers/seeded-chance.ts';
import {someSurroundings} from '../helpers/surroundings.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {verifySchemaErrors} from '../helpers/validate-document.ts';
import {startConversation} from '../helpers/start-conversation.ts';

/** What a terminal may act on, a line feed left out. */
const active = /[[\p{Cc}\u202a-\u202e]--[\n]]/v;

test('chat ls says how one begins where none was said', async () => {
	const {status, printed} = await chat(temporaryDirectory(), 'ls');
	expect(status).toBe(0);
	expect(printed).toBe('No conversations yet: clusterdeck chat PROMPT begins one.\n');
});

test('chat ls lists them, and those that were deleted no more', async () => {
	const {state, folder, id} = await aConversation();
	const gone = await start(folder, 9);
	await appendRecord(folder, gone, {type: 'deleted', wallMs: atWallMs});
	const {printed} = await chat(state, 'ls');
	expect(printed.split('\n')).toEqual([
		expect.stringMatching(/^CONVERSATION +CHANGED +TURNS +TITLE$/),
		expect.stringMatching(
			new RegExp(`^${id}  2026-11-2\\d \\d\\d:\\d\\d      2     Why is node 3 slow\\?$`),
		),
		'',
	]);
	const {printed: json} = await chat(state, 'ls', '--json');
	expect(JSON.parse(json)).toMatchObject({
		schemaVersion: 1,
		conversations: [{id, title: 'Why is node 3 slow?', turns: 2, isDamaged: false}],
	});
});

test('of more than 10,000 conversations the older ones are found, and that they are not listed is said', async () => {
	const {state, folder, id} = await aConversation();
	for (let at = 0; at < 10_000; at += 1) {
		writeFileSync(join(folder, `20991122-155344-${String(at).padStart(6, '0')}.jsonl`), '');
	}

	const {status, complaints} = await chat(state, 'ls');
	expect(status).toBe(0);
	expect(complaints.join()).toContain('1 older conversation left out');
	expect((await chat(state, 'export', id)).bytes).toContain('# Why is node 3 slow?');
	expect((await chat(state, 'verify')).printed).toContain('1 conversation whole');
});

test('chat export writes what was not followed behind the rest', async () => {
	const {state, folder, id} = await aConversation();
	await appendRecord(folder, id, said(aTurn('late', 'and who else?', 'nobody'), undefined));
	const {bytes} = await chat(state, 'export', id);
	const [followed = '', others = ''] = bytes.split('# Not followed');
	expect(followed).toContain('nobody');
	expect(others).toContain('## You\n\nWhy is node 3 slow?');
	expect(others).toContain('if (x) {}');
	expect(others).toContain('> Interrupted. pi-02');
});

test('chat export writes Markdown that keeps code, and says who answered', async () => {
	const {state, id} = await aConversation();
	const {bytes} = await chat(state, 'export', id.slice(0, 18));
	expect(bytes).toContain('# Why is node 3 slow?');
	expect(bytes).toContain('## You\n\nWhy is node 3 slow?');
	expect(bytes).toContain('```\n\tif (x) {}\n```');
	expect(bytes).toContain('> → pi-01 · warm · TTFT 800 ms · 13.3 tok/s · 40 tokens');
	expect(bytes).toContain('> Interrupted. pi-02: no answer after 30 s.');
});

test('chat export as JSON has every byte, and no text acts on a terminal', async () => {
	const {state, folder, id} = await aConversation();
	let after = 'b';
	for (const [index, {text}] of hostileCorpus.entries()) {
		await appendRecord(folder, id, said(aTurn(`h${index}`, text, text), after));
		after = `h${index}`;
	}

	const {printed} = await chat(state, 'export', 'last', '--json');
	const {turns} = JSON.parse(printed);
	expect(turns.slice(2).map((turn: Turn) => turn.answer.content)).toEqual(
		hostileCorpus.map(({text}) => text),
	);
	expect(printed).not.toMatch(active);
	const onTerminal = await chat(state, 'export', {isTerminal: true});
	expect(onTerminal.printed).not.toMatch(active);
});

test('chat export writes a file that only its owner reads', async () => {
	const {state} = await aConversation();
	const path = join(state, 'said.md');
	const {printed} = await chat(state, 'export', '--output', path);
	expect(printed).toBe(`Written to ${path}.\n`);
	expect(readFileSync(path, 'utf8')).toContain('Why is node 3 slow?');
	expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a conversation that is not there, or more than one, is said', async () => {
	const {state, folder} = await aConversation();
	await start(folder, 9);
	expect(await chat(state, 'export', 'nope')).toMatchObject({
		status: 1,
		complaints: ['There is no conversation "nope": clusterdeck chat ls lists them.'],
	});
	expect(await chat(state, 'export', '2026')).toMatchObject({
		status: 1,
		complaints: ['"2026" begins 2 conversations: write more of the id.'],
	});
});

test('verify tells damage and changes nothing; repair leaves it out and takes nothing from the file', async () => {
	const {state, folder, id} = await aConversation();
	const path = pathOf(folder, id);
	expect(await chat(state, 'verify')).toMatchObject({
		status: 0,
		printed: '1 conversation whole, 0 damaged.\n',
	});
	const damaged = readFileSync(path, 'utf8').replace('because', 'becausE');
	writeFileSync(path, damaged);
	appendFileSync(path, '{"sum":"0');
	expect(await chat(state, 'verify')).toMatchObject({
		status: 1,
		printed: [
			`${path}:2: it was altered since it was written.`,
			`${id}: 1 line without an end, left out: never acknowledged.`,
			'0 conversations whole, 1 damaged.',
			'',
		].join('\n'),
		complaints: ['clusterdeck chat repair ID leaves out of one what nobody can read.'],
	});
	expect(readFileSync(path, 'utf8')).toBe(`${damaged}{"sum":"0`);
	expect((await chat(state, 'ls')).complaints).toHaveLength(1);
	expect(await chat(state, 'repair', id)).toMatchObject({
		status: 0,
		printed: '3 records kept, 2 lines left out from now on. Nothing was taken from the file.\n',
	});
	expect(readFileSync(path, 'utf8').startsWith(`${damaged}{"sum":"0\n`)).toBe(true);
	expect(await chat(state, 'verify', id)).toMatchObject({
		status: 0,
		printed: `${id}: 2 lines left out by a repair.\n1 conversation whole, 0 damaged.\n`,
	});
	expect((await chat(state, 'ls')).complaints).toEqual([]);
	expect(await chat(state, 'repair', id)).toMatchObject({printed: 'It is whole: 4 records.\n'});
	expect(readdirSync(folder)).toHaveLength(1);
});

test('a conversation whose first line is gone is unreadable until it is repaired', async () => {
	const {state, folder, id} = await aConversation();
	const path = pathOf(folder, id);
	writeFileSync(path, readFileSync(path, 'utf8').split('\n').slice(1).join('\n'));
	expect((await chat(state, 'ls')).complaints).toEqual([
		'some are damaged (1 file cannot be read): clusterdeck chat verify says which and how.',
	]);
	expect((await chat(state, 'repair', id)).status).toBe(0);
	const {printed} = await chat(state, 'ls', '--json');
	expect(JSON.parse(printed).conversations).toMatchObject([
		{id, openedAt: '2026-11-22T15:53:44.000Z', turns: 2},
	]);
});

test('verify names what is empty: nothing in it was ever acknowledged', async () => {
	const {state, folder} = await aConversation();
	const [bare, torn] = ['20261122-160000-empty0', '20261122-170000-empty1'];
	writeFileSync(pathOf(folder, bare), '');
	writeFileSync(pathOf(folder, torn), '{"sum":"5f0c3a1e","length":87,"rec');
	expect(await chat(state, 'verify')).toMatchObject({
		status: 0,
		printed: [
			`${bare}: empty: nothing in it was ever acknowledged. rm '${pathOf(folder, bare)}' removes it.`,
			`${torn}: only 1 line without an end: nothing in it was ever acknowledged. rm '${pathOf(folder, torn)}' removes it.`,
			'1 conversation whole, 0 damaged, 2 empty.',
			'',
		].join('\n'),
	});
});

test('verify tells of turns that are gone back to, or gone on from, and that are nowhere', async () => {
	const {state, folder, id} = await aConversation();
	await appendRecord(folder, id, {type: 'rewound', wallMs: atWallMs, to: 'nowhere'});
	expect((await chat(state, 'verify')).printed).toBe(
		`${id}: a turn that it goes on from, or was taken back to, is nowhere in it; what was said before takes its place.\n1 conversation whole, 0 damaged.\n`,
	);
	await appendRecord(folder, id, said(aTurn('c'), 'neither'));
	expect((await chat(state, 'verify')).printed).toContain(`${id}: 2 turns that it goes on from`);
});

test('verify --json is one document with all of it', async () => {
	const {state, folder, id} = await aConversation();
	const path = pathOf(folder, id);
	writeFileSync(path, readFileSync(path, 'utf8').replace('because', 'becausE'));
	appendFileSync(path, '{"sum":"0');
	const empty = '20261122-160000-empty0';
	writeFileSync(pathOf(folder, empty), '');
	const headless = '20261122-170000-nohead';
	writeFileSync(pathOf(folder, headless), 'junk\n');
	await writeNewer(pathOf(folder, '20261122-180000-newer0'), {stars: 3});
	const {status, printed, complaints} = await chat(state, 'verify', '--json');
	const document: unknown = JSON.parse(printed);
	expect(verifySchemaErrors(document)).toEqual([]);
	expect(document).toMatchObject({
		...{whole: 0, damaged: 2, empty: 1, newer: 1},
		conversations: [
			{
				...{id, path, state: 'damaged', tornLines: 1, leftOutLines: 0, lostTurns: ['a']},
				damagedLines: [{where: `${path}:2`, text: 'it was altered since it was written'}],
				remarks: {length: 2},
			},
			{id: empty, state: 'empty'},
			{id: headless, state: 'damaged', failure: {kind: 'unparseable'}},
			{state: 'newer', newerRecords: 1},
		],
	});
	expect([status, complaints]).toEqual([1, [expect.stringContaining('chat repair')]]);
	expect(JSON.parse((await chat(state, 'verify', empty, '--json')).printed)).toMatchObject({
		conversations: [{id: empty}],
	});
});

test('repair leaves alone what a newer program wrote', async () => {
	const {state, folder} = await aConversation();
	const newer = '20261122-160000-newer0';
	await writeNewer(pathOf(folder, newer), {stars: 3}, 'junk\n');
	const before = readFileSync(pathOf(folder, newer), 'utf8');
	expect(await chat(state, 'repair', newer)).toMatchObject({
		status: 1,
		complaints: [expect.stringContaining('a newer clusterdeck wrote it')],
	});
	expect(readFileSync(pathOf(folder, newer), 'utf8')).toBe(before);
});

test('what a newer program wrote is no damage: it is said, read and not written', async () => {
	const {state, folder, id} = await aConversation();
	const readable = '20261122-160000-newer0';
	await writeNewer(pathOf(folder, readable), {stars: 3});
	expect(await chat(state, 'verify')).toMatchObject({
		status: 0,
		printed: [
			`${readable}: a newer clusterdeck wrote 1 record of it; this one only reads it.`,
			'1 conversation whole, 0 damaged, 1 of a newer clusterdeck.',
			'',
		].join('\n'),
		complaints: [],
	});
	const other = '20261122-170000-newer1';
	await writeNewer(pathOf(folder, other), {id: 7});
	expect((await chat(state, 'verify', other)).printed).toContain('a newer clusterdeck wrote it');
	expect(await chat(state, 'ls')).toMatchObject({
		complaints: ['1 conversation of a newer clusterdeck: use that one.'],
		printed: expect.stringContaining(readable),
	});
	expect(await chat(state, 'export', other)).toMatchObject({status: 1});
	expect((await chat(state, 'verify', id)).status).toBe(0);
});

/** With a turn of another shape. */
async function writeNewer(path: string, parts: object, rest = ''): Promise<void> {
	const id = basename(path, '.jsonl');
	const records = [
		{type: 'opened', wallMs: atWallMs, schema: 2, id, ...parts},
		{type: 'turn', wallMs: atWallMs, parts: []},
	];
	const lines = records.map(record => `${conversationLine(record as never, checksumOf)}\n`);
	writeFileSync(path, `${lines.join('')}${rest}`);
}

async function aConversation() {
	const state = temporaryDirectory();
	const folder = join(state, 'clusterdeck', 'conversations');
	mkdirSync(folder, {recursive: true, mode: 0o700});
	const id = await start(folder, 1);
	await appendRecord(folder, id, said(aTurn('a', 'Why is node 3 slow?')));
	await appendRecord(folder, id, {
		type: 'interrupted',
		wallMs: atWallMs,
		after: 'a',
		question: {role: 'user', content: 'and?'},
		attempts: [
			anAttempt({
				outcome: {state: 'failed', failure: {kind: 'timedOut', where: 'pi-02', afterMs: 30_000}},
				partial: {role: 'assistant', content: 'half'},
			}),
		],
	});
	await appendRecord(folder, id, said(aTurn('b', 'code', 'so:\n```\n\tif (x) {}\n```'), 'a'));
	return {state, folder, id};
}

async function start(folder: string, seed: number): Promise<string> {
	const opening = {wallMs: atWallMs, forkedFrom: undefined, system: undefined};
	const started = await startConversation(folder, opening, seededChance(seed));
	return started.ok ? started.value : '';
}

async function chat(state: string, ...args: ReadonlyArray<string | {isTerminal: boolean}>) {
	const words = args.filter(arg => typeof arg === 'string');
	const isTerminal = args.some(arg => typeof arg !== 'string');
	const {world, printed, complaints} = someSurroundings({env: {XDG_STATE_HOME: state}});
	let bytes = '';
	const output = {
		...world.output,
		isTerminal: () => isTerminal,
		printBytes: (text: string) => {
			bytes += Buffer.from(text, 'latin1').toString('utf8');
		},
	};
	const status = await run(['chat', ...words], {...world, output});
	return {status, printed: printed.join(''), complaints, bytes};
}
