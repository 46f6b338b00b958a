/**
 * The first that tells what it has in memory (`GET /api/ps`, May 2024), which is asked for all the time.
 * https://github.com/ollama/ollama/releases/tag/v0.1.38
 */
export const oldestOllama = '0.1.38';

/** Whether it is older than what is asked of it. What somebody built from source says 0.0.0, and may be anything. */
export function isTooOldOllama(version: string): boolean {
	const numbers = numbersOf(version);
	const oldest = numbersOf(oldestOllama) ?? [];
	if (numbers === undefined || numbers.every(number => number === 0)) {
		return false;
	}

	const at = oldest.findIndex((number, index) => number !== numbers[index]);
	return at !== -1 && (numbers[at] ?? 0) < (oldest[at] ?? 0);
}

function numbersOf(version: string): readonly number[] | undefined {
	return /^v?(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number);
}
