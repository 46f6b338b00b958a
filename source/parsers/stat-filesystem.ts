/**
 * stat -f -c '%S %b %f %a' MOUNT: fundamental block size in bytes, blocks in all, free, and free to ordinary users.
 *
 *     4096 6160974 5959381 5642101
 *
 * https://www.gnu.org/software/coreutils/manual/html_node/stat-invocation.html (busybox takes the same; one line, ever)
 */
import type {Parsed} from '../domain/parsed.ts';
import {fieldsOf, firstLineOf} from './lines.ts';
import {parseCounters} from './number-field.ts';
import {createProblemList} from './problem-list.ts';

export const statFormat = '%S %b %f %a';

/** What statfs(2) counts; bytes are `blockBytes` times a count. */
export type FilesystemBlocks = {
	readonly blockBytes: number;
	readonly blocks: number;
	readonly freeBlocks: number;
	readonly availableBlocks: number;
};

export function parseStatFilesystem(text: string): Parsed<FilesystemBlocks | undefined> {
	const problems = createProblemList('stat -f');
	const line = firstLineOf(text);
	const counters = parseCounters(fieldsOf(line ?? ''));
	if (counters?.length !== 4) {
		if (line !== undefined) {
			problems.add(line, 'not four counts of blocks');
		}

		return {value: undefined, problems: problems.problems};
	}

	const [blockBytes = 0, blocks = 0, freeBlocks = 0, availableBlocks = 0] = counters;
	return {
		value: {blockBytes, blocks, freeBlocks, availableBlocks},
		problems: problems.problems,
	};
}
