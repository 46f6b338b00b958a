import {expect, it} from 'vitest';
import type {ChatHit} from '../../source/domain/chat-event.ts';
import type {Loadable} from '../../source/domain/loadable.ts';
import {chatFoundPicture} from '../../source/views/chat-found.ts';
import {chatScene} from '../helpers/chat-scenes.ts';
import {inAscii, inColour, textOf} from '../helpers/frame.tsx';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {areInert, type PaneSize, sightOf} from '../helpers/pane-lines.ts';

const now = chatScene({}).clock.wallMs;

function hitOf(id: string, [before, words, after]: readonly [string, string, string]): ChatHit {
	return {
		...{id, title: `About ${id}`, changedWallMs: now - 3 * 3_600_000, turn: 't1'},
		...{excerpt: `${before}${words}${after}`},
		...{from: before.length, to: before.length + words.length},
	};
}

function hitsOf(...value: readonly ChatHit[]): Loadable<readonly ChatHit[]> {
	return {state: 'fresh', value, atMs: 0};
}

const redis = hitOf('caches', [
	'There are many ways to keep what is asked for often: \nan LRU of your own, or ',
	'Redis',
	' with a policy that evicts what was not asked for longest, which is what most people take',
]);
const slurm = hitOf('arrays', ['why not ', 'redis', '?']);

function sight(found: Loadable<readonly ChatHit[]>, size: PaneSize, paneCursor = 0) {
	const search = {words: 'redis', found};
	return sightOf(chatScene({chat: {search}, screen: {pane: 'found', paneCursor}}), size);
}

function drawn(found: Loadable<readonly ChatHit[]>, size: PaneSize, cursor = 0) {
	return chatFoundPicture(sight(found, size, cursor)).lines.map(textOf);
}

it('shows under each conversation what was found, with as much around it as there is room for', () => {
	expect(drawn(hitsOf(redis, slurm), {columns: 80}, 1)).toMatchInlineSnapshot(`
		[
		  " ─── found "redis" ──────────────────────────────────────────── 2 conversations",
		  "",
		  "     About caches                                                           3 h",
		  "     …n LRU of your own, or Redis with a policy that evicts what was not asked…",
		  " ›   About arrays                                                           3 h",
		  "     why not redis?",
		]
	`);
	expect(drawn(hitsOf(redis, slurm), {columns: 120})[3]).toMatchInlineSnapshot(
		`"     … for often: an LRU of your own, or Redis with a policy that evicts what was not asked for longest, which is what…"`,
	);
});

it('the words are strong, and what is around them is dim', () => {
	const {lines} = chatFoundPicture(sight(hitsOf(slurm), {columns: 80, profile: inColour}));
	expect(lines[3]?.pieces.slice(1)).toEqual([
		{text: 'why not ', tone: 'dim'},
		{text: 'redis', isStrong: true},
		{text: '?', tone: 'dim'},
	]);
});

it('what was said just now is of now', () => {
	expect(drawn(hitsOf({...slurm, changedWallMs: now - 59_000}), {columns: 80})[2]).toMatch(/ now$/);
	expect(drawn(hitsOf({...slurm, changedWallMs: now - 61_000}), {columns: 80})[2]).toMatch(/ 1 m$/);
});

it('is drawn in ascii', () => {
	const lines = drawn(hitsOf(redis, slurm), {columns: 80, profile: inAscii});
	expect(lines.join('\n')).toMatch(/^[\n -~]*$/);
	expect(lines[3]).toMatch(/^ {5}~/);
});

it('shows the hits around the cursor, and says how many others there are', () => {
	const hits = hitsOf(
		...Array.from({length: 300}, (_, index) => hitOf(`h${index}`, ['', 'a', ''])),
	);
	const lines = drawn(hits, {columns: 80, rows: 10}, 201);
	expect(lines[0]).toContain('300 conversations · ↑ 198 ↓ 98 more');
	expect(lines.slice(2).filter((_, index) => index % 2 === 0)).toEqual([
		...[198, 199, 200].map(index => expect.stringContaining(`     About h${index}`)),
		expect.stringContaining(' ›   About h201'),
	]);
	expect(drawn(hits, {columns: 80, rows: 10}, 1000).at(-2)).toContain(' ›   About h299');
});

it('says why there is nothing', () => {
	const lineOf = (found: Loadable<readonly ChatHit[]>) => drawn(found, {columns: 80})[2]?.trim();

	expect(lineOf({state: 'loading'})).toBe('looking for "redis"');
	expect(lineOf(hitsOf())).toBe('Nothing matches "redis" in any conversation.');
	expect(
		lineOf({state: 'failed', failure: {kind: 'denied', where: '/x', reason: 'no access'}}),
	).toContain('/x');
	const never = sightOf(chatScene({}), {columns: 80});
	expect(chatFoundPicture(never).lines.map(textOf)[2]).toContain('/search');
});

it('keeps titles and what was said inert, wherever the words are in it', () => {
	for (const {text} of hostileCorpus) {
		const {length} = text;
		const [third, half] = [Math.floor(length / 3), Math.floor(length / 2)];
		const hit = {...hitOf('a', [text, '', '']), title: text};
		const hits = hitsOf({...hit, from: third, to: half}, {...hit, from: 0, to: length}, hit);
		for (const columns of [80, 120]) {
			expect(areInert(drawn(hits, {columns}), columns)).toBe(true);
		}
	}
});
