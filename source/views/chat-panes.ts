import {assertNever} from '../domain/assert-never.ts';
import type {ScreenState} from '../store/screen-state.ts';
import {comparePicture, type PaneReading} from './chat-compare.ts';
import {chatFoundPicture} from './chat-found.ts';
import {chatHelpPane} from './chat-help.ts';
import {type PanePicture, scrolledChatPane} from './chat-pane.ts';
import type {PaneSight} from './chat-sight.ts';
import {chatStatsPane} from './chat-stats.ts';
import {chatWhyPane} from './chat-why.ts';

export type ChatPane = NonNullable<ScreenState['chat']['pane']>;

/** What covers what was said. */
export function panePicture(pane: ChatPane, sight: PaneSight, reading: PaneReading): PanePicture {
	const {paneCursor} = sight.screen.chat;
	switch (pane) {
		case 'why':
			return scrolledChatPane(chatWhyPane(sight), paneCursor, sight);
		case 'stats':
			return scrolledChatPane(chatStatsPane(sight), paneCursor, sight);
		case 'help':
			return scrolledChatPane(chatHelpPane(sight), paneCursor, sight);
		case 'compare':
			return comparePicture(sight, reading);
		case 'found':
			return chatFoundPicture(sight);
		default:
			return assertNever(pane);
	}
}
