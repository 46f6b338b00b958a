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
	/** Whether a key stops what is left of it, or has. */
	readonly rest?: 'stoppable' | 'stopped' | undefined;
};

/** `asking login: scontrol hold 2,3,…, 50 of 120 sent, 4 s, esc stops it`: the command is cut, the rest is not. */
export function underWayText(
	{argv, place, waitMs, progress, rest}: AskedCommand,
	columns: number,
	glyphs: Glyphs,
): Safe {
	const part =
		progress === undefined ? safe`` : safe`, ${progress.sent} of ${progress.ids.length} sent`;
	const time = waitMs < 1000 ? safe`` : safe`, ${clean(durationText(waitMs))}`;
	const key =
		rest === undefined ? safe`` : rest === 'stopped' ? safe`, stopped` : safe`, esc stops it`;
	const asking = safe`asking ${clean(place, {maxCharacters: 60})}: `;
	const room = Math.max(
		1,
		columns - widthOf(asking) - widthOf(part) - widthOf(time) - widthOf(key),
	);
	return safe`${asking}${cutEnd(argvText(argv), room, glyphs)}${part}${time}${key}`;
}
