import {plainHeader} from '../components/plain-lines.ts';
import {assertNever} from '../domain/assert-never.ts';
import {endOfWhole, type LogRow, rowsFrom} from '../store/log-lines.ts';
import {seenLog} from '../store/log-tab.ts';
import type {LineInput, ScreenState} from '../store/screen-state.ts';
import {shownNodes, worstFirst} from '../store/selectors.ts';
import {heldReading, type NodeState, type State} from '../store/state.ts';
import {longestUnderWay, placeOf, restOf} from '../store/under-way.ts';
import {configProblemText} from '../theme/config-problem-text.ts';
import {leftOutText, remarkText} from '../theme/log-text.ts';
import {noticeText} from '../theme/notice-text.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {underWayText} from '../theme/under-way-text.ts';
import {chatProblem} from './chat-problem.ts';
import {headerFacts, tabFacts} from './frame-facts.ts';
import {linePrompt} from './line-prompt.ts';
import {chatChanges, type PlainChat, plainChat} from './plain-chat.ts';
import {nodeSentence, plainPlace} from './plain-place.ts';
import type {PlainPlace, PlainWorld} from './plain-sight.ts';
import {type PlainTyping, plainTyping, typingChanges} from './plain-typing.ts';

/** What was said last, and what it was said of: each change is said once. */
export type Told = {
	/** Counts what was said. */
	readonly round: number;
	readonly lines: readonly Safe[];
	readonly state: State;
	/** How often all of it was asked for. */
	readonly asked: number;
	readonly memory: Memory;
};

type Memory = {
	readonly isOpened: boolean;
	readonly openedAtMs: number;
	/** By node, what of it would be worth a sentence when it is another. */
	readonly nodes: ReadonlyMap<string, string>;
	readonly place: PlainPlace;
	/** The place that was told last; undefined: none was. */
	readonly toldPlace: string | undefined;
	/** How the nodes are shown, and how often they are asked. */
	readonly view: Safe;
	readonly speech: Safe;
	readonly typing: PlainTyping | undefined;
	readonly logEnd: number;
	readonly chat: PlainChat;
};

/** Nodes that are told one by one; of a larger rack, or when all change at once, the others are counted. */
const mostNodes = 12;
const mostLogRows = 30;
/** Whoever has not answered by then is told when it does. */
const patienceMs = 5000;

/** What is to be said now; the same object where there is nothing new to look at. */
export function tell(before: Told | undefined, world: PlainWorld, asked: number): Told {
	const {state} = world;
	if (before?.state === state && before.asked === asked) {
		return before;
	}

	const memory = memoryOf(before?.memory, world);
	const lines =
		before === undefined
			? [safe`clusterdeck. Press question mark for the keys, q to quit.`]
			: memory.isOpened && (!before.memory.isOpened || before.asked !== asked)
				? wholeLines(world, memory, before.asked === asked ? before.memory : undefined)
				: changes(before.memory, memory, world);
	return lines.length === 0 && before !== undefined
		? {...before, state, asked, memory}
		: {round: (before?.round ?? 0) + 1, lines, state, asked, memory};
}

function memoryOf(before: Memory | undefined, world: PlainWorld): Memory {
	const {state, screen} = world;
	const openedAtMs = before?.openedAtMs ?? state.clock.atMs;
	const enabled = state.nodes.filter(({config}) => config.isEnabled);
	const isReady = enabled.length > 0 && enabled.every(isSettled);
	const isLate = enabled.length > 0 && state.clock.atMs - openedAtMs > patienceMs;
	// The first thing that is said is how to get help.
	const isOpened = before !== undefined && (before.isOpened || isReady || isLate);
	const place = plainPlace(world);
	return {
		isOpened,
		openedAtMs,
		nodes: new Map(state.nodes.map(node => [node.config.name, matterOf(node)])),
		place,
		toldPlace:
			before !== undefined && isTold(before, isOpened, place) ? place.key : before?.toldPlace,
		view: viewText(world),
		speech: speechText(world),
		typing: plainTyping(world),
		chat: plainChat(world),
		logEnd: seenLog(screen) === undefined || state.log === undefined ? 0 : endOfWhole(state.log),
	};
}

/** What is told as a whole tells also where one is. */
function isTold(before: Memory, isOpened: boolean, {key}: PlainPlace): boolean {
	return before.place.key !== key || before.isOpened !== isOpened;
}

/** It has said how it is, or why it does not. */
function isSettled({connection, health, reading}: NodeState): boolean {
	return reading.state === 'fresh'
		? reading.value.figures.cpu.loadFraction !== undefined
		: health !== 'unknown' || 'failure' in connection;
}

/** What values do to it every second is not news; its health and why are. */
function matterOf(node: NodeState): string {
	const {health, healthReasons, connection} = node;
	const reasons = healthReasons.map(({measure, subject}) => `${measure} ${subject ?? ''}`);
	const why = 'failure' in connection ? connection.failure.kind : '';
	return [health, heldReading(node) === undefined ? why : '', ...reasons].join(' ');
}

/** The rack in words, the worst first, and where one is; of that nothing that was told while the rack was awaited. */
function wholeLines(world: PlainWorld, {place}: Memory, before?: Memory): readonly Safe[] {
	const {state} = world;
	const nodes = worstFirst(state);
	const more = nodes.length - mostNodes;
	return [
		plainHeader(headerFacts(state)),
		...nodes.slice(0, mostNodes).map(node => nodeSentence(node, world)),
		...(more > 0 ? [safe`And ${more} more. j and k go through them.`] : []),
		...(place.key.startsWith('list') || place.key === before?.toldPlace ? [] : place.lines),
	];
}

function changes(before: Memory, now: Memory, world: PlainWorld): readonly Safe[] {
	const isNewLine = before.typing?.purpose !== now.typing?.purpose;
	const typed = typingChanges(before.typing, now.typing);
	const spoken = before.speech === now.speech || now.speech === '' ? [] : [now.speech];
	return [
		// What to do comes before what is there, and what was typed before what came of it.
		...(isNewLine ? [...spoken, ...typed] : typed),
		...(before.isOpened ? nodeChanges(before, now, world) : []),
		...placeChanges(before.place, now.place),
		...logChanges(before, now, world),
		...chatChanges(before.chat, now.chat, world),
		...(before.view === now.view || now.view === '' ? [] : [now.view]),
		...(isNewLine ? [] : spoken),
	];
}

function nodeChanges(before: Memory, now: Memory, world: PlainWorld): readonly Safe[] {
	const changed = shownNodes(world.state).filter(({config: {name}}) => {
		const matter = before.nodes.get(name);
		return matter !== undefined && matter !== now.nodes.get(name);
	});
	const more = changed.length - mostNodes;
	return [
		...changed.slice(0, mostNodes).map(node => nodeSentence(node, world)),
		...(more > 0 ? [safe`And ${more} more have changed.`] : []),
	];
}

function placeChanges(before: PlainPlace, now: PlainPlace): readonly Safe[] {
	const isMoved = now.cursor !== undefined && now.cursor.key !== before.cursor?.key;
	return [
		...(before.key === now.key ? [] : now.lines),
		...(isMoved && now.cursor !== undefined ? [now.cursor.text] : []),
	];
}

/** What came while the log is followed, and the line that one has gone to. */
function logChanges(before: Memory, now: Memory, {state, screen}: PlainWorld): readonly Safe[] {
	const {log} = state;
	const seen = seenLog(screen);
	if (log === undefined || seen === undefined) {
		return [];
	}

	const isNew = before.place.key !== now.place.key;
	const {top} = seen;
	const from = isNew || top !== undefined ? now.logEnd - mostLogRows : before.logEnd;
	const first = Math.max(top ?? from, now.logEnd - mostLogRows, log.droppedLines);
	const isSame = !isNew && now.logEnd === before.logEnd;
	return isSame || top !== undefined
		? []
		: rowsFrom(log, first, Math.min(mostLogRows, now.logEnd - first)).map(rowText);
}

function rowText(row: LogRow): Safe {
	switch (row.kind) {
		case 'line':
			return clean(row.text, {maxCharacters: 500});
		case 'leftOut':
			return leftOutText(row.count);
		case 'remark':
			return remarkText(row.remark, row.times);
		default:
			return assertNever(row);
	}
}

/** `sorted by cpu, 2 marked, paused` */
function viewText({state, screen}: PlainWorld): Safe {
	const {sort: ofNodes, jobs, models, ...facts} = tabFacts(state, screen);
	const {metric, isHeld, marked, intervalMs} = facts;
	const sort = ofNodes ?? jobs?.sort ?? models?.sort;
	const isUsual = models === undefined ? sort === 'health' || sort === 'mine' : sort === 'name';
	const words = [
		...(sort === undefined || isUsual ? [] : [`sorted by ${sort}`]),
		...(metric === undefined ? [] : [`grid of ${metric}`]),
		...(isHeld ? ['order held'] : []),
		...(marked > 0 ? [`${marked} marked`] : []),
		...(state.paused === undefined ? [] : ['paused']),
		...(intervalMs === undefined || screen.tab === 'chat'
			? []
			: [`every ${intervalMs / 1000} seconds`]),
	];
	return clean(words.join(', '));
}

/** What is told for a while, what is asked for, and what is wrong with it. */
function speechText({state, screen, profile}: PlainWorld): Safe {
	const {line, toast} = screen;
	if (line !== undefined) {
		const what = lineName(screen);
		return line.problem === undefined
			? safe`${what}: type it. Enter takes it, escape leaves.${wordsHint(line)}`
			: clean(line.problem, {maxCharacters: 500});
	}

	const misfit = screen.tab === 'chat' ? chatProblem(screen.chat) : undefined;
	if (misfit !== undefined) {
		return misfit;
	}

	if (toast?.what.kind === 'notice') {
		return noticeText(toast.what.notice, safe`,`);
	}

	const asked = longestUnderWay(state);
	if (asked !== undefined) {
		const {argv} = asked;
		const command = {argv, place: placeOf(state, asked), waitMs: 0, rest: restOf(asked)};
		return underWayText(command, 500, profile.glyphs);
	}

	const [problem] = state.configProblems;
	return problem === undefined ? safe`` : clean(configProblemText(problem));
}

/** What stands before that which is typed, in words. */
function lineName(screen: ScreenState): Safe {
	const prompt = linePrompt(screen);
	const names: Readonly<Record<string, Safe>> = {':': safe`Command`, '/': safe`Search`};
	return names[prompt] ?? clean(prompt.replace(/[:=]\s*$/, ''));
}

function wordsHint({purpose}: LineInput): Safe {
	return purpose === 'command'
		? safe` Down and up go through the words that fit, tab takes one.`
		: safe``;
}
