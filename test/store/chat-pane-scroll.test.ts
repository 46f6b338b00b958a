import {expect, it} from 'vitest';
import type {Event} from '../../source/domain/event.ts';
import type {ChatScreen} from '../../source/store/chat-screen.ts';
import {reduce} from '../../source/store/reducer.ts';
import type {State} from '../../source/store/state.ts';
import {chatScene} from '../helpers/chat-scenes.ts';

/** Ten lines of it are above, thirty below. */
function after(screen: Partial<ChatScreen>, ...events: readonly Event[]): ChatScreen | undefined {
	const drawn = {top: 10, linesBelow: 30};
	const state: State = chatScene({screen: {drawn, paneCursor: drawn.top, ...screen}});
	return events.reduce((before, event) => reduce(before, event)[0], state).screen?.chat;
}

function key(name: string): Event {
	return {type: 'key/pressed', key: name, atMs: 0};
}

const wheel: Event = {type: 'mouse/wheeled', rows: 3, over: 'list', atMs: 0};

it('the lines of a pane are moved no further than they go', () => {
	expect(after({pane: 'why'}, key('j'), key('j'))?.paneCursor).toBe(12);
	expect(after({pane: 'help'}, key('G'))?.paneCursor).toBe(40);
	expect(after({pane: 'stats'}, key('G'), key('k'))?.paneCursor).toBe(39);
	expect(after({pane: 'stats'}, key('g'), key('k'))?.paneCursor).toBe(0);
});

it('a wheel turns what covers the transcript, not the transcript', () => {
	const why = after({pane: 'why', scroll: {kind: 'end'}}, wheel);
	expect(why).toMatchObject({paneCursor: 13, scroll: {kind: 'end'}});
	expect(after({pane: 'compare', paneCursor: 0}, wheel)).toMatchObject({
		...{paneCursor: 0, scroll: {kind: 'line', top: 13}},
	});
});

it('pages turn over long answers that are compared, and the cursor goes from one to the next', () => {
	const screen: Partial<ChatScreen> = {
		...{pane: 'compare', paneCursor: 0},
		comparison: {
			...{chat: 0, comparison: 1},
			answers: [1, 2].map(asking => ({
				...{asking, model: undefined, node: undefined, turn: undefined},
			})),
		},
	};
	expect(after(screen, key('pagedown'))).toMatchObject({
		...{paneCursor: 0, scroll: {kind: 'line', top: 27}},
	});
	expect(after(screen, key('j'))).toMatchObject({paneCursor: 1, scroll: {kind: 'turn'}});
	expect(after(screen, key('j'), key('esc'))).toMatchObject({
		...{pane: undefined, scroll: {kind: 'end'}},
	});
});
