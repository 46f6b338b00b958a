/**
 * /proc/self/mounts: source, mount point, type, options and two unused numbers; space, tab, newline, backslash and #
 * in a field are written as octal escapes.
 *
 *     /dev/nvme0n1p2 / ext4 rw,relatime 0 0
 *     nas:/export/home /mnt/home\040files nfs4 rw,vers=4.2,hard 0 0
 *     tmpfs /run tmpfs rw,nosuid,nodev,size=803208k,mode=755 0 0
 *
 * https://man7.org/linux/man-pages/man5/proc_pid_mounts.5.html and fstab(5)
 */
import type {Parsed} from '../domain/parsed.ts';
import {createProblemList} from './problem-list.ts';

export type Mount = {readonly device: string; readonly mount: string; readonly type: string};

/** In the order of mounting: a later line may cover an earlier one. */
export function parseProcMounts(text: string): Parsed<readonly Mount[]> {
	const problems = createProblemList('/proc/self/mounts');
	const mounts: Mount[] = [];
	for (const line of text.split('\n')) {
		if (line.trim() === '') {
			continue;
		}

		// One space a separator, since a source may be empty.
		const [device = '', mount = '', type = '', options = ''] = line.split(' ');
		if (mount.startsWith('/') && type !== '' && options !== '') {
			mounts.push({device: unescapeOctal(device), mount: unescapeOctal(mount), type});
		} else {
			problems.add(line, 'not a mount');
		}
	}

	return {value: mounts, problems: problems.problems};
}

/** The kernel escapes ASCII only; a higher byte would be half a character and stays as written. */
function unescapeOctal(field: string): string {
	return field.replace(/\\([01][0-7]{2})/g, (_, digits: string) =>
		String.fromCharCode(Number.parseInt(digits, 8)),
	);
}
