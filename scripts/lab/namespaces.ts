/**
 * The lab's namespaces have no names: processes hold them (hold.sh, host.sh, operator.sh), and nothing is mounted or
 * made outside. The keeper's PID namespace is the parent of all others, so that one SIGKILL ends everything.
 */
import type {ChildProcess, StdioOptions} from 'node:child_process';
import {Socket} from 'node:net';
import {join} from 'node:path';
import {type Argv, startCommand} from './command.ts';
import type {ProcessRecord} from './processes.ts';
import {recordOf} from './processes.ts';

export type Holder = {
	readonly record: ProcessRecord;
	/** Says that its part outside is done: it goes on. */
	readonly go: () => void;
	/** The next line that it says. Rejects with its stderr when it ends instead. */
	readonly nextLine: () => Promise<string>;
	/** Our event loop no longer waits for it. */
	readonly release: () => void;
};

/** The lab's first process, and the lab's folder. */
export type Ground = {readonly keeper: ProcessRecord; readonly folder: string};

/** In the environment of every process of a lab but the sessions of its sshds. */
export const markOf = (folder: string) => ({CLUSTERDECK_LAB: folder});

const script = (name: string) => join(import.meta.dirname, name);

/** Net and PID namespace of the whole lab. With `opener` it ends when our process does, however that ends. */
export function startKeeper(lifetime: 'opener' | 'forever', folder: string): Promise<Holder> {
	const argv: Argv = ['unshare', '--net', '--pid', '--fork', 'sh', script('hold.sh'), lifetime];
	return startHolder(argv, folder);
}

export function startHost(ground: Ground, args: readonly string[]): Promise<Holder> {
	const kinds = ['--net', '--pid', '--uts', '--mount', '--ipc', '--fork'];
	return startInside(ground, [...kinds, 'sh', script('host.sh'), ...args]);
}

export function startOperator(ground: Ground, args: readonly string[]): Promise<Holder> {
	return startInside(ground, ['--net', 'sh', script('operator.sh'), ...args]);
}

/** Runs what follows in the namespaces of a host. */
export function enterHost({pid}: ProcessRecord): Argv {
	return ['nsenter', '--target', `${pid}`, '--net', '--pid', '--uts', '--mount', '--ipc', '--'];
}

/** Runs what follows in a network namespace only: it is the same process afterwards, of a PID that we know. */
export function enterNetwork({pid}: ProcessRecord): Argv {
	return ['nsenter', '--target', `${pid}`, '--net', '--'];
}

/**
 * Runs what follows in the switch's network and the lab's PID namespace, as a child of the keeper, so that it ends with
 * the lab and is buried by it. A child of a process outside would go to the machine's first process, and where that
 * buries nobody, as in a container without an init, the namespace would never end (man 7 pid_namespaces).
 */
export function enterKeeper({pid}: ProcessRecord): Argv {
	return ['nsenter', '--target', `${pid}`, '--net', '--pid', '--', 'setsid', '--fork'];
}

function startInside({keeper, folder}: Ground, args: readonly string[]): Promise<Holder> {
	return startHolder([...enterKeeper(keeper), 'unshare', ...args], folder);
}

async function startHolder(argv: Argv, folder: string): Promise<Holder> {
	const env = markOf(folder);
	// Its stdin would be closed once `setsid` has ended: it hears us on descriptor 3.
	const stdio: StdioOptions = ['ignore', 'pipe', 'pipe', 'pipe'];
	const child = startCommand(argv, {detached: true, stdio, cwd: '/', env});
	const [, , , voice] = child.stdio;
	if (!(voice instanceof Socket)) {
		throw new Error('no pipes');
	}

	// Whoever has ended is told of by nextLine.
	voice.on('error', () => undefined);
	const nextLine = lineReader(child);
	const pid = Number(await nextLine());
	return {
		record: recordOf(pid),
		nextLine,
		go: () => {
			voice.write('go\n');
		},
		release: () => {
			child.unref();
			child.stdout?.destroy();
			child.stderr?.destroy();
			voice.unref();
		},
	};
}

function lineReader(child: ChildProcess): () => Promise<string> {
	let text = '';
	let said = '';
	let isOver = false;
	let wake: () => void = () => undefined;
	child.stdout?.on('data', (chunk: Buffer) => {
		text += chunk.toString();
		wake();
	});
	child.stderr?.on('data', (chunk: Buffer) => {
		said += chunk.toString();
	});
	for (const event of ['close', 'error'] as const) {
		child.on(event, reason => {
			isOver = true;
			said ||= `${reason}`;
			wake();
		});
	}

	return async () => {
		while (!text.includes('\n')) {
			if (isOver) {
				throw new Error(`the lab could not make a namespace: ${said.trim()}`);
			}

			await new Promise<void>(resolve => {
				wake = resolve;
			});
		}

		const end = text.indexOf('\n');
		const line = text.slice(0, end);
		text = text.slice(end + 1);
		return line;
	};
}
