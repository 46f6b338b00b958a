import {readFileSync} from 'node:fs';

/** Whether a process has ended, be it that its parent has not noticed yet. */
export function isGone(pid: number): boolean {
	try {
		return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.startsWith('Z') ?? true;
	} catch {
		return true;
	}
}
