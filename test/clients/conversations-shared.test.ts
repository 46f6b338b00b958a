import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {expect, onTestFinished, test} from 'vitest';
import {pathOf, readConversation} from '../../source/clients/conversations.ts';
import {atWallMs} from '../helpers/chat-builders.ts';
import {seededChance} from '../helpers/seeded-chance.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {startConversation} from '../helpers/start-conversation.ts';

const children = join(import.meta.dirname, '../helpers/children');
const rounds = process.env['FULL'] === '1' ? 2000 : 300;

test('two programs at once write whole records, and a fork is told', async () => {
	const {directory, id} = await aConversation();
	const said = await Promise.all(['a', 'b'].map(name => sayIn(directory, id, [name, '100'])));
	const read = await readConversation(directory, id);
	const conversation = read.ok ? read.value.conversation : undefined;
	expect(read).toMatchObject({ok: true, value: {file: {problems: [], torn: 0}}});
	expect(new Set(conversation?.places.map(place => place.id))).toEqual(new Set(said.flat()));
	expect(conversation?.places).toHaveLength(200);
	expect(conversation?.forks.length).toBeGreaterThan(0);
	expect(new Set(conversation?.turns.map(turn => turn.id.slice(0, 1))).size).toBe(1);
});

test('no turn is lost that was acknowledged while another program damages and repairs it in a loop', async () => {
	const {directory, id} = await aConversation();
	await start('mend-turns.ts', [directory, id]);
	const acknowledged = await sayIn(directory, id, ['t', `${rounds}`]);
	expect(await lostOf(directory, id, acknowledged)).toEqual([]);
	expect(acknowledged).toHaveLength(rounds);
	const repairs = readFileSync(pathOf(directory, id), 'utf8').match(/"type":"mended"/g);
	expect(repairs?.length).toBeGreaterThan(10);
});

test('no turn is lost behind the half of a line that another program leaves at the same moment', async () => {
	const {directory, id} = await aConversation();
	await start('tear-lines.ts', [pathOf(directory, id)]);
	const acknowledged = await sayIn(directory, id, ['t', `${rounds}`]);
	expect(await lostOf(directory, id, acknowledged)).toEqual([]);
	expect(acknowledged).toHaveLength(rounds);
});

async function aConversation(): Promise<{readonly directory: string; readonly id: string}> {
	const directory = temporaryDirectory();
	const started = await startConversation(directory, {wallMs: atWallMs}, seededChance(1));
	expect(started.ok).toBe(true);
	return {directory, id: started.ok ? started.value : ''};
}

/** Turns in vain are failures in JSON, and are found nowhere. */
async function sayIn(
	directory: string,
	id: string,
	named: readonly string[],
): Promise<readonly string[]> {
	const saying = spawn(process.execPath, [join(children, 'say-turns.ts'), directory, id, ...named]);
	const lines: string[] = [];
	createInterface({input: saying.stdout}).on('line', line => lines.push(line));
	await once(saying, 'close');
	return lines;
}

async function lostOf(directory: string, id: string, acknowledged: readonly string[]) {
	const read = await readConversation(directory, id);
	const places = read.ok ? read.value.conversation.places : [];
	const kept = new Set(places.map(place => place.id));
	return acknowledged.filter(turn => !kept.has(turn));
}

/** Runs until the test is over. */
async function start(name: string, args: readonly string[]): Promise<ChildProcess> {
	const child = spawn(process.execPath, [join(children, name), ...args], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	onTestFinished(() => void child.kill('SIGKILL'));
	await once(createInterface({input: child.stdout}), 'line');
	return child;
}
