import {clockText} from './column-text.ts';
import type {Glyphs} from './glyphs.ts';
import {clean, type Safe, safe} from './safe.ts';
import {padStart} from './width.ts';

/** `14:02:11`, in the time zone of this machine. */
export function timeText(wallMs: number): Safe {
	const time = new Date(wallMs);
	const parts = [time.getHours(), time.getMinutes(), time.getSeconds()];
	return clean(parts.map(part => String(part).padStart(2, '0')).join(':'));
}

/** `21 Nov`, in the time zone of this machine. */
export function dayText(wallMs: number): Safe {
	const day = new Date(wallMs);
	return safe`${day.getDate()} ${clean(day.toLocaleString('en', {month: 'short'}))}`;
}

/** `19:48`; of another day than today `22 Nov 19:48`. */
export function whenText(wallMs: number, nowWallMs: number): Safe {
	return isSameDay(wallMs, nowWallMs)
		? clockText(wallMs)
		: safe`${dayText(wallMs)} ${clockText(wallMs)}`;
}

/** The same where there is room for half of it: `19:48`, `22 Nov`. */
export function shortWhenText(wallMs: number, nowWallMs: number): Safe {
	return isSameDay(wallMs, nowWallMs) ? clockText(wallMs) : dayText(wallMs);
}

function isSameDay(one: number, other: number): boolean {
	return new Date(one).toDateString() === new Date(other).toDateString();
}

/** `14:02:11`, 8 cells; `  21 Nov` of another day than today. */
export function timeColumn(wallMs: number, nowWallMs: number): Safe {
	return padStart(timeOrDayText(wallMs, nowWallMs), 8);
}

/** `13:40:12`; `21 Nov` of another day than today. */
export function timeOrDayText(wallMs: number, nowWallMs: number): Safe {
	return isSameDay(wallMs, nowWallMs) ? timeText(wallMs) : dayText(wallMs);
}

/** `21 Nov 14:02`, 12 cells; `-` at the right edge where it is unknown. */
export function momentColumn(wallMs: number | undefined, glyphs: Glyphs): Safe {
	return padStart(
		wallMs === undefined ? glyphs.absent : safe`${dayText(wallMs)} ${clockText(wallMs)}`,
		12,
	);
}
