import {execFileSync} from 'node:child_process';

/** Vitest calls this once before the tests that run the built program. */
export function setup(): void {
	execFileSync(process.execPath, ['scripts/build.ts']);
}
