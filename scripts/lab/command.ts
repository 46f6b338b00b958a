import {type ChildProcess, type SpawnOptions, spawn} from 'node:child_process';

export type Argv = readonly [string, ...string[]];

export type CommandOptions = {
	readonly input?: string;
	/** Set beside our own environment; undefined takes a variable away. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly cwd?: string;
	/** Then the process is killed. @default 60_000 */
	readonly timeoutMs?: number;
};

export type Ran = {
	readonly pid: number | undefined;
	readonly stdout: string;
	readonly stderr: string;
	/** undefined when a signal ended it. */
	readonly status: number | undefined;
	readonly signal: string | undefined;
};

/** Starts a program without a shell; the caller takes care of its end. */
export function startCommand([file, ...args]: Argv, options: SpawnOptions = {}): ChildProcess {
	return spawn(file, args, {
		...options,
		env: {...process.env, ...options.env},
	});
}

/** Runs a program to its end; every exit status is an answer. Throws when it cannot be started. */
export function runCommand(argv: Argv, options: CommandOptions = {}): Promise<Ran> {
	const {input = '', timeoutMs = 60_000, env, cwd} = options;
	return new Promise((resolve, reject) => {
		const child = startCommand(argv, {
			stdio: 'pipe',
			timeout: timeoutMs,
			killSignal: 'SIGKILL',
			...(env === undefined ? {} : {env}),
			...(cwd === undefined ? {} : {cwd}),
		});
		const texts = {stdout: '', stderr: ''};
		for (const name of ['stdout', 'stderr'] as const) {
			child[name]?.setEncoding('latin1').on('data', (text: string) => {
				texts[name] += text;
			});
		}

		// A program that ends without reading its stdin is no failure.
		child.stdin?.on('error', () => child.stdin?.destroy());
		child.stdin?.end(input);
		child.on('error', reject);
		child.on('close', (status, signal) =>
			resolve({
				pid: child.pid,
				stdout: Buffer.from(texts.stdout, 'latin1').toString('utf8'),
				stderr: Buffer.from(texts.stderr, 'latin1').toString('utf8'),
				status: status ?? undefined,
				signal: signal ?? undefined,
			}),
		);
	});
}

/** As runCommand, for what must work: throws with what the program said. */
export async function mustRun(argv: Argv, options: CommandOptions = {}): Promise<string> {
	const {stdout, stderr, status, signal} = await runCommand(argv, options);
	if (status !== 0) {
		throw new Error(
			`${argv.join(' ')}: ${(stderr || stdout).trim() || 'said nothing'} (${signal ?? status})`,
		);
	}

	return stdout;
}
