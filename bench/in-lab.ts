import {join} from 'node:path';
import type {Lab} from '../scripts/lab/lab.ts';

export type Child = {
	readonly lab: Lab;
	/** Of bench/children, without `.ts`. */
	readonly program: string;
	readonly args: readonly string[];
	/** @default 120_000 */
	readonly timeoutMs?: number;
};

/** Runs a child where the lab's operator is, with the garbage collector set as for the program, and reads its line of JSON. */
export async function measureInLab<Answer>({
	lab,
	program,
	args,
	timeoutMs,
}: Child): Promise<Answer> {
	const file = join(import.meta.dirname, 'children', `${program}.ts`);
	const {status, signal, stdout, stderr} = await lab.exec(
		[process.execPath, '--max-semi-space-size=4', file, lab.folder, ...args],
		{timeoutMs: timeoutMs ?? 120_000},
	);
	if (status !== 0) {
		throw new Error(`${program} ended with ${signal ?? status}: ${stderr.slice(-2000)}`);
	}

	// Ours on both sides.
	return JSON.parse(stdout) as Answer;
}
