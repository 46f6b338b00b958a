import {argvText} from './argv-text.ts';
import {durationText} from './duration-text.ts';
import type {Glyphs} from './glyphs.ts';
import {clean, type Safe, safe} from './safe.ts';
import {cutEnd, widthOf} from './width.ts';

/** A command of which nobody knows yet what comes of it. */
export type AskedCommand = {
	readonly argv: readonly string[];
	/** Where it runs, raw. */
	readonly place: string;
	readonly waitMs: number;
};

/** `asking login: scontrol hold 2, 4 s`: the command is cut, the time is not. */
export function underWayText(
	{argv, place, waitMs}: AskedCommand,
	columns: number,
	glyphs: Glyphs,
): Safe {
	const time = waitMs < 1000 ? safe`` : safe`, ${clean(durationText(waitMs))}`;
	const asking = safe`asking ${clean(place, {maxCharacters: 60})}: `;
	const room = Math.max(1, columns - widthOf(asking) - widthOf(time));
	return safe`${asking}${cutEnd(argvText(argv), room, glyphs)}${time}`;
}
