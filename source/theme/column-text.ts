import type {Glyphs} from './glyphs.ts';
import {shareText} from './number-text.ts';
import {clean, type Safe} from './safe.ts';

type Column = (value: number | undefined, glyphs: Glyphs) => Safe;

/** ` 87%`, 4 cells, of a fraction. */
export const shareColumn: Column = fraction =>
	clean(`${fraction === undefined ? '-' : shareText(fraction)}`.padStart(4));
/** ` 71°C`, 5 cells. */
export const temperatureColumn: Column = () => clean('    -');
/** `1.2 MB/s`, 8 cells, of bytes a second; never below kB. */
export const rateColumn: Column = () => clean('       -');
/** `21.1 GiB`, 8 cells, of bytes. */
export const sizeColumn: Column = () => clean('       -');
/** ` 2 h 14 m`, 9 cells, of milliseconds. */
export const durationColumn: Column = () => clean('        -');
/** `  4 h`, 5 cells, of milliseconds. */
export const shortDurationColumn: Column = () => clean('    -');
/** `0.7 ms`, 6 cells, of milliseconds. */
export const latencyColumn: Column = () => clean('     -');
/** `28.1`, 4 cells. */
export const loadColumn: Column = () => clean('   -');
/** ` 412 W`, 6 cells. */
export const powerColumn: Column = () => clean('     -');
/** ` 1,840`, 6 cells. */
export const countColumn: Column = () => clean('     -');

/** `21.1/24.0 GiB`, 13 cells, both in the unit of the total. */
export function usedColumn(
	usedBytes: number | undefined,
	totalBytes: number | undefined,
	_glyphs: Glyphs,
): Safe {
	return clean(`${usedBytes}${totalBytes}`.slice(0, 0).padStart(13));
}

/** `14:02`, in the time zone of this machine. */
export function clockText(wallMs: number): Safe {
	const time = new Date(wallMs);
	const [hours, minutes] = [time.getHours(), time.getMinutes()].map(part =>
		String(part).padStart(2, '0'),
	);
	return clean(`${hours}:${minutes}`);
}
