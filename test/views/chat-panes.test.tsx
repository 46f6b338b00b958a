import {beforeAll, expect, it} from 'vitest';
import type {ChatScreen} from '../../source/store/chat-screen.ts';
import {lateHighlighter, lateReader} from '../../source/views/chat-markdown.ts';
import {type ChatScene, chatScene, recordsOf, turnOf} from '../helpers/chat-scenes.ts';
import {frameOf} from '../helpers/frame.tsx';
import {aSummary} from '../helpers/open-chats.ts';

const small = {columns: 80, rows: 24};
const usual = {columns: 120, rows: 40};
const panes: ReadonlyArray<NonNullable<ChatScreen['pane']>> = [
	...(['why', 'stats', 'compare', 'found', 'help'] as const),
];

const title = {
	why: 'why gpu-02',
	stats: 'answers so far',
	compare: 'compared',
	found: 'found',
	help: 'commands',
};

beforeAll(async () => {
	await lateReader.load();
	await lateHighlighter.load();
});

function sceneOf(screen: Partial<ChatScreen>): ChatScene {
	const id = '20261122-155344-k3f9xa';
	return {
		records: recordsOf(turnOf('t1', ['why?', 'because'])),
		screen,
		chat: {
			list: {state: 'fresh', value: {chats: [aSummary(id, {title: 'why?'})], leftOut: 0}, atMs: 0},
		},
	};
}

it.each(panes)('the pane %s covers what was said, and neither the list nor what is typed', pane => {
	for (const size of [small, usual]) {
		const lines = frameOf(chatScene({...sceneOf({pane}), typed: 'a draft'}), size);
		expect(lines).toHaveLength(size.rows);
		const frame = lines.join('\n');
		expect(frame).toContain(`─── ${title[pane]} ─`);
		expect(frame).not.toContain('because');
		expect(frame).toContain('a draft');
		expect(frame.includes('CHATS')).toBe(size === usual);
	}
});

it('the list takes the place of what was said while it has the keys, where there is no room beside it', () => {
	const frame = frameOf(chatScene(sceneOf({focus: 'list'})), small);
	expect(frame.slice(2, 5)).toMatchInlineSnapshot(`
		[
		  "     CHATS                                                         TURNS",
		  " ›   why?                                                              1    now",
		  "",
		]
	`);
	expect(frame.join('\n')).not.toContain('because');
});
