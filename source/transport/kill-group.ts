import process from 'node:process';
import {codeOf} from './failure-of-error.ts';

/** Ends a program that was started as the leader of its own group, with all that it started; undefined: it never was. */
export function killGroup(pid: number | undefined): void {
	if (pid === undefined) {
		return;
	}

	try {
		process.kill(-pid, 'SIGKILL');
	} catch (error) {
		// ESRCH: all of the group are gone. EPERM: they changed their user; without pipes they end by themselves.
		if (!['ESRCH', 'EPERM'].includes(codeOf(error) ?? '')) {
			throw error;
		}
	}
}
