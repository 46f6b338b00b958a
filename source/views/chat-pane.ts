import {activeLook} from '../components/focus-look.ts';
import {linesOutFact} from '../components/detail-head.ts';
import {hairlineLine} from '../components/hairline.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {PaneSight} from './chat-sight.ts';
import type {PaneContent} from './scrolled-pane.ts';

/** `fixed`: lines under the hairline that are not scrolled. */
export type ChatPaneContent = PaneContent & {readonly fixed?: readonly ScreenLine[]};

/** What is seen of a pane, and how much is above and below. */
export type PanePicture = {
	readonly lines: readonly ScreenLine[];
	readonly top: number;
	readonly linesBelow: number;
};

/** A pane of the chat tab, with so many lines above as wished, or as there are. It has the keys before what it covers. */
export function scrolledChatPane(
	{head, fixed = [], lines}: ChatPaneContent,
	wishedTop: number,
	{room, profile}: Pick<PaneSight, 'room' | 'profile'>,
): PanePicture {
	const rows = Math.max(0, room.rows - 1 - fixed.length);
	const lastTop = Math.max(0, lines.length - rows);
	const top = Math.max(0, Math.min(wishedTop, lastTop));
	const linesBelow = lastTop - top;
	const out = linesOutFact({above: top, below: linesBelow, isScrolled: true}, profile.glyphs);
	const title = {...head.title, ...activeLook(profile)};
	const facts = [...out, ...head.facts];
	const hairline = hairlineLine({title, facts}, room.columns, profile.glyphs);
	return {
		lines: [hairline, ...fixed, ...lines.slice(top, top + rows)].slice(0, room.rows),
		top,
		linesBelow,
	};
}

/** Blank lines stand between the parts of a pane where it has so many rows. */
export function isAiry({rows}: PaneSight['room']): boolean {
	return rows >= leastAiryRows;
}

const leastAiryRows = 22;
