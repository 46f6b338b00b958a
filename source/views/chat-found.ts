import {type ChatFoundRow, chatFoundLines, foundRowLines} from '../components/chat-found-lines.ts';
import {textColumn, textWidth} from '../components/detail-head.ts';
import {activeLook} from '../components/focus-look.ts';
import {type HairlineFact, hairlineLine} from '../components/hairline.ts';
import {placePieces} from '../components/place-pieces.ts';
import {rowsOutText} from '../components/rows-out.ts';
import {wrapWords} from '../components/wrap-words.ts';
import type {ChatHit} from '../domain/chat-event.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {ChatState} from '../store/chat-state.ts';
import {failureText} from '../theme/failure-text.ts';
import {countText} from '../theme/number-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import type {PanePicture} from './chat-pane.ts';
import type {PaneSight} from './chat-sight.ts';

/** The conversations in which words were found, with what stands around them: the window of them that the cursor is in. */
export function chatFoundPicture(sight: PaneSight): PanePicture {
	const {state, screen, room, profile} = sight;
	const {columns} = room;
	const hits = hitsOf(state.chat);
	const count = Math.max(1, Math.floor((room.rows - 2) / foundRowLines));
	const cursor = Math.max(0, Math.min(screen.chat.paneCursor, hits.length - 1));
	const before = Math.round(screen.chat.drawn.top / foundRowLines);
	const top = Math.max(
		0,
		Math.min(cursor, hits.length - count, Math.max(before, cursor + 1 - count)),
	);
	const seen = hits.slice(top, top + count);
	const place = {columns, profile};
	const lines = seen.flatMap((hit, index) =>
		chatFoundLines(rowOf(hit, top + index === cursor, state.clock.wallMs), place),
	);
	const below = hits.length - top - seen.length;
	const out = rowsOutText({above: top, below}, profile.glyphs);
	const title = {text: titleOf(state.chat), ...activeLook(profile)};
	const facts = [
		...(out === '' ? [] : [{text: out, place: 1}]),
		...(hits.length === 0 ? [] : [countFact(hits.length)]),
	];
	const drawn = [
		hairlineLine({title, facts}, columns, profile.glyphs),
		{pieces: []},
		...(hits.length === 0 ? sentenceLines(whyNone(state.chat), columns) : lines),
	];
	return {
		lines: drawn.slice(0, room.rows),
		...{top: top * foundRowLines, linesBelow: below * foundRowLines},
	};
}

function hitsOf({search}: ChatState): readonly ChatHit[] {
	return (search && loadedValue(search.found)) ?? [];
}

function countFact(count: number): HairlineFact {
	return {text: clean(countText(count, 'conversation')), place: 0};
}

function rowOf(hit: ChatHit, isUnderCursor: boolean, nowWallMs: number): ChatFoundRow {
	const {title, changedWallMs, excerpt, from, to} = hit;
	return {
		...{title, ageMs: Math.max(0, nowWallMs - changedWallMs), isUnderCursor},
		excerpt: {
			before: excerpt.slice(0, from),
			words: excerpt.slice(from, to),
			after: excerpt.slice(Math.max(from, to)),
		},
	};
}

function titleOf({search}: ChatState): Safe {
	return search === undefined ? safe`found` : safe`found ${wordsOf(search.words)}`;
}

function wordsOf(words: string): Safe {
	return safe`"${clean(words.replaceAll(/\s+/g, ' '), {maxCharacters: 60})}"`;
}

function whyNone({search}: ChatState): Safe {
	if (search === undefined || search.found.state === 'idle') {
		return safe`Nothing is looked for yet. /search and words looks in all conversations.`;
	}

	const {words, found} = search;
	switch (found.state) {
		case 'loading':
			return safe`looking for ${wordsOf(words)}`;
		case 'failed':
			return clean(failureText(found.failure), {maxCharacters: 1000});
		default:
			return safe`Nothing matches ${wordsOf(words)} in any conversation.`;
	}
}

function sentenceLines(text: Safe, columns: number): readonly ScreenLine[] {
	return wrapWords(text, textWidth(columns)).map(line => ({
		pieces: placePieces([{column: textColumn, pieces: [{text: line}]}]),
	}));
}
