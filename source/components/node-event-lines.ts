import type {Happening} from '../domain/log-entry.ts';
import {eventParts, eventShape} from '../theme/event-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {fitParts} from '../theme/node-row-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {timeColumn} from '../theme/time-text.ts';
import {placePieces} from './place-pieces.ts';

export type NodeEvent = {
	readonly wallMs: number;
	readonly what: Exclude<Happening, {kind: 'command'}>;
};

const shapeColumn = 3;
const timeAt = 5;
const textAt = 15;

/** `   ▲ 14:01:52  temperature 81°C, over 75°C in 2 samples · now throttled` */
export function nodeEventLine(
	{wallMs, what}: NodeEvent,
	{columns, nowWallMs}: {readonly columns: number; readonly nowWallMs: number},
	glyphs: Glyphs,
): ScreenLine {
	const text = fitParts(eventParts(what, glyphs), columns - 1 - textAt, glyphs);
	return {
		pieces: placePieces([
			{column: shapeColumn, pieces: [eventShape(what, glyphs)]},
			{column: timeAt, pieces: [{text: timeColumn(wallMs, nowWallMs), tone: 'dim'}]},
			{column: textAt, pieces: [{text}]},
		]),
	};
}
