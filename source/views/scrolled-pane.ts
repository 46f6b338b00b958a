import {linesOutFact} from '../components/detail-head.ts';
import {activeLook} from '../components/focus-look.ts';
import {type Hairline, hairlineLine} from '../components/hairline.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';

/** The hairline of a pane, which stays, and what is under it. */
export type PaneContent = {readonly head: Hairline; readonly lines: readonly ScreenLine[]};

export type ScrolledPane = {
	readonly columns: number;
	/** With the hairline. */
	readonly rows: number;
	/** The keys go there, so that it scrolls. */
	readonly isWhole: boolean;
	/** Lines that are scrolled out above. */
	readonly scroll: number;
};

export type PanePicture = {
	readonly lines: readonly ScreenLine[];
	/** Lines that can be scrolled out above at most. */
	readonly lastScroll: number;
};

/** What is seen of a pane; its hairline tells what is not, so that its edge does not look like its end. */
export function scrolledPane(
	{head, lines: all}: PaneContent,
	{columns, rows: paneRows, isWhole, scroll: wished}: ScrolledPane,
	profile: Profile,
): PanePicture {
	const rows = Math.max(0, paneRows - 1);
	const lastScroll = Math.max(0, all.length - rows);
	const scroll = isWhole ? Math.min(wished, lastScroll) : 0;
	const out = {above: scroll, below: lastScroll - scroll, isScrolled: isWhole};
	const facts = [...linesOutFact(out, profile.glyphs), ...head.facts];
	const hairline = hairlineLine({...head, facts}, columns, profile.glyphs);
	const title = isWhole ? focused(hairline, profile) : hairline;
	const lines = [title, ...all.slice(scroll, scroll + rows)];
	return {lines: lines.slice(0, Math.max(0, paneRows)), lastScroll};
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
