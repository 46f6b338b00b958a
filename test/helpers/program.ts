import {type ChildProcess, spawn} from 'node:child_process';
import {resolve} from 'node:path';
import type {StatusDocument} from '../../source/parsers/status-schema.ts';

export const programPath = resolve('dist/clusterdeck.js');

export type ProgramRun = {
	readonly args: readonly string[];
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly uid?: number;
	readonly cwd?: string;
	/** What runs the program; by default the Node that runs the tests. */
	readonly node?: string;
	/** Called with the running program, to send it signals or to close its pipes. */
	readonly during?: (child: ChildProcess) => void;
};

export type Finished = {
	readonly stdout: string;
	readonly stderr: string;
	readonly status: number | null;
	readonly signal: string | null;
};

/** Runs the built program to its end, away from this machine's own configuration and state: a home that cannot be made. */
export function runProgram({args, env, uid, cwd, node, during}: ProgramRun): Promise<Finished> {
	return new Promise((finish, reject) => {
		const child = spawn(node ?? process.execPath, [programPath, ...args], {
			env: {
				...process.env,
				HOME: '/dev/null',
				CLUSTERDECK_CONFIG: undefined,
				XDG_CONFIG_HOME: undefined,
				XDG_STATE_HOME: undefined,
				...env,
			},
			stdio: ['ignore', 'pipe', 'pipe'],
			...(uid === undefined ? {} : {uid, gid: uid}),
			...(cwd === undefined ? {} : {cwd}),
		});
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			stdout += text;
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			stderr += text;
		});
		child.on('error', reject);
		child.on('close', (status, signal) => finish({stdout, stderr, status, signal}));
		during?.(child);
	});
}

/** The document that a run printed. */
export function documentOf({stdout}: Finished): StatusDocument {
	return JSON.parse(stdout) as StatusDocument;
}
