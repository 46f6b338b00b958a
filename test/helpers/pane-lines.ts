import type {State} from '../../source/store/state.ts';
import type {Profile} from '../../source/theme/profile.ts';
import {clean} from '../../source/theme/safe.ts';
import {widthOf} from '../../source/theme/width.ts';
import {scrolledChatPane} from '../../source/views/chat-pane.ts';
import type {PaneSight} from '../../source/views/chat-sight.ts';
import type {PaneContent} from '../../source/views/scrolled-pane.ts';
import {colourless, textOf} from './frame.tsx';

export type PaneSize = {
	readonly columns: number;
	readonly rows?: number;
	readonly profile?: Profile;
};

export function sightOf(
	state: State,
	{columns, rows = 40, profile = colourless}: PaneSize,
): PaneSight {
	const {screen} = state;
	if (screen === undefined) {
		throw new Error('a scene has a screen');
	}

	return {state, screen, room: {columns, rows}, profile};
}

/** The words of what is seen of a pane. */
export function paneText(
	pane: (sight: PaneSight) => PaneContent,
	state: State,
	size: PaneSize,
): readonly string[] {
	const sight = sightOf(state, size);
	return scrolledChatPane(pane(sight), sight.screen.chat.paneCursor, sight).lines.map(textOf);
}

/** Whether nothing in lines acts on a terminal or hides, and none is wider than it may be. */
export function areInert(lines: readonly string[], columns: number): boolean {
	return lines.every(
		line => !/[\p{Cc}\p{Bidi_Control}\u2028]/u.test(line) && widthOf(clean(line)) < columns,
	);
}
