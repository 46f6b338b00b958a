/**
 * /proc/meminfo: memory in units of 1,024 bytes, whatever `kB` says.
 *
 *     MemTotal:       32858820 kB
 *     MemAvailable:   27214312 kB
 *     Shmem:             11860 kB
 *
 * https://docs.kernel.org/filesystems/proc.html#meminfo
 */
import type {Memory} from '../domain/node-sample.ts';
import type {Parsed} from '../domain/parsed.ts';
import {fieldsOf, linesOf} from './lines.ts';
import {parseCounter} from './number-field.ts';
import {createProblemList} from './problem-list.ts';

const wanted = new Set(['MemTotal', 'MemAvailable', 'Shmem', 'SwapTotal', 'SwapFree']);

/** Undefined without MemTotal. Lines of other names split the same memory by use: nothing here shows them. */
export function parseProcMeminfo(text: string): Parsed<Memory | undefined> {
	const problems = createProblemList('/proc/meminfo');
	const bytesOf = new Map<string, number>();
	for (const line of linesOf(text)) {
		const key = line.slice(0, Math.max(0, line.indexOf(':')));
		if (!wanted.has(key)) {
			continue;
		}

		const [amount, unit] = fieldsOf(line.slice(key.length + 1));
		const kibibytes = parseCounter(amount);
		if (kibibytes === undefined || unit !== 'kB') {
			problems.add(line, 'not an amount in kB');
		} else if (bytesOf.has(key)) {
			problems.add(line, 'the same amount again');
		} else if (key === 'MemTotal' && kibibytes === 0) {
			problems.add(line, 'a machine without memory');
		} else {
			bytesOf.set(key, kibibytes * 1024);
		}
	}

	return {value: memoryOf(bytesOf), problems: problems.problems};
}

function memoryOf(bytesOf: ReadonlyMap<string, number>): Memory | undefined {
	const totalBytes = bytesOf.get('MemTotal');
	return totalBytes === undefined
		? undefined
		: {
				totalBytes,
				availableBytes: bytesOf.get('MemAvailable'),
				sharedBytes: bytesOf.get('Shmem'),
				swapTotalBytes: bytesOf.get('SwapTotal'),
				swapFreeBytes: bytesOf.get('SwapFree'),
			};
}
