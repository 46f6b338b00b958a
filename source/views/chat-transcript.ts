import {blankChatLine, placedLine, signLines} from '../components/chat-turn-lines.ts';
import {chatColumns, type TranscriptPlace} from '../domain/chat-layout.ts';
import {type Said, saidInShown, shownOpening} from '../store/chat-drawn.ts';
import type {ChatState, OpenChat} from '../store/chat-state.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {failureText} from '../theme/failure-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {askedChunks} from './chat-asked.ts';
import type {ChatReading} from './chat-reading.ts';
import {interruptedChunks, turnChunks} from './chat-turns.ts';
import {comparedChunks} from './chat-undecided.ts';
import {type Chunk, type Parts, transcriptWindow} from './transcript-window.ts';

export type TranscriptSight = ChatReading & {
	readonly chat: ChatState;
	readonly screen: Pick<ScreenState, 'chat' | 'size'>;
	/** For what is under way. */
	readonly atMs: number;
};

/** What is seen of it, and where that is. */
export type TranscriptPicture = {
	readonly lines: readonly ScreenLine[];
	readonly at: TranscriptPlace;
	/** Not all of what is seen was read: draw again. */
	readonly isUnread: boolean;
};

/** What was said in the conversation that is shown: the lines that have room. */
export function transcriptPicture(sight: TranscriptSight, rows: number): TranscriptPicture {
	const {screen, chat, profile, columns} = sight;
	const {listColumns, roleColumn, textColumn} = chatColumns(screen.size);
	const said = saidInShown(chat);
	const cursor = cursorOf(said, screen.chat.turn);
	const slices = {isUnread: false};
	const {lines: seen, at} = transcriptWindow({
		...{parts: partsOf(said, {...sight, slices}), scroll: screen.chat.scroll},
		...{cursor, rows, columns},
	});
	const look = {
		...{roleColumn: roleColumn - listColumns, textColumn: textColumn - listColumns, profile},
		isUnderCursor: false,
	};
	const hasKeys = screen.chat.focus === 'transcript';
	const lines = seen.map(({line, part}) =>
		placedLine(line, {...look, isUnderCursor: hasKeys && part === cursor}),
	);
	return {lines, at, isUnread: slices.isUnread};
}

/** The part that keys are about: the last one until another was chosen. */
function cursorOf(said: readonly Said[], turn: string | undefined): number {
	const chosen = turn === undefined ? -1 : said.findIndex(({id}) => id === turn);
	return chosen === -1 ? Math.max(0, said.length - 1) : chosen;
}

/** What was said, and below it what is the matter. */
function partsOf(said: readonly Said[], sight: TranscriptSight): Parts {
	const opening = shownOpening(sight.chat);
	const notes = opening === undefined ? [] : notesOf(opening);
	const made = new Map<Said, readonly Chunk[]>();
	const madeOnce = (one: Said): readonly Chunk[] => {
		const chunks = made.get(one) ?? saidChunks(one, sight);
		made.set(one, chunks);
		return chunks;
	};
	return {
		count: said.length + notes.length,
		idAt: index => said[index]?.id ?? (index < said.length + notes.length ? 'note' : undefined),
		indexOf: id => said.findIndex(one => one.id === id),
		chunksAt(index, columns) {
			const one = said[index];
			const reading = columns === sight.columns ? sight : {...sight, columns};
			return one === undefined
				? [noteChunk(notes[index - said.length] ?? safe``, reading)]
				: reading === sight
					? madeOnce(one)
					: saidChunks(one, reading);
		},
	};
}

function saidChunks(one: Said, sight: TranscriptSight): readonly Chunk[] {
	switch (one.kind) {
		case 'turn':
			return turnChunks(one, sight);
		case 'interrupted':
			return interruptedChunks(one, sight);
		case 'compared':
			return comparedChunks(one, sight);
		default:
			return askedChunks(one.asked, sight);
	}
}

/** With a blank line behind it. */
function noteChunk(text: Safe, sight: TranscriptSight): Chunk {
	const sign = {text: sight.profile.glyphs.warning, tone: 'warning'} as const;
	return () => [...signLines({sign, text, tone: 'text'}, sight), blankChatLine];
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
