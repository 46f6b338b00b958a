import {chatHelpLines} from '../components/chat-help-lines.ts';
import {chatHelp} from '../store/chat-help.ts';
import {safe} from '../theme/safe.ts';
import {isAiry} from './chat-pane.ts';
import type {PaneSight} from './chat-sight.ts';
import type {PaneContent} from './scrolled-pane.ts';

/** What can be typed behind a slash. */
export function chatHelpPane({screen, room, profile}: PaneSight): PaneContent {
	const words = chatHelp(screen.chat.helpAbout);
	return {
		head: {title: {text: safe`commands`, isStrong: true}, facts: []},
		lines: chatHelpLines(words, {columns: room.columns, isAiry: isAiry(room)}, profile.glyphs),
	};
}
