/**
 * `ls -ld /proc/[0-9]*`: mode, links, owner, group, size, month, day, time or year, and the path of each process.
 *
 *     dr-xr-xr-x    9 root     root             0 Nov 22 09:00 /proc/1
 *     dr-xr-xr-x    9 www-data www-data         0 Nov 22 09:00 /proc/211
 *     dr-xr-xr-x    9 1000     1000             0 Nov 22 09:00 /proc/4242
 *
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/ls.html (busybox cuts names to eight characters)
 */
import {fieldsOf} from './lines.ts';
import {parseCounter} from './number-field.ts';

const path = /^\/proc\/(\d{1,10})$/;

/** Owners by pid. What is no such line tells nothing: a process may go while it is listed. */
export function parseLsOwners(lines: readonly string[]): ReadonlyMap<number, string> {
	const owners = new Map<number, string>();
	for (const line of lines) {
		const fields = fieldsOf(line);
		const pid = parseCounter(path.exec(fields.at(-1) ?? '')?.[1]);
		const owner = fields[2];
		if (pid !== undefined && owner !== undefined && fields.length >= 9) {
			owners.set(pid, owner);
		}
	}

	return owners;
}
