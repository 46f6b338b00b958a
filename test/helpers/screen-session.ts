import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {spawn} from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {onTestFinished} from 'vitest';
import {programPath} from './program.ts';
import {temporaryDirectory} from './temporary-directory.ts';
import {until} from './until.ts';

export type ScreenSessionOptions = {
	readonly columns?: number;
	readonly rows?: number;
	readonly args?: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
	/** The nodes of config.yaml, as YAML; by default this machine, `here-it-is`. */
	readonly nodes?: string;
	/** The simulated cluster, which reads no configuration. */
	readonly isDemo?: boolean;
	/** What is run instead of the built program with a configuration: its argv. */
	readonly argv?: readonly string[];
	/** What is on the screen once it is drawn. @default here-it-is, gpu-01 in the demo */
	readonly landmark?: string;
	/** Run by /bin/sh; `"$@"` is the program. */
	readonly script?: string;
};

/** Longer than a frame and a redraw take on a loaded machine. */
const quietMs = 400;

/** The state of the terminal, what the program is called by its shell, how it ended, the state after. */
const framed = `stty -g; /bin/sh -c 'echo "pid $$"; exec "$@"' sh "$@"; echo "status $?"; stty -g`;

const head = 'version: 1\ncluster: shelf\nnodes:\n';
const thisMachine = '  - name: here-it-is\n    local: true\n';

// biome-ignore lint/suspicious/noControlCharactersInRegex: CSI begins with ESC.
const sequence = /\u001b\[[0-?]*[@-~]/g;

export type ScreenSession = ReturnType<typeof openScreenSession>;

/** The built program on a real pseudo-terminal, with what a person would see of it. This machine is its one node. */
export function openScreenSession(options: ScreenSessionOptions = {}) {
	const {columns = 80, rows = 24, args = [], env = {}, script = framed} = options;
	const {nodes = thisMachine, isDemo = false} = options;
	const {landmark = isDemo ? 'gpu-01' : 'here-it-is'} = options;
	const home = temporaryDirectory();
	const path = join(home, 'config.yaml');
	writeFileSync(path, head + nodes);
	const source = isDemo ? ['--demo'] : ['--config', path];
	const argv = options.argv ?? [process.execPath, programPath, ...source, ...args];
	const pty = spawn('/bin/sh', ['-c', script, 'sh', ...argv], {
		cols: columns,
		rows,
		env: {...process.env, HOME: home, TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env},
	});
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
	const copies: string[] = [];
	terminal.parser.registerOscHandler(52, text => copies.push(text) > 0);
	let output = '';
	let hasEnded = false;
	pty.onData(text => {
		output += text;
		terminal.write(text);
	});
	pty.onExit(() => {
		hasEnded = true;
	});
	onTestFinished(() => {
		if (!hasEnded) {
			pty.kill('SIGKILL');
		}

		terminal.dispose();
	});

	const lines = (): readonly string[] =>
		Array.from({length: terminal.rows}, (_, row) => {
			const {active} = terminal.buffer;
			return active.getLine(active.baseY + row)?.translateToString(true) ?? '';
		});
	const untilShown = async (text: string, isShown: boolean): Promise<void> => {
		const isSo = () => lines().join('\n').includes(text) === isShown;
		await until(isSo).catch(() => {
			const is = isShown ? 'is not' : 'is still';
			throw new Error(`${text} ${is} on the screen:\n${lines().join('\n')}`);
		});
	};
	const isFullScreen = (): boolean => terminal.buffer.active.type === 'alternate';

	return {
		pty,
		terminal,
		lines,
		isFullScreen,
		/** All that was written, sequences and all. */
		output: () => output,
		/** What was put in the clipboard: `c;` and the text in base64. */
		copies: () => copies,
		type: (keys: string) => pty.write(keys),
		/** Its configuration has other nodes from now on. */
		configure: (others: string) => writeFileSync(path, head + others),
		resize(size: {readonly columns: number; readonly rows: number}) {
			terminal.resize(size.columns, size.rows);
			pty.resize(size.columns, size.rows);
		},
		/** Something else writes on the terminal. */
		draw: (text: string) => terminal.write(text),
		/** Until nothing more is written for a while. */
		async quiet(): Promise<void> {
			for (let before = -1; before !== output.length; ) {
				before = output.length;
				await pause(quietMs);
			}
		},
		/** The other end goes away, as when a window is closed. */
		hangUp: () => Reflect.apply(Reflect.get(pty, 'destroy'), pty, []),
		pid: () => Number(/pid (\d+)/.exec(output)?.[1]),
		/** Until this stands on the screen; says what stood there instead. */
		sees: (text: string) => untilShown(text, true),
		seesNoMore: (text: string) => untilShown(text, false),
		/** Until the landmark is on the full screen. */
		async drawn(): Promise<void> {
			await until(() => isFullScreen() && lines().join('\n').includes(landmark));
			await until(() => lines().at(-1) !== '');
		},
		/** How the shell saw it end, and whether the terminal is as it was. */
		async ended() {
			await until(() => hasEnded);
			await new Promise<void>(resolve => terminal.write('', resolve));
			const states = output.match(/(?:[0-9a-f]+:){10,}[0-9a-f]+/g) ?? [];
			const afterwards = output.slice(Math.max(0, output.lastIndexOf('\u001b[?1049l')));
			return {
				status: Number(/status (\d+)/.exec(afterwards)?.[1]),
				/** What it said after the screen was left. */
				words: afterwards
					.replaceAll(sequence, '')
					.split('\r\n')
					.filter(line => line !== '' && !/^(?:pid|status) |^(?:[0-9a-f]+:){10,}/.test(line)),
				isRestored:
					!isFullScreen() &&
					states.length === 2 &&
					states[0] === states[1] &&
					isSwitchedLast(output, '?7h', '?7l') &&
					isSwitchedLast(output, '?25h', '?25l') &&
					isSwitchedLast(output, '?2004l', '?2004h') &&
					isSwitchedLast(output, '?1000l', '?1000h') &&
					isSwitchedLast(output, '?1006l', '?1006h') &&
					isSwitchedLast(output, '?2026l', '?2026h'),
			};
		},
	};
}

function isSwitchedLast(output: string, to: string, from: string): boolean {
	return output.lastIndexOf(`\u001b[${to}`) >= output.lastIndexOf(`\u001b[${from}`);
}
