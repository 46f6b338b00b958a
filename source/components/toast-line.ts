import type {LogEntry} from '../domain/log-entry.ts';
import type {Notice} from '../domain/notice.ts';
import {configProblemParts} from '../theme/config-problem-text.ts';
import {alertText, eventShape} from '../theme/event-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {fittingNotice} from '../theme/fitting-notice.ts';
import {isGood} from '../theme/notice-text.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {joinSafe, type Safe, safe} from '../theme/safe.ts';
import {timeText} from '../theme/time-text.ts';
import {type AskedCommand, underWayText} from '../theme/under-way-text.ts';
import {cutEnd, widthOf} from '../theme/width.ts';
import {placePieces} from './place-pieces.ts';

export type Alert = {
	readonly entry: LogEntry;
	/** That came while it was told. */
	readonly others: number;
};

/** ` ▲ pi-worker1 is throttled: 81°C, over 75°C · 14:01:52 · 6 shows it`: the alert is cut, the rest stays. An edit of the configuration says where it is wrong instead of when. */
export function alertLine({entry, others}: Alert, columns: number, glyphs: Glyphs): ScreenLine {
	const apart = safe` ${glyphs.apart} `;
	const rest = joinSafe(
		[
			safe``,
			...(others === 0 ? [] : [safe`and ${others} more`]),
			...(entry.what.kind === 'configRejected'
				? configProblemParts(entry.what.problems).slice(1)
				: [timeText(entry.wallMs)]),
			others === 0 ? safe`6 shows it` : safe`6 shows them`,
		],
		apart,
	);
	const room = columns - 2 - 2 - widthOf(rest);
	return lineOf([
		eventShape(entry.what, glyphs),
		{text: safe` ${cutEnd(alertText(entry, glyphs), room, glyphs)}`},
		{text: rest, tone: 'dim'},
	]);
}

/** ` ✓ Copied the ssh command of gpu-01.`, in as many of its words as there is room for. */
export function noticeLine(notice: Notice, columns: number, glyphs: Glyphs): ScreenLine {
	const shape: Piece = isGood(notice)
		? {text: glyphs.check, tone: 'ok'}
		: {text: glyphs.warning, tone: 'warning'};
	return lineOf([shape, {text: safe` ${fittingNotice(notice, columns - 4, glyphs)}`}]);
}

/** ` ▲ Not a command: /modle. Try /model`: why what was typed is not carried out. */
export function problemLine(problem: Safe, columns: number, glyphs: Glyphs): ScreenLine {
	const text = cutEnd(problem, columns - 4, glyphs);
	return lineOf([{text: glyphs.warning, tone: 'warning'}, {text: safe` ${text}`}]);
}

/** ` · asking login: scontrol hold 2, 4 s` */
export function underWayLine(asked: AskedCommand, columns: number, glyphs: Glyphs): ScreenLine {
	const text = underWayText(asked, columns - 4, glyphs);
	return lineOf([{text: safe`${glyphs.waiting} ${text}`, tone: 'dim'}]);
}

function lineOf(pieces: readonly Piece[]): ScreenLine {
	return {pieces: placePieces([{column: 1, pieces}])};
}
