import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {
	appendFileSync,
	mkdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {setTimeout as pause} from 'node:timers/promises';
import {describe, expect, onTestFinished, test} from 'vitest';
import {
	appendRecord,
	listIds,
	pathOf,
	readConversation,
} from '../../source/clients/conversations.ts';
import {listConversations} from '../../source/clients/list-conversations.ts';
import {conversationLine} from '../../source/parsers/conversation-line.ts';
import {checksumOf} from '../../source/transport/checksum.ts';
import {aTurn, atWallMs, opened, said} from '../helpers/chat-builders.ts';
import {seededChance} from '../helpers/seeded-chance.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {startConversation} from '../helpers/start-conversation.ts';

const isFull = process.env['FULL'] === '1';
const child = join(import.meta.dirname, '../helpers/children/say-turns.ts');

describe('a conversation on disk', () => {
	test('is what was said, private, and named after its time', async () => {
		const directory = temporaryDirectory();
		const id = await start(directory);
		expect(id).toMatch(/^20261122-155344-[0-9a-z]{6}$/);
		await say([directory, id], 'a');
		await say([directory, id], 'b', 'a');
		expect(await turnsIn(directory, id)).toEqual(['a', 'b']);
		expect(statSync(pathOf(directory, id)).mode & 0o777).toBe(0o600);
	});

	test('begun later has the later name, also within a second', async () => {
		const directory = temporaryDirectory();
		const ids: string[] = [];
		for (const laterMs of [0, 1, 9, 10, 35, 36, 255, 256]) {
			const opening = {wallMs: atWallMs + laterMs};
			const started = await startConversation(directory, opening, seededChance(256 - laterMs));
			ids.push(started.ok ? started.value : '');
		}

		expect(ids).toEqual(ids.toSorted());
		expect(await listIds(directory)).toEqual({ok: true, value: ids});
	});

	test('cut at any byte has every turn that was acknowledged before, and goes on', async () => {
		const directory = temporaryDirectory();
		const id = await start(directory);
		const path = pathOf(directory, id);
		const ends = [statSync(path).size];
		for (const turn of ['a', 'b']) {
			await say([directory, id], turn);
			ends.push(statSync(path).size);
		}

		const whole = readFileSync(path);
		const [start0 = 0, endOfA = 0, end = 0] = ends;
		for (let length = start0; length <= end; length += 1) {
			writeFileSync(path, whole.subarray(0, length));
			const kept = length >= end - 2 ? ['b'] : length >= endOfA - 2 ? ['a'] : [];
			expect(await turnsIn(directory, id)).toEqual(kept);
			if (length % 50 === 0) {
				await say([directory, id], 'next', kept[0]);
				expect(await turnsIn(directory, id)).toEqual([...kept, 'next']);
			}
		}
	});

	test('killed at any moment loses nothing that was acknowledged, and opens', async () => {
		const chance = seededChance(5);
		for (let round = 0; round < (isFull ? 1000 : 100); round += 1) {
			const directory = temporaryDirectory();
			const id = await start(directory);
			const acknowledged = await killWriter(directory, id, chance() * 30);
			const read = await readConversation(directory, id);
			const turns = read.ok ? read.value.conversation.turns.map(turn => turn.id) : undefined;
			expect(turns?.slice(0, acknowledged.length)).toEqual(acknowledged);
			expect(await say([directory, id], 'after', turns?.at(-1))).toEqual({ok: true});
			expect(await turnsIn(directory, id)).toEqual([...(turns ?? []), 'after']);
		}
	});

	test('is there with what was said first or not at all, whenever its writer is killed', async () => {
		const chance = seededChance(6);
		const directory = temporaryDirectory();
		const acknowledged: string[] = [];
		for (let round = 0; round < (isFull ? 250 : 10); round += 1) {
			acknowledged.push(...(await killWriter(directory, 'new', chance() * 10)));
		}

		const ids = await listIds(directory);
		expect(ids.ok && ids.value).toEqual(expect.arrayContaining(acknowledged));
		for (const id of ids.ok ? ids.value : []) {
			expect(await turnsIn(directory, id)).toEqual(['first']);
		}
	});

	test('is the one that its file is named after, whatever stands in it', async () => {
		const directory = temporaryDirectory();
		const id = await start(directory);
		const copy = '20261122-155344-copied';
		writeFileSync(pathOf(directory, copy), lineOf(opened({id: '../../victim'})));
		expect(await readConversation(directory, copy)).toMatchObject({
			value: {conversation: {id: copy}},
		});
		expect(await listConversations(directory)).toMatchObject({
			value: {
				list: expect.toSatisfy(
					list =>
						list
							.map((one: {id: string}) => one.id)
							.sort()
							.join() === [id, copy].toSorted().join(),
				),
			},
		});
		expect(() => pathOf(directory, '../../victim')).toThrow('not the id');
	});

	test('that holds nothing which was acknowledged is none', async () => {
		const directory = temporaryDirectory();
		writeFileSync(pathOf(directory, '20261122-155344-empty0'), '');
		writeFileSync(pathOf(directory, '20261122-155344-torn00'), '{"sum":"0');
		expect(await listConversations(directory)).toMatchObject({value: {list: [], unreadable: 0}});
	});

	test('on a full disk says so, keeps what was there, and goes on when there is room', async context => {
		if (process.getuid?.() !== 0) {
			context.skip('only root can mount a small disk');
		}

		const directory = temporaryDirectory();
		expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'full', directory]).status).toBe(
			0,
		);
		onTestFinished(() => void spawnSync('umount', ['-l', directory]));
		const id = await start(directory);
		await say([directory, id], 'a');
		const filler = join(directory, 'filler');
		const free = 256 * 1024 - 8192;
		writeFileSync(filler, Buffer.alloc(free - (free % 4096) - 4096));
		const long = aTurn('b', 'why?', 'x'.repeat(200_000));
		expect(await appendRecord(directory, id, said(long, 'a'))).toMatchObject({
			failure: {kind: 'diskFull'},
		});
		expect(await turnsIn(directory, id)).toEqual(['a']);
		expect(
			await startConversation(
				directory,
				{wallMs: atWallMs, forkedFrom: undefined, system: 'x'.repeat(50_000)},
				seededChance(2),
			),
		).toMatchObject({
			failure: {kind: 'diskFull'},
		});
		expect(await listConversations(directory)).toMatchObject({value: {unreadable: 0}});
		truncateSync(filler);
		await say([directory, id], 'c', 'a');
		expect(await turnsIn(directory, id)).toEqual(['a', 'c']);
	});

	test('takes nothing that it could not give back', async () => {
		const directory = temporaryDirectory();
		const id = await start(directory);
		const turn = aTurn('a');
		const [attempt] = turn.attempts;
		const odd = {...turn, attempts: [{...attempt, tookMs: Number.NaN}]} as typeof turn;
		expect(await appendRecord(directory, id, said(odd))).toMatchObject({
			failure: {kind: 'rejected', reason: expect.stringContaining('was not kept')},
		});
		expect(await turnsIn(directory, id)).toEqual([]);
	});

	test('of a newer program is read and not written', async () => {
		const directory = temporaryDirectory();
		writeFileSync(
			pathOf(directory, '20261122-155344-newer0'),
			lineOf(opened({schema: 2, stars: 3})),
		);
		expect(await readConversation(directory, '20261122-155344-newer0')).toMatchObject({
			value: {isReadOnly: true},
		});
	});

	test('is not written through a link', async () => {
		const directory = temporaryDirectory();
		const elsewhere = join(temporaryDirectory(), 'elsewhere');
		writeFileSync(elsewhere, '');
		symlinkSync(elsewhere, pathOf(directory, '20261122-155344-linked'));
		expect(await say([directory, '20261122-155344-linked'], 'a')).toMatchObject({
			failure: {kind: 'denied'},
		});
		expect(readFileSync(elsewhere, 'utf8')).toBe('');
	});

	test('that was removed meanwhile is not made anew without its beginning', async () => {
		expect(await say([temporaryDirectory(), '20261122-155344-absent'], 'a')).toMatchObject({
			failure: {kind: 'missing'},
		});
	});
});

describe('the list of conversations', () => {
	test('has the one that was changed last first, marks damage, and counts what cannot be read', async () => {
		const directory = temporaryDirectory();
		const [first, second] = [await start(directory, 1), await start(directory, 2)];
		await say([directory, first], 'a');
		appendFileSync(pathOf(directory, second), 'junk\n');
		writeFileSync(pathOf(directory, '20261122-155344-broken'), 'junk\n');
		mkdirSync(join(directory, 'a folder'));
		writeFileSync(join(directory, 'notes.txt'), '');
		expect(await listConversations(directory)).toMatchObject({
			value: {
				unreadable: 1,
				list: [
					{id: first, title: 'why?', turns: 1, isDamaged: false},
					{id: second, title: '', turns: 0, isDamaged: true},
				],
			},
		});
	});

	test('is empty where nothing was ever said', async () => {
		const directory = join(temporaryDirectory(), 'none');
		expect(await listConversations(directory)).toEqual({
			ok: true,
			value: {list: [], unreadable: 0, newer: 0, unlisted: 0},
		});
	});
});

async function start(directory: string, seed = 1): Promise<string> {
	const opening = {wallMs: atWallMs, forkedFrom: undefined, system: undefined};
	const started = await startConversation(directory, opening, seededChance(seed));
	expect(started.ok).toBe(true);
	return started.ok ? started.value : '';
}

function say([directory, id]: readonly [string, string], turn: string, after?: string) {
	return appendRecord(directory, id, said(aTurn(turn), after));
}

async function turnsIn(directory: string, id: string): Promise<readonly string[] | undefined> {
	const read = await readConversation(directory, id);
	return read.ok ? read.value.conversation.turns.map(turn => turn.id) : undefined;
}

/** The turns that a writer acknowledged before it was killed, some time after the first. */
async function killWriter(
	directory: string,
	id: string,
	delayMs: number,
): Promise<readonly string[]> {
	const saying = spawn(process.execPath, [child, directory, id, 't']);
	const closed = once(saying, 'close');
	const lines = createInterface({input: saying.stdout});
	const acknowledged: string[] = [];
	lines.on('line', line => acknowledged.push(line));
	await once(lines, 'line');
	await pause(delayMs);
	saying.kill('SIGKILL');
	await closed;
	return acknowledged;
}

function lineOf(record: Parameters<typeof conversationLine>[0]): string {
	return `${conversationLine(record, checksumOf)}\n`;
}
