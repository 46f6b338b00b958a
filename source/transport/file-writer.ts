import {randomUUID} from 'node:crypto';
import {hostname} from 'node:os';
import process from 'node:process';
import {codeOf} from './failure-of-error.ts';

/** The writer is named by host and process, since homes are shared over NFS, and by run, since numbers come again. */
const host = hostname().replaceAll(/[^A-Za-z0-9-]/g, '_');
const run = randomUUID();

/** This run of the program, for names of files: `host.pid.run`. */
export const fileWriter = `${host}.${process.pid}.${run}`;

/** Before the end of the name: what is before the writer may look like one. */
const pattern =
	/\.(?<host>[A-Za-z0-9_-]+)\.(?<pid>\d{1,10})\.(?<run>[0-9a-f-]{36})(?:\.[0-9a-f-]{36})?\.[a-z]+$/;

/** Whether the program that such a name says has ended. Of another machine nobody here can know: then it has not. */
export function isWriterGone(name: string): boolean {
	const writer = pattern.exec(name)?.groups;
	if (writer === undefined || writer['host'] !== host) {
		return false;
	}

	const pid = Number(writer['pid']);
	return pid === process.pid ? writer['run'] !== run : !isRunning(pid);
}

function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return codeOf(error) !== 'ESRCH';
	}
}
