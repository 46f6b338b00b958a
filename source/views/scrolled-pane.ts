import {activeLook} from '../components/focus-look.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {safe} from '../theme/safe.ts';
import {blanks} from '../theme/width.ts';

export type ScrolledPane = {
	/** The hairline, which stays, and what is under it. */
	readonly lines: readonly ScreenLine[];
	/** With the hairline. */
	readonly rows: number;
	/** The keys go there, so that it scrolls. */
	readonly isWhole: boolean;
	/** Lines that are scrolled out above. */
	readonly scroll: number;
};

/** What is seen of a pane, and how many lines of it can be scrolled out above at most. */
export function scrolledPane(
	{lines: [head, ...all], rows: paneRows, isWhole, scroll: wished}: ScrolledPane,
	profile: Profile,
): {readonly lines: readonly ScreenLine[]; readonly lastScroll: number} {
	const rows = Math.max(0, paneRows - 1);
	const lastScroll = Math.max(0, all.length - rows);
	const scroll = isWhole ? Math.min(wished, lastScroll) : 0;
	const title = head === undefined ? [] : [isWhole ? focused(head, profile) : head];
	const hidden = all.length - scroll - rows;
	const isMore = isWhole && hidden > 0 && rows > 1;
	const shown = all.slice(scroll, scroll + rows - Number(isMore));
	const lines = [...title, ...shown, ...(isMore ? [moreLine(hidden + 1, profile)] : [])];
	return {lines: lines.slice(0, Math.max(0, paneRows)), lastScroll};
}

/** In the last row: its edge does not look like its end. */
function moreLine(count: number, {glyphs}: Profile): ScreenLine {
	const text = safe`${glyphs.arrows.down} ${count} more`;
	return {pieces: [{text: blanks(5)}, {text, tone: 'dim'}]};
}

/** The title of the pane where the keys go (SCREENS 1, weight). */
export function focused({pieces, ...line}: ScreenLine, profile: Profile): ScreenLine {
	return {
		...line,
		pieces: pieces.map(piece =>
			piece.isStrong === true ? {...piece, ...activeLook(profile)} : piece,
		),
	};
}
