import {assertNever} from '../domain/assert-never.ts';
import type {Effect} from '../domain/effect.ts';
import type {ScreenEvent} from '../domain/event.ts';
import {type Click = {readonly target: ClickedRow; readonly atMs: number};

/** It puts the cursor there; a second one on the same row does what `enter` does. */
function clickRow(state: Screened, click: Click, live: State): Reduction {
	const {screen} = state;
	const before = screen.lastClick;
	const isSecond =
		before !== undefined &&
		isSameRow(before.target, click.target) &&
		click.atMs - before.atMs <= doubleClickMs;
	const lastClick = isSecond ? undefined : click;
	const there = withCursorOn(state, click.target);
	const next = {...there, screen: {...(there.screen ?? screen), lastClick}};
	return isSecond
		? act(next, {action: 'open', contexts: keyContexts(next.screen)}, live)
		: [next, []];
}

/** Rows of what needs a hand are there whatever the filter of nodes shows. */
function withCursorOn(state: Screened, target: ClickedRow): State {
	const {screen} = state;
	if (target.kind === 'entry') {
		return withScreen(state, {...screen, events: {...screen.events, cursor: target.id}});
	}

	const filter = filterThatShows(state, target.node);
	return withNodesScreen(state, screen, {cursor: target.node, focus: 'list', filter});
}

function isSameRow(one: ClickedRow, other: ClickedRow): boolean {
	return one.kind === 'node'
		? other.kind === 'node' && one.node === other.node
		: other.kind === 'entry' && one.id === other.id;
}

/** As the keys that move do, row by row; over the detail as if it had the keys. */
function wheel(
	state: Screened,
	{rows, over}: Extract<MouseEvent, {type: 'mouse/wheeled'}>,
	live: State,
): Reduction {
	const {focus} = state.screen.nodes;
	const action = rows > 0 ? 'moveDown' : 'moveUp';
	const effects: Effect[] = [];
	let next = withFocus(state, over);
	for (let row = 0; row < Math.abs(rows); row += 1) {
		const [moved, asked] = act(next, {action, contexts: keyContexts(next.screen)}, live);
		next = {...moved, screen: moved.screen ?? next.screen};
		effects.push(...asked);
	}

	return [withFocus(next, focus), effects];
}

function withFocus(state: Screened, focus: 'list' | 'detail'): Screened {
	const next = withNodesScreen(state, state.screen, {focus});
	return {...next, screen: next.screen ?? state.screen};
}
