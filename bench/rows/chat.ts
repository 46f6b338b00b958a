import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {openConversationsFolder} from '../../source/cli/conversations-folder.ts';
import {beginConversation} from '../../source/clients/conversations.ts';
import type {ConversationRecord} from '../../source/domain/conversation.ts';
import type {ModelName} from '../../source/domain/ids.ts';
import {aTurn, said} from '../../test/helpers/chat-builders.ts';
import {scriptedEngine} from '../../test/ollama/scripted-engine.ts';
import {startOllama} from '../../test/ollama/server.ts';
import {buildHelloInk} from '../hello-ink.ts';
import {consumptionOf, type PtyProgram, startOnPty} from '../pty-program.ts';
import {quantile, type Row} from '../row.ts';

const program = [process.execPath, '--max-semi-space-size=4', 'dist/clusterdeck.js'];
const turns = 800;
const tokensPerSecond = 100;
/** All of the conversation is sent with each question. */
const contextTokens = 2_000_000;
const keys = 110;
const settleMs = 8000;
const measuredMs = 20_000;
const budgets = {p99Ms: 50, cpuPercent: 15, residentMegabytes: 220} as const;

const tab = '\t';
/** 25 lines on the screen, with its question. */
const answer = `Use **one** array with a throttle. The number after \`%\` is how many tasks may run at the same moment, so that the others wait.

## What to write

\`\`\`bash
#!/bin/bash
#SBATCH --array=1-64%4
#SBATCH --cpus-per-task=2 --mem=4G --time=02:00:00
python tokenize.py --shard "$SLURM_ARRAY_TASK_ID"
\`\`\`

| option | means |
|---|---|
| \`--array\` | its tasks |
| \`--time\` | of each |

- An array that waits is one record: it costs the scheduler nothing.
- Each task gets its own limit of two hours, not two hours for all.
- See [the manual](https://slurm.schedmd.com/job_array.html).
`;

/** Typed one after the other: each is on the screen only once it was drawn. */
const letters = [...'абвгдежзиклмнопрстуфхцчшщэюя'];

/** An answer that streams into a conversation of 20,000 lines, in the built program on a pseudo-terminal. */
export async function chatRows(): Promise<readonly Row[]> {
	const folder = await mkdtemp(join(tmpdir(), 'bench-chat-'));
	const content = answer.repeat(100);
	const server = await startOllama({
		...{contextTokens, models: [{name: 'tiny', contextTokens}]},
		engine: scriptedEngine({tokensPerSecond, reply: () => ({content})}),
	});
	const hello = await buildHelloInk();
	try {
		await writeConversation(folder);
		const running = await startChat(folder, server.port);
		const floor = startOnPty([process.execPath, hello.path]);
		await pause(settleMs);
		const rows = await measure(running, floor);
		await Promise.all([running.end(), floor.end()]);
		return rows;
	} finally {
		await Promise.all([server.close(), hello.remove()]);
		await rm(folder, {recursive: true});
	}
}

async function writeConversation(folder: string): Promise<void> {
	const directory = await openConversationsFolder({XDG_STATE_HOME: folder});
	if (!directory.ok) {
		throw new Error('there is no folder for conversations');
	}

	const id = '20261122-155344-k3f9xa';
	const records = Array.from({length: turns}, (_, index): ConversationRecord => {
		const turn = aTurn(`t${index}`, `How do I run ${index} shards as an array?`, answer);
		const before = index === 0 ? undefined : `t${index - 1}`;
		return said({...turn, model: 'tiny' as ModelName}, before);
	});
	const wallMs = Date.now();
	const opened = {type: 'opened', wallMs, schema: 1, id} as const;
	const begun = await beginConversation(directory.value, opened, records);
	if (!begun.ok) {
		throw new Error(`the conversation was not written: ${begun.failure.kind}`);
	}
}

/** With the long conversation on the screen, and an answer on its way. */
async function startChat(folder: string, port: number): Promise<PtyProgram> {
	const config = join(folder, 'config.yaml');
	const node = `  - name: here\n    local: true\n    ollama: {port: ${port}}\n`;
	await writeFile(config, `version: 1\ncluster: bench\nnodes:\n${node}`);
	const env = ['/usr/bin/env', `XDG_STATE_HOME=${folder}`];
	const running = startOnPty([...env, ...program, '--config', config]);
	await running.msUntil(written => written.includes('Chat'));
	await pause(settleMs);
	running.type('3');
	await running.msUntil(written => written.includes('How do I run 0'));
	for (const key of [tab, 'j', '\r']) {
		running.type(key);
		await pause(500);
	}

	await pause(settleMs);
	running.type('And how many at a time?');
	await pause(500);
	running.type('\r');
	await running.msUntil(written => written.includes('esc stops'));
	await running.msUntil(written => written.includes(' tokens '));
	return running;
}

async function measure(running: PtyProgram, floor: PtyProgram): Promise<readonly Row[]> {
	const own: number[] = [];
	const least: number[] = [];
	for (let key = 0; key < keys; key += 1) {
		own.push(await msToLetter(running, letters[key % letters.length] ?? '', key));
		least.push(await msToCursor(floor, key));
	}

	const [used] = await consumptionOf([running], measuredMs);
	const what = '20,000 lines and 100 tok/s';
	const ink = 'hello-world Ink bundle, idle';
	return [
		...[0.5, 0.99].map(
			(share): Row => ({
				...{what: `chat, key to frame p${share * 100}, ${what}`, unit: 'ms'},
				...{value: quantile(own, share), floor: ink, floorValue: quantile(least, share)},
				budget: budgets.p99Ms,
			}),
		),
		{
			...{what: `chat, ${what}, CPU`, unit: '% of a core', value: used?.cpuPercent ?? Number.NaN},
			...{floor: 'none', floorValue: Number.NaN, budget: budgets.cpuPercent},
		},
		{
			...{what: `chat, ${what}, RSS`, unit: 'MB', value: used?.residentMegabytes ?? Number.NaN},
			...{floor: 'none', floorValue: Number.NaN, budget: budgets.residentMegabytes},
		},
	];
}

/** At no fixed beat, so that no key meets the same part of the tenth of a second between two frames. */
async function msToLetter(running: PtyProgram, letter: string, key: number): Promise<number> {
	await pause(60 + ((key * 37) % 90));
	const drawn = running.msUntil(written => written.includes(letter));
	running.type(letter);
	return drawn;
}

async function msToCursor(running: PtyProgram, key: number): Promise<number> {
	await pause(40 + ((key * 37) % 90));
	const moved = running.msUntil(written => written.includes('›'));
	running.type(key % 8 < 4 ? 'j' : 'k');
	return moved;
}
