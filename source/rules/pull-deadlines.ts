import type {PullSoFar} from './pull-progress.ts';

/** Without a line. Ollama asks again by itself for a part that stands still for 30 s. */
const silentMs = 60_000;
/** With lines that say the same: it may have asked again by then. */
const standingMs = 120_000;
/** Of a memory card that is read while it is busy, in bytes a millisecond. */
const slowestDisk = 10_000;

/** How long the next line is waited for. While it reads all again to see whether it is whole, Ollama says nothing. */
export function nextStatusMs({step, layers}: PullSoFar): number {
	const readAgainMs = layers.reduce((sum, {totalBytes}) => sum + totalBytes, 0) / slowestDisk;
	return step === 'layers' || step === 'manifest' || step === 'asking'
		? silentMs
		: silentMs + Math.round(readAgainMs);
}

/** Whether a pull that tells on and on how far it is got no further for too long. */
export function isStanding(sinceMs: number, nowMs: number): boolean {
	return nowMs - sinceMs >= standingMs;
}

export const standingLimitMs = standingMs;
