import type {MemoryFigures} from '../domain/node-figures.ts';
import type {Memory, NodeSample, PagingCounters} from '../domain/node-sample.ts';
import {growth, type Interval} from './counter-rate.ts';

/** Used is total minus available: what programs hold and the kernel cannot reclaim. */
export function memoryFigures(
	previous: NodeSample | undefined,
	current: NodeSample,
	interval: Interval | undefined,
): MemoryFigures | undefined {
	const {memory, paging} = current;
	if (memory === undefined) {
		return undefined;
	}

	return {
		totalBytes: memory.totalBytes,
		availableBytes: memory.availableBytes,
		usedBytes: difference(memory.totalBytes, memory.availableBytes),
		swapTotalBytes: memory.swapTotalBytes,
		swapUsedBytes: difference(memory.swapTotalBytes, memory.swapFreeBytes),
		swapBytesPerSecond:
			interval === undefined
				? undefined
				: swapBytesPerSecond({before: previous?.paging, after: paging, memory, interval}),
		oomKills:
			interval === undefined ? undefined : growth(previous?.paging?.oomKills, paging?.oomKills),
	};
}

/** The share that is used; undefined where it is not told. */
export function memoryFraction(memory: MemoryFigures | undefined): number | undefined {
	return memory?.usedBytes === undefined || memory.totalBytes <= 0
		? undefined
		: memory.usedBytes / memory.totalBytes;
}

function difference(whole: number | undefined, rest: number | undefined): number | undefined {
	return whole === undefined || rest === undefined ? undefined : Math.max(0, whole - rest);
}

type Paging = {
	readonly before: PagingCounters | undefined;
	readonly after: PagingCounters | undefined;
	readonly memory: Memory;
	readonly interval: Interval;
};

function swapBytesPerSecond({before, after, memory, interval}: Paging): number | undefined {
	const pagesIn = growth(before?.swapInPages, after?.swapInPages);
	const pagesOut = growth(before?.swapOutPages, after?.swapOutPages);
	const pageBytes = pageSize(memory, after);
	return pagesIn === undefined || pagesOut === undefined || pageBytes === undefined
		? undefined
		: ((pagesIn + pagesOut) * pageBytes) / interval.seconds;
}

/**
 * No file gives the page size, so it is shared memory in bytes over shared memory in pages, which are one counter of
 * the kernel, to the next power of two since they are read one after the other: 4 KiB on most machines, 16 KiB on a
 * Raspberry Pi 5, 64 KiB on some servers. (Free memory would not do: a balloon driver counts it in one of them only.)
 */
function pageSize(memory: Memory, paging: PagingCounters | undefined): number | undefined {
	if (
		memory.sharedBytes === undefined ||
		paging?.sharedPages === undefined ||
		paging.sharedPages === 0
	) {
		return undefined;
	}

	const bytes = 2 ** Math.round(Math.log2(memory.sharedBytes / paging.sharedPages));
	return bytes >= 4096 && bytes <= 65_536 ? bytes : undefined;
}
