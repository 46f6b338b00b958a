import {describe, expect, it} from 'vitest';
import type {ChatList} from '../../source/domain/chat-event.ts';
import type {ConversationSummary} from '../../source/domain/conversation.ts';
import type {Loadable} from '../../source/domain/loadable.ts';
import {chatInLine, chatListLines, chatListWindow} from '../../source/views/chat-list.ts';
import {anAsking, type ChatScene, chatScene, streaming} from '../helpers/chat-scenes.ts';
import {opened} from '../helpers/chat-builders.ts';
import {inAscii, inColour, textOf} from '../helpers/frame.tsx';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {anOpening, aSummary} from '../helpers/open-chats.ts';
import {areInert, type PaneSize, sightOf} from '../helpers/pane-lines.ts';
import {leastCpuMs} from '../helpers/least-cpu.ts';

const now = chatScene({}).clock.wallMs;
const hour = 3_600_000;

/** Those of SCREENS. */
const arrays = aSummary('a', {title: 'Slurm arrays', changedWallMs: now - 4000, turns: 2});
const redis = aSummary('b', {title: 'Redis eviction', changedWallMs: now - hour, turns: 12});
const cooling = aSummary('c', {title: 'Pi cooling', changedWallMs: now - 3 * hour});

const narrow = {columns: 28, rows: 20};
const whole = {columns: 80, rows: 20};

function listOf(...chats: readonly ConversationSummary[]): Loadable<ChatList> {
	return {state: 'fresh', value: {chats, leftOut: 0}, atMs: 0};
}

/** The first one is on the screen. */
function sceneOf(list: Loadable<ChatList>, scene: ChatScene = {}): ChatScene {
	const id = list.state === 'fresh' ? list.value.chats[0]?.id : undefined;
	const open = anOpening(1, id === undefined ? [] : [opened({id, wallMs: now})]);
	return {...scene, chat: {list, opened: [open], shown: 1, ...scene.chat}};
}

function drawn(list: Loadable<ChatList>, size: PaneSize, scene?: ChatScene): readonly string[] {
	return chatListLines(sightOf(chatScene(sceneOf(list, scene)), size)).map(textOf);
}

it('is drawn to the column of SCREENS while an answer streams', () => {
	const lines = drawn(listOf(arrays, redis, cooling), narrow, {asked: [streaming('', {chat: 1})]});
	expect(lines).toEqual([
		'     CHATS',
		expect.stringMatching(/^ › \S Slurm arrays {7}now$/),
		'     Redis eviction     1 h',
		'     Pi cooling         3 h',
	]);
});

it('tells where it has the whole width how long each is', () => {
	expect(drawn(listOf(arrays, redis, cooling), whole)).toMatchInlineSnapshot(`
		[
		  "     CHATS                                                         TURNS",
		  " ›   Slurm arrays                                                      2    now",
		  "     Redis eviction                                                   12    1 h",
		  "     Pi cooling                                                        1    3 h",
		]
	`);
});

it('gives the row under the cursor its look while it has the keys, and its head', () => {
	const scene = sceneOf(listOf(arrays, redis), {screen: {focus: 'list', listCursor: 'b'}});
	const lines = chatListLines(sightOf(chatScene(scene), {...narrow, profile: inColour}));
	expect(lines[0]?.pieces.at(-1)).toMatchObject({text: 'CHATS', isStrong: true, tone: 'accent'});
	expect(lines.map(({isUnderCursor}) => isUnderCursor === true)).toEqual([false, false, true]);
	expect(textOf(lines[2] ?? {pieces: []})).toMatch(/^ › {3}Redis/);
});

it('without colour the name under the cursor is inverse', () => {
	const scene = sceneOf(listOf(arrays), {screen: {focus: 'list'}});
	const [, row] = chatListLines(sightOf(chatScene(scene), narrow));
	expect(row?.pieces.find(({text}) => text === 'Slurm arrays')).toMatchObject({isInverse: true});
});

describe('beside a title it marks', () => {
	const markOf = (scene: ChatScene, summary = arrays) =>
		drawn(listOf(summary), narrow, scene)[1]?.[3];

	it('what waits and what nobody answered', () => {
		expect(markOf({asked: [anAsking({chat: 1, phase: {state: 'queued'}})]})).toBe('·');
		const outcome = {state: 'cancelled', attempts: []} as const;
		expect(markOf({asked: [anAsking({chat: 1, phase: {state: 'failed', outcome}})]})).toBe('✖');
	});

	it('what is damaged, and what was deleted just now', () => {
		expect(markOf({}, {...arrays, isDamaged: true})).toBe('!');
		expect(markOf({}, {...arrays, isDeleted: true})).toBe('✖');
	});
});

it('a new conversation stands first, with what was asked in it', () => {
	const nothing = anOpening(2, []);
	const scene = {chat: {opened: [nothing], shown: 2}};
	expect(drawn(listOf(arrays), whole, scene)[1]).toMatch(/^ › {3}new conversation$/);
	const asked = {...scene, asked: [anAsking({chat: 2, text: 'How do\nI?'})]};
	expect(drawn(listOf(arrays), whole, asked)[1]).toMatch(/^ › \S How do I\?$/);
});

it('does not say that nothing is kept over the first question, which is on its way', () => {
	const scene = {chat: {opened: [anOpening(2, [])], shown: 2}};
	const asked = {...scene, asked: [anAsking({chat: 2, text: 'How do I?'})]};
	expect(drawn(listOf(), whole, asked).join('\n')).not.toContain('Nothing is kept yet.');
});

it('says why there is nothing', () => {
	expect(drawn(listOf(), whole)).toContain('     Nothing is kept yet.');
	expect(drawn({state: 'loading'}, whole)).toContain('     reading the conversations');
	const failure = {kind: 'denied', where: '/state', reason: 'no access'} as const;
	expect(drawn({state: 'failed', failure}, whole).join('\n')).toContain('/state');
});

describe('of thousands', () => {
	const many = Array.from({length: 2000}, (_, index) =>
		aSummary(`c${index}`, {title: `About ${index}`}),
	);
	const list: Loadable<ChatList> = {state: 'fresh', value: {chats: many, leftOut: 300}, atMs: 0};

	it('those around the cursor are seen, and how many others there are', () => {
		const lines = drawn(list, narrow, {screen: {listCursor: 'c1000'}});
		expect(lines).toHaveLength(20);
		expect(lines[0]).toBe('     CHATS    ↑ 982 ↓ 1,299');
		expect(lines.at(-1)).toContain(' ›   About 1000');
	});

	it('only what is seen is drawn', () => {
		const state = chatScene(sceneOf(list, {screen: {listCursor: 'c1000'}}));
		let read = 0;
		const counted = many.map(summary => ({
			...summary,
			get title() {
				read += 1;
				return summary.title;
			},
		}));
		const value = {chats: counted, leftOut: 0};
		const chat = {...state.chat, list: {state: 'fresh', value, atMs: 0} as const};
		chatListLines(sightOf({...state, chat}, narrow));
		expect(read).toBe(19);
	});

	it('a row keeps its line while the cursor moves back, and is found under a click', () => {
		const at = (listCursor: string) =>
			sightOf(chatScene(sceneOf(list, {screen: {listCursor}})), narrow);
		const before = chatListWindow(at('c1000'), undefined);
		const {top} = chatListWindow(at('c995'), before);
		expect(top).toBe(before.top);
		expect(chatInLine(at('c995'), {line: 1, top})).toBe(`c${top}`);
		expect(chatInLine(at('c995'), {line: 0, top})).toBeUndefined();
	});
});

it('is drawn in ascii', () => {
	const lines = drawn(listOf(arrays, redis), whole, {asked: [anAsking({chat: 1})]});
	const ascii = drawn(listOf(arrays, redis), {...whole, profile: inAscii});
	expect(lines).toHaveLength(ascii.length);
	expect(ascii.join('\n')).toMatch(/^[\n -~]*$/);
});

it('keeps titles inert, and within the list', () => {
	const chats = hostileCorpus.map(({text}, index) => aSummary(`h${index}`, {title: text}));
	for (const columns of [28, 44, 80]) {
		const lines = drawn(listOf(...chats), {columns, rows: 1000});
		expect(lines.length).toBeGreaterThan(chats.length);
		expect(areInert(lines, columns)).toBe(true);
	}
});

it('a title of ten megabytes costs no more than what is seen of it', () => {
	const title = 'a \u6f22'.repeat(3_000_000);
	const draw = () => {
		const chats = Array.from({length: 40}, (_, index) => aSummary(`h${index}`, {title}));
		const state = chatScene(sceneOf(listOf(...chats)));
		return chatListLines(sightOf(state, {columns: 28, rows: 40}));
	};
	expect(leastCpuMs(draw, 3)).toBeLessThan(300);
});
