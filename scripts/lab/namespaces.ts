/**
 * The lab's namespaces have no names: processes hold them (hold.sh, host.sh, operator.sh), and nothing is mounted or
 * made outside. The keeper's PID namespace is the parent of all others, so that one SIGKILL ends everything.
 */
import type {ChildProcess} from 'node:child_process';
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

/** nsenter only waits for what it started in the PID namespace: once it is up that shall be the keeper's child. */
async function startInside({keeper, folder}: Ground, args: readonly string[]): Promise<Holder> {
	const enter: Argv = ['nsenter', '--target', `${keeper.pid}`, '--net', '--pid', '--', 'unshare'];
	const {child, ...holder} = await startHolder([...enter, ...args], folder);
	return {
		...holder,
		release: () => {
			holder.release();
			child.kill('SIGKILL');
		},
	};
}

async function startHolder(
	argv: Argv,
	folder: string,
): Promise<Holder & {readonly child: ChildProcess}> {
	const env = markOf(folder);
	const child = startCommand(argv, {detached: true, stdio: 'pipe', cwd: '/', env});
	const nextLine = lineReader(child);
	const pid = Number(await nextLine());
	return {
		child,
		record: recordOf(pid),
		nextLine,
		go: () => {
			child.stdin?.write('go\n');
		},
		release: () => {
			child.unref();
			child.stdout?.destroy();
			child.stderr?.destroy();
			if (child.stdin instanceof Socket) {
				child.stdin.unref();
			}
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
