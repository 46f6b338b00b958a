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

/** `14:02:11`, 8 cells; `  21 Nov` of another day than today. */
export function timeColumn(wallMs: number, nowWallMs: number): Safe {
	const isToday = new Date(wallMs).toDateString() === new Date(nowWallMs).toDateString();
	return isToday ? timeText(wallMs) : padStart(dayText(wallMs), 8);
}

/** `21 Nov 14:02`, 12 cells; `-` at the right edge where it is unknown. */
export function momentColumn(wallMs: number | undefined, glyphs: Glyphs): Safe {
	return padStart(
		wallMs === undefined ? glyphs.absent : safe`${dayText(wallMs)} ${clockText(wallMs)}`,
		12,
	);
}
