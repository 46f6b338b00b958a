import {
	type ComparedCell,
	type CompareLayout,
	compareBodies,
	compareHeads,
	compareLayout,
} from '../components/chat-compare-lines.ts';
import {dimLines} from '../components/chat-turn-lines.ts';
import {textLine} from '../components/detail-head.ts';
import type {HairlineFact} from '../components/hairline.ts';
import {type Compared, comparedInShown} from '../store/chat-compared.ts';
import {countText} from '../theme/number-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {cutEnd} from '../theme/width.ts';
import {comparedName, comparedState, comparedWords} from './chat-compared-answer.ts';
import {type PanePicture, scrolledChatPane} from './chat-pane.ts';
import type {PaneSight} from './chat-sight.ts';
import type {ChatReading} from './chat-reading.ts';

/** With what answers are read. */
export type PaneReading = Pick<ChatReading, 'reader' | 'highlighter' | 'growing'>;

/** Answers of several nodes or models to one question: side by side where there is room, else under each other. */
export function comparePicture(sight: PaneSight, reading: PaneReading): PanePicture {
	const {state, screen, room, profile} = sight;
	const compared = comparedInShown(state.chat, screen.chat);
	const layout = compareLayout(compared.length, {
		columns: room.columns,
		terminalColumns: screen.size.columns,
	});
	const look = {...reading, columns: layout.columns, profile, unfolded: []};
	const cells = compared.map((one, at) =>
		cellOf(one, at === screen.chat.paneCursor, {...look, atMs: state.clock.atMs}),
	);
	const title = titleOf(compared, room.columns - factsColumns, profile.glyphs);
	const head = {title: {text: title, isStrong: true}, facts: factsOf(compared)};
	if (cells.length === 0) {
		const text = safe`Nothing is compared here. /compare 2 asks two nodes the same.`;
		return scrolledChatPane({head, lines: [{pieces: []}, textLine(text)]}, 0, sight);
	}

	const blank: ScreenLine = {pieces: []};
	if (cells.length === layout.across && cells.length > 1) {
		const fixed = [blank, ...compareHeads(cells, layout, profile)];
		const lines = compareBodies(cells, layout);
		const {drawn} = screen.chat;
		const part = {start: drawn.top, end: lines.length};
		const top = topOf(screen.chat, part, room.rows - 1 - fixed.length);
		return scrolledChatPane({head, fixed, lines}, top, sight);
	}

	const parts = partsOf(cells, layout, sight);
	const at = Math.floor(screen.chat.paneCursor / layout.across);
	const start = parts.slice(0, at).reduce((sum, part) => sum + part.length, 0);
	const end = start + (parts[at]?.length ?? 0);
	const top = topOf(screen.chat, {start, end}, room.rows - 1);
	return scrolledChatPane({head, lines: parts.flat()}, top, sight);
}

function cellOf(
	compared: Compared,
	isUnderCursor: boolean,
	reading: ChatReading & {readonly atMs: number},
): ComparedCell {
	const {is} = compared;
	const lines = comparedWords(compared, reading);
	return {
		name: comparedName(compared, reading.profile.glyphs),
		state: comparedState(compared, reading),
		isFollowed: is.state === 'whole' && is.isFollowed,
		isUnderCursor,
		lines: lines.length === 0 ? dimLines(safe`nothing yet`, reading) : lines,
	};
}

/** Answers that stand side by side, one such row after another, a blank line before each. */
function partsOf(
	cells: readonly ComparedCell[],
	layout: CompareLayout,
	{profile}: PaneSight,
): ReadonlyArray<readonly ScreenLine[]> {
	const count = Math.ceil(cells.length / layout.across);
	return Array.from({length: count}, (_, row) => {
		const beside = cells.slice(row * layout.across, (row + 1) * layout.across);
		return [
			{pieces: []},
			...compareHeads(beside, layout, profile),
			...compareBodies(beside, layout),
		];
	});
}

type Part = {readonly start: number; readonly end: number};

/** What the cursor is on is followed to its end, or read from its beginning, until other lines were scrolled to. */
function topOf({scroll}: PaneSight['screen']['chat'], {start, end}: Part, rows: number): number {
	switch (scroll.kind) {
		case 'line':
			return scroll.top;
		case 'turn':
			return start;
		default:
			return Math.max(0, end - rows);
	}
}

/** Of the hairline: its facts, and what stands around its title. */
const factsColumns = 56;

/** `compared "which is faster?"`: what was asked, as far as it has room. */
function titleOf(compared: readonly Compared[], columns: number, glyphs: Glyphs): Safe {
	const [question] = compared.flatMap(({is}) =>
		is.state === 'gone' ? [] : [is.state === 'asked' ? is.asked.text : is.turn.question.content],
	);
	const text = clean((question ?? '').slice(0, 400).trim().replaceAll(/\s+/g, ' '), {
		maxCharacters: 200,
	});
	return text === '' || columns < leastQuestion
		? safe`compared`
		: safe`compared "${cutEnd(text, columns, glyphs)}"`;
}

const leastQuestion = 12;

function factsOf(compared: readonly Compared[]): readonly HairlineFact[] {
	const open = compared.filter(({is}) => is.state === 'asked' && is.asked.phase.state !== 'failed');
	return compared.length === 0
		? []
		: [
				{text: clean(countText(compared.length, 'answer')), place: 0},
				...(open.length === 0 ? [] : [{text: safe`${open.length} under way`, place: 1}]),
			];
}
