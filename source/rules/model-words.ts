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
 * How long a model stays in memory after it was used, as Ollama takes it: `5m`, or -1 for `forever`. Undefined: it is
 * none; nothing at all would unload it, and more than 292 years is more than Go's clock counts.
 * https://github.com/ollama/ollama/blob/main/api/types.go Duration
 */
export function parseKeepAlive(text: string): string | number | undefined {
	const typed = text.trim().toLowerCase();
	if (typed === 'forever' || /^-[1-9]\d{0,8}(?:ms|s|m|h)?$/.test(typed)) {
		return -1;
	}

	const timed = /^\d{1,9}$/.test(typed) ? `${typed}s` : typed;
	const isTime = /^(?:\d{1,9}(?:\.\d{1,3})?(?:ms|s|m|h))+$/.test(timed);
	const parts = isTime ? [...timed.matchAll(/([\d.]+)([a-z]+)/g)] : [];
	const seconds = parts.reduce(
		(sum, [, count, unit = '']) => sum + Number(count) * (secondsOf[unit] ?? 0),
		0,
	);
	return seconds > 0 && seconds < mostSeconds ? timed : undefined;
}

const secondsOf: Readonly<Record<string, number>> = {ms: 0.001, s: 1, m: 60, h: 3600};
const mostSeconds = 2 ** 63 / 1e9;
