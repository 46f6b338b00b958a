/**
 * /proc/sys/kernel/random/boot_id: a random UUID that changes with every boot.
 *
 *     1e2dbb7f-0b5c-4f39-8b5e-7b7b1c7c4a31
 *
 * https://man7.org/linux/man-pages/man4/random.4.html (it has one line, ever)
 */
import type {Parsed} from '../domain/parsed.ts';
import {firstLineOf} from './lines.ts';
import {createProblemList} from './problem-list.ts';

export function parseBootId(text: string): Parsed<string | undefined> {
	const problems = createProblemList('/proc/sys/kernel/random/boot_id');
	const line = firstLineOf(text);
	const isUuid = line !== undefined && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(line);
	if (line !== undefined && !isUuid) {
		problems.add(line, 'not a UUID');
	}

	return {value: isUuid ? line : undefined, problems: problems.problems};
}
