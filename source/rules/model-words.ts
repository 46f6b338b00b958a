/** What is typed of a model's memory. */

const least = 256;
const most = 10_000_000;
const factors: Readonly<Record<string, number>> = {'': 1, k: 1024, m: 1024 ** 2};

/** `8192`, `32k`, `1M`, in tokens; undefined: it is none. */
export function parseContextTokens(text: string): number | undefined {
	const [, amount, unit = ''] = /^(\d{1,8})([km]?)$/i.exec(text.trim()) ?? [];
	const tokens = Number(amount) * (factors[unit.toLowerCase()] ?? Number.NaN);
	return tokens >= least && tokens <= most ? tokens : undefined;
}

/**
 * How long a model stays in memory after it was used, as Ollama takes it: `5m`, or -1 for `forever`. Undefined: it is none;
 * nothing at all would unload it. https://github.com/ollama/ollama/blob/main/docs/api.md
 */
export function parseKeepAlive(text: string): string | number | undefined {
	const typed = text.trim().toLowerCase();
	if (typed === 'forever' || typed === '-1') {
		return -1;
	}

	const seconds = /^\d{1,9}$/.test(typed) ? `${typed}s` : typed;
	return /^(?:\d{1,9}(?:h|m|s))+$/.test(seconds) && /[1-9]/.test(seconds) ? seconds : undefined;
}
