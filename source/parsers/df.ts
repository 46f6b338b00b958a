/**
 * df -kP: a headline, then a line a filesystem: source, sizes in units of 1,024 bytes, share of use, mount point.
 *
 *     Filesystem     1024-blocks      Used Available Capacity Mounted on
 *     /dev/nvme0n1p2   263174212  48102928 201630120      20% /
 *     nas:/my files    976762584 512000000 464762584      53% /mnt/my files
 *
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/df.html (never wrapped; what has no size says `-`)
 */
import type {Parsed} from '../domain/parsed.ts';
import {parseCounter} from './number-field.ts';
import {createProblemList} from './problem-list.ts';

export type DfRow = {
	readonly mount: string;
	readonly totalBytes: number;
	readonly usedBytes: number;
	readonly availableBytes: number;
};

/** A mount point that repeats is a mount over another: the last is the one that is seen. */
export function parseDf(text: string): Parsed<readonly DfRow[]> {
	const problems = createProblemList('df -kP');
	const rows = new Map<string, DfRow>();
	for (const line of text.split('\n')) {
		if (line.trim() === '' || line.startsWith('Filesystem ')) {
			continue;
		}

		const row = parseRow(line);
		if (row === undefined) {
			problems.add(line, 'not the sizes of a filesystem');
		} else {
			rows.set(row.mount, row);
		}
	}

	return {value: [...rows.values()], problems: problems.problems};
}

/** A source and a mount point may hold spaces: the sizes are the first three numbers before a share and a path. */
function parseRow(line: string): DfRow | undefined {
	const words = [...line.matchAll(/\S+/g)];
	for (let at = 1; at + 4 < words.length; at++) {
		const [total, used, available, share, mount] = words.slice(at, at + 5);
		const sizes = [total, used, available].map(word => kibibytesIn(word?.[0]));
		const [totalBytes, usedBytes, availableBytes] = sizes;
		if (
			totalBytes !== undefined &&
			usedBytes !== undefined &&
			availableBytes !== undefined &&
			/^(?:\d{1,4}%|-)$/.test(share?.[0] ?? '') &&
			mount?.[0].startsWith('/')
		) {
			return {mount: line.slice(mount.index), totalBytes, usedBytes, availableBytes};
		}
	}

	return undefined;
}

/** Below zero when root has used its reserve: nothing is available then. */
function kibibytesIn(word: string | undefined): number | undefined {
	const kibibytes = parseCounter(word?.replace(/^-/, ''));
	return kibibytes === undefined ? undefined : word?.startsWith('-') ? 0 : kibibytes * 1024;
}
