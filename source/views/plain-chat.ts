import {markdownLines} from '../components/markdown-lines.ts';
import {plainLine} from '../components/plain-lines.ts';
import type {Turn} from '../domain/chat.ts';
import {type Said, saidInShown, shownOpening} from '../store/chat-drawn.ts';
import {chatRows, chatRowUnderCursor} from '../store/chat-list.ts';
import type {AskedTurn} from '../store/chat-state.ts';
import {waitingText} from '../theme/answer-text.ts';
import {answeredFacts, brokenAttemptText, unansweredText} from '../theme/chat-text.ts';
import {countText} from '../theme/number-text.ts';
import {clean, cleanLines, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {lateReader} from './chat-markdown.ts';
import type {PaneReading} from './chat-compare.ts';
import {panePicture} from './chat-panes.ts';
import type {PlainPlace, PlainWorld} from './plain-sight.ts';

/** What of the conversation on the screen was told: answers when they are whole, each once. */
export type PlainChat = {
	/** Another opening is another place. */
	readonly shown: number;
	readonly said: readonly Said[];
};

const columns = 110;
const longestText = {maxCharacters: 2000};
const mostPaneRows = 200;

/** Where one is in the chat tab. */
export function chatPlace(world: PlainWorld): PlainPlace {
	const {state, screen, profile} = world;
	const {focus, pane} = screen.chat;
	if (pane !== undefined) {
		const room = {columns, rows: mostPaneRows};
		const {lines} = panePicture(pane, {state, screen, room, profile}, plainReading());
		const told = lines.map(plainLine).filter(text => text !== '');
		return {key: `chat ${pane}`, lines: told, cursor: undefined};
	}

	switch (focus) {
		case 'list':
			return {key: 'chats', lines: [safe`Conversations.`], cursor: listCursor(world)};
		case 'transcript':
			return {key: 'answers', lines: [safe`Answers.`], cursor: turnCursor(world)};
		default:
			return openedPlace(world);
	}
}

function plainReading(): PaneReading {
	return {reader: lateReader.get(), highlighter: undefined, growing: new Map()};
}

function openedPlace(world: PlainWorld): PlainPlace {
	const {chat} = world.state;
	const isLoading = shownOpening(chat)?.records.state === 'loading';
	return {
		key: `chat ${chat.shown} ${isLoading}`,
		lines: isLoading ? [safe`Opening the conversation.`] : chatLines(world),
		cursor: undefined,
	};
}

/** Whose conversation, and the last thing that was said in it. */
function chatLines(world: PlainWorld): readonly Safe[] {
	const conversation = shownOpening(world.state.chat)?.conversation;
	const last = conversation?.turns.at(-1);
	if (conversation === undefined || last === undefined) {
		return [safe`Chat: a new conversation. Type a question, enter sends it.`];
	}

	const count = clean(countText(conversation.turns.length, 'question'));
	const title = clean(conversation.title, {maxCharacters: 200});
	return [safe`Chat: ${title}, ${count}.`, ...questionLines(last), ...answerLines(last, world)];
}

function questionLines({question}: Turn): readonly Safe[] {
	return cleanLines(question.content.trim(), longestText).map((line, index) =>
		index === 0 ? safe`you: ${line}` : line,
	);
}

/** Its words without their marks where who reads Markdown is there. */
function answerLines({answer, attempts}: Turn, {profile}: PlainWorld): readonly Safe[] {
	const {glyphs} = profile;
	const answered = attempts.at(-1);
	const reader = lateReader.get();
	const words =
		reader === undefined
			? cleanLines(answer.content.trim(), longestText)
			: markdownLines(reader.parseMarkdown(answer.content), {columns, glyphs}).map(plainLine);
	return [
		...words.filter(text => text.trim() !== ''),
		...(answered === undefined ? [] : [joinSafe(answeredFacts(answered, glyphs), safe`, `)]),
	];
}

function listCursor({state, screen}: PlainWorld): PlainPlace['cursor'] {
	const rows = chatRows(state.chat, screen.chat);
	const index = chatRowUnderCursor(rows, state.chat, screen.chat);
	const row = rows[index];
	if (row === undefined) {
		return undefined;
	}

	const title = (row.kind === 'kept' ? row.summary.title : row.text) ?? '';
	const text = clean(title.trim() === '' ? 'a new conversation' : title, {maxCharacters: 200});
	return {key: `${index} ${title}`, text: safe`${index + 1} of ${rows.length}. ${text}`};
}

function turnCursor(world: PlainWorld): PlainPlace['cursor'] {
	const {state, screen} = world;
	const turns = shownOpening(state.chat)?.conversation?.turns ?? [];
	const chosen = turns.findIndex(({id}) => id === screen.chat.turn);
	const index = chosen === -1 ? turns.length - 1 : chosen;
	const turn = turns[index];
	if (turn === undefined) {
		return undefined;
	}

	const question = clean(turn.question.content.trim().replaceAll(/\s+/g, ' '), longestText);
	const answer = clean(turn.answer.content.trim().replaceAll(/\s+/g, ' '), longestText);
	const text = safe`${index + 1} of ${turns.length}. you: ${question}. Answer: ${answer}`;
	return {key: turn.id, text};
}

export function plainChat({state}: PlainWorld): PlainChat {
	return {shown: state.chat.shown, said: saidInShown(state.chat)};
}

/** What came since then: who does what with a question, what broke off, and each answer when it is whole. */
export function chatChanges(before: PlainChat, now: PlainChat, world: PlainWorld): readonly Safe[] {
	if (before.said === now.said || before.shown !== now.shown || world.screen.tab !== 'chat') {
		return [];
	}

	const known = new Map(before.said.map(one => [one.id, one]));
	const ids = new Set(now.said.map(({id}) => id));
	// Turns come also with a conversation that is opened: then nothing was asked that is over.
	const isAnswered = before.said.some(({kind, id}) => kind === 'asked' && !ids.has(id));
	return now.said.flatMap(one => {
		const old = known.get(one.id);
		if (one.kind === 'asked') {
			return askedChanges(old?.kind === 'asked' ? old.asked : undefined, one.asked);
		}

		return one.kind === 'turn' && old === undefined && isAnswered
			? answerLines(one.turn, world)
			: [];
	});
}

function askedChanges(before: AskedTurn | undefined, now: AskedTurn): readonly Safe[] {
	const broken = now.broken
		.slice(before?.broken.length ?? 0)
		.map(attempt =>
			brokenAttemptText(attempt, now.phase.state === 'failed' ? 'none' : 'elsewhere'),
		);
	const isNew = before === undefined || phaseOf(before) !== phaseOf(now);
	return isNew ? [...broken, ...phaseLines(now)] : broken;
}

function phaseOf({phase}: AskedTurn): string {
	return phase.state === 'waiting' ? `${phase.node} ${phase.phase}` : phase.state;
}

function phaseLines({phase, decision}: AskedTurn): readonly Safe[] {
	switch (phase.state) {
		case 'queued':
			return [safe`next in queue`];
		case 'waiting': {
			const about = {model: decision?.model ?? 'the model', elapsedMs: 0};
			const text = waitingText(phase.phase, {...about, node: phase.node, aboutMs: phase.aboutMs});
			return [clean(text, longestText)];
		}

		case 'streaming':
			return [safe`${clean(phase.node, {maxCharacters: 80})} answers`];
		case 'failed':
			return [unansweredText(phase.outcome, decision)];
		default:
			return [];
	}
}
