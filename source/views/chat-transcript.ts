import {
	blankChatLine,
	type ChatLine,
	placedLine,
	signLines,
} from '../components/chat-turn-lines.ts';
import {chatColumns} from '../domain/chat-layout.ts';
import {saidInShown, shownOpening} from '../store/chat-drawn.ts';
import type {ChatState, OpenChat} from '../store/chat-state.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {failureText} from '../theme/failure-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {askedLines} from './chat-asked.ts';
import {type ChatReading, interruptedLines, turnLines} from './chat-turns.ts';
import {comparedLines} from './chat-undecided.ts';

export type TranscriptSight = ChatReading & {
	readonly chat: ChatState;
	readonly screen: Pick<ScreenState, 'chat' | 'size'>;
	/** For what is under way. */
	readonly atMs: number;
};

/** What is seen of it, and how much is above and below. */
export type TranscriptPicture = {
	readonly lines: readonly ScreenLine[];
	readonly top: number;
	readonly linesBelow: number;
};

type Part = {readonly id: string; readonly lines: readonly ChatLine[]};

/**
 * What was said in the conversation that is shown: the lines that have room. Of all others only their number is asked
 * for, which each turn keeps.
 */
export function transcriptPicture(sight: TranscriptSight, rows: number): TranscriptPicture {
	const {screen, profile} = sight;
	const {listColumns, roleColumn, textColumn} = chatColumns(screen.size);
	const parts = partsOf(sight);
	const count = parts.reduce((sum, {lines}) => sum + lines.length, 0);
	const cursor = cursorOf(parts, screen.chat.turn);
	const top = topOf(parts, cursor, {rows, count, screen});
	const look = {
		...{roleColumn: roleColumn - listColumns, textColumn: textColumn - listColumns, profile},
		isUnderCursor: false,
	};
	const hasKeys = screen.chat.focus === 'transcript';
	const lines = linesFrom(parts, top, rows).map(({line, part}) =>
		placedLine(line, {...look, isUnderCursor: hasKeys && part === cursor}),
	);
	return {lines, top, linesBelow: Math.max(0, count - top - rows)};
}

/** Each with a blank line behind it. */
function partsOf(sight: TranscriptSight): readonly Part[] {
	const opening = shownOpening(sight.chat);
	const said = saidInShown(sight.chat).map((one): Part => {
		switch (one.kind) {
			case 'turn':
				return {id: one.id, lines: turnLines(one, sight)};
			case 'interrupted':
				return {id: one.id, lines: interruptedLines(one, sight)};
			case 'compared':
				return {id: one.id, lines: comparedLines(one, sight)};
			default:
				return {id: one.id, lines: askedLines(one.asked, sight)};
		}
	});
	const notes = opening === undefined ? [] : notesOf(opening);
	return [
		...said,
		...notes.map((text, index) => ({
			id: `note ${index}`,
			lines: [
				...signLines(
					{sign: {text: sight.profile.glyphs.warning, tone: 'warning'}, text, tone: 'text'},
					sight,
				),
				blankChatLine,
			],
		})),
	];
}

/** What is the matter with the whole conversation. */
function notesOf({records, isDamaged, unkept, readOnlyBecause, id}: OpenChat): readonly Safe[] {
	const longest = {maxCharacters: 1000};
	return [
		...(records.state === 'failed' ? [clean(failureText(records.failure), longest)] : []),
		...(isDamaged
			? [safe`Something in its file is damaged: clusterdeck chat verify ${clean(id ?? '')}`]
			: []),
		...(unkept === undefined
			? []
			: [safe`Not on the disk: ${clean(failureText(unkept), longest)}`]),
		...(readOnlyBecause === undefined ? [] : [clean(readOnlyBecause, longest)]),
	];
}

/** The part that keys are about: the last one until another was chosen. */
function cursorOf(parts: readonly Part[], turn: string | undefined): Part | undefined {
	const chosen = turn === undefined ? undefined : parts.find(({id}) => id === turn);
	return chosen ?? parts.findLast(({id}) => !id.startsWith('note '));
}

type Room = {
	readonly rows: number;
	readonly count: number;
	readonly screen: Pick<ScreenState, 'chat'>;
};

function topOf(
	parts: readonly Part[],
	cursor: Part | undefined,
	{rows, count, screen: {chat}}: Room,
): number {
	const last = Math.max(0, count - rows);
	switch (chat.scroll.kind) {
		case 'end':
			return last;
		case 'line':
			return Math.min(chat.scroll.top, last);
		default: {
			const start = startOf(parts, cursor);
			const height = cursor?.lines.length ?? 0;
			// As little as it must, and where it has no room, so that its question is seen.
			const least = Math.min(start, start + height - rows);
			return Math.min(last, Math.max(least, Math.min(start, chat.drawn.top)));
		}
	}
}

function startOf(parts: readonly Part[], cursor: Part | undefined): number {
	let start = 0;
	for (const part of parts) {
		if (part === cursor) {
			break;
		}

		start += part.lines.length;
	}

	return start;
}

function linesFrom(
	parts: readonly Part[],
	top: number,
	rows: number,
): ReadonlyArray<{readonly line: ChatLine; readonly part: Part}> {
	const seen: Array<{readonly line: ChatLine; readonly part: Part}> = [];
	let above = top;
	for (const part of parts) {
		if (seen.length >= rows) {
			break;
		}

		const lines = part.lines.slice(above, above + rows - seen.length);
		seen.push(...lines.map(line => ({line, part})));
		above = Math.max(0, above - part.lines.length);
	}

	return seen;
}
