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
	/** Of a change that takes several commands: how many of its jobs were sent. */
	readonly progress?: {readonly ids: readonly string[]; readonly sent: number} | undefined;
};

/** `asking login: scontrol hold 2, 4 s`: the command is cut, the time is not. */
export function underWayText(
	{argv, place, waitMs, progress}: AskedCommand,
	columns: number,
	glyphs: Glyphs,
): Safe {
	const part =
		progress === undefined ? safe`` : safe`, ${progress.sent} of ${progress.ids.length} sent`;
	const time = waitMs < 1000 ? safe`` : safe`, ${clean(durationText(waitMs))}`;
	const asking = safe`asking ${clean(place, {maxCharacters: 60})}: `;
	const room = Math.max(1, columns - widthOf(asking) - widthOf(part) - widthOf(time));
	return safe`${asking}${cutEnd(argvText(argv), room, glyphs)}${part}${time}`;
}
