/** Numbers for sentences: without padding, at most three significant figures, units as in SCREENS 1. */

/** `87%`; 0% and 100% only when it truly is. */
export function shareText(fraction: number): string {
	const percent = Math.round(fraction * 100);
	const isEdge = (percent === 0 && fraction > 0) || (percent === 100 && fraction < 1);
	return isEdge ? (percent === 0 ? '1%' : '99%') : `${percent}%`;
}

/** `71°C` */
export function temperatureText(celsius: number): string {
	return `${Math.round(celsius)}°C`;
}

/** `640 MiB`, `21.1 GiB`: binary, as memory and disks are compared with what programs say. */
export function sizeText(bytes: number): string {
	return scaledText(bytes, {base: 1024, units: ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']});
}

/** `1.2 MB/s`: decimal, as links are sold; never below kB. */
export function rateText(bytesPerSecond: number): string {
	return `${scaledText(bytesPerSecond / 1000, {base: 1000, units: ['kB', 'MB', 'GB', 'TB']})}/s`;
}

/** `0.7 ms`, `12 ms`, `1.2 s` */
export function latencyText(ms: number): string {
	return ms < 1000 ? `${threeFigures(ms)} ms` : `${threeFigures(ms / 1000)} s`;
}

/** `1 node`, `3 nodes` */
export function countText(count: number, noun: string): string {
	return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

type Scale = {readonly base: number; readonly units: readonly string[]};

/** Steps to the next unit before four figures are needed. */
function scaledText(value: number, {base, units}: Scale): string {
	const [unit = '', ...larger] = units;
	return Math.round(value) < 1000 || larger.length === 0
		? `${threeFigures(value)} ${unit}`
		: scaledText(value / base, {base, units: larger});
}

/** `6.1 tok/s`, `3,124 tok/s` */
export function speedText(tokensPerSecond: number): string {
	const figures =
		tokensPerSecond < 1000
			? threeFigures(tokensPerSecond)
			: Math.round(tokensPerSecond).toLocaleString('en');
	return `${figures} tok/s`;
}

function threeFigures(value: number): string {
	const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
	return String(Number(value.toFixed(Math.min(digits, 2))));
}
