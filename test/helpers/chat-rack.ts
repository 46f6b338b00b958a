import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {spawn} from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {onTestFinished} from 'vitest';
import {readConversation} from '../../source/clients/conversations.ts';
import {type OllamaOptions, type OllamaServer, startOllama} from '../ollama/server.ts';
import {programPath} from './program.ts';
import {makeRack, type Rack} from './rack.ts';
import {type Sshd, startSshd} from './sshd.ts';
import {until} from './until.ts';

export type ChatRack = Rack & {
	readonly servers: readonly OllamaServer[];
	/** The newest conversation that is kept. */
	readonly kept: () => ReturnType<typeof readConversation>;
	readonly countKept: () => number;
	/** Of the conversations. */
	readonly folder: string;
};

/** Nodes `n1`, `n2`, ... that are reached through a real sshd, each with a test server of Ollama. */
export async function chatRack(plans: readonly OllamaOptions[], sshd?: Sshd): Promise<ChatRack> {
	const door = sshd ?? (await startSshd());
	const servers = await Promise.all(plans.map(plan => startOllama(plan)));
	onTestFinished(async () => void (await Promise.all(servers.map(server => server.close()))));
	const names = plans.map((_, index) => `n${index + 1}`);
	const rack = makeRack({
		servers: Object.fromEntries(names.map(name => [name, door])),
		nodes: Object.fromEntries(
			names.map((name, index) => [name, `, ollama: {port: ${servers[index]?.port}}`]),
		),
		known: names,
	});
	const folder = join(rack.state, 'clusterdeck/conversations');
	const ids = () => (existsSync(folder) ? readdirSync(folder).toSorted() : []);
	return {
		...rack,
		servers,
		kept: () => readConversation(folder, ids().at(-1)?.replace('.jsonl', '') ?? ''),
		countKept: () => ids().length,
		folder,
	};
}

/** The state of the terminal, the process of the program, how it ended, the state after; the shell outlives Ctrl-C. */
const framed = `trap : INT QUIT; stty -g; sh -c 'echo "pid $$"; exec "$@"' sh "$@"; echo "status $?"; stty -g`;

export type ChatOnTerminal = {
	/** @default 'chat' */
	readonly command?: string;
	readonly columns?: number;
	readonly env?: Readonly<Record<string, string>>;
	/** Run by /bin/sh; `"$@"` is the program. */
	readonly script?: string;
};

/** `clusterdeck chat` of the built program on a real pseudo-terminal, with what a person would see of it. */
export function chatOnTerminal(
	rack: Pick<Rack, 'env'>,
	args: readonly string[],
	{command = 'chat', columns = 80, env = {}, script = framed}: ChatOnTerminal = {},
) {
	const rows = 60;
	const argv = [process.execPath, programPath, command, ...args];
	const pty = spawn('/bin/sh', ['-c', script, 'sh', ...argv], {
		cols: columns,
		rows,
		env: {...process.env, LANG: 'C.UTF-8', TERM: 'xterm-256color', ...rack.env, ...env},
	});
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
	const copies: string[] = [];
	const titles: string[] = [];
	terminal.parser.registerOscHandler(52, text => copies.push(text) > 0);
	terminal.onTitleChange(title => titles.push(title));
	let output = '';
	let hasEnded = false;
	pty.onData(text => {
		output += text;
		terminal.write(text);
	});
	const exit = new Promise<void>(resolve => {
		pty.onExit(() => {
			hasEnded = true;
			resolve();
		});
	});
	onTestFinished(() => {
		if (!hasEnded) {
			pty.kill('SIGKILL');
		}

		terminal.dispose();
	});
	const lines = (): readonly string[] => {
		const {active} = terminal.buffer;
		return Array.from({length: active.length}, (_, row) => {
			return active.getLine(row)?.translateToString(true) ?? '';
		});
	};
	const sees = (text: string): Promise<void> =>
		until(() => lines().join('\n').includes(text)).catch(() => {
			throw new Error(`${text} is not on the screen:\n${lines().join('\n').trim()}`);
		});
	return {
		sees,
		lines,
		copies,
		titles,
		type: (keys: string) => pty.write(keys),
		output: () => output,
		pid: () => Number(/pid (\d+)/.exec(output)?.[1]),
		async ended() {
			await exit;
			await new Promise<void>(resolve => terminal.write('', resolve));
			const shown = lines();
			const states = shown.filter(line => /^(?:[0-9a-f]+:){3,}/.test(line));
			const first = shown.findIndex(line => line.startsWith('pid ')) + 1;
			const last = shown.findLastIndex(line => line.startsWith('status '));
			return {
				status: Number(/^status (\d+)/.exec(shown[last] ?? '')?.[1]),
				isTerminalAsBefore: output.split('\r\n')[0] === output.trim().split('\r\n').at(-1),
				isStatusOnLineOfItsOwn: last !== -1 && states.length > 0,
				/** What was on the screen of it in the end. */
				words: shown.slice(first, last),
			};
		},
	};
}
