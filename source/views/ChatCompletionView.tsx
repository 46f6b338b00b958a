import {Box} from 'ink';
import {completionLines, widestWord} from '../components/completion-lines.ts';
import {Panel} from '../components/Panel.tsx';
import {type ScrollWindow, scrollWindow} from '../components/scroll-window.ts';
import {chatColumns} from '../domain/chat-layout.ts';
import {useKept} from '../hooks/use-kept.ts';
import {chatCompletions} from '../store/chat-completions.ts';
import {clean, safe} from '../theme/safe.ts';
import {widthOf} from '../theme/width.ts';
import type {PaneSight} from './chat-sight.ts';

const mostRows = 8;

/** What could be typed next, over the last rows of what was said. */
export function ChatCompletionView({state, screen, room, profile}: PaneSight) {
	const {start, completions} = chatCompletions(state);
	const {draft, choice} = screen.chat;
	const index = choice ?? 0;
	const rows = Math.min(mostRows, room.rows - 1);
	const {top} = useKept<ScrollWindow>(before =>
		scrollWindow({count: completions.length, rows, cursor: undefined, index}, before),
	);
	const shown = completions.slice(top, top + rows);
	if (shown.length === 0) {
		return null;
	}

	const {textColumn, listColumns} = chatColumns(screen.size);
	const list = {
		rows: shown.map(({label, words}) => ({text: label, beside: clean(words), health: undefined})),
		choice: index - top,
		column: textColumn - listColumns + widthOf(clean(draft.text.slice(0, start))),
		wordColumns: widestWord(completions.map(({label}) => label)),
		out: {above: top, below: completions.length - top - shown.length},
	};
	return (
		<Box position="absolute" top={room.rows - shown.length - 1} left={0}>
			<Panel
				what={safe`completion`}
				rows={shown.length + 1}
				columns={room.columns}
				profile={profile}
				compose={() => completionLines(list, room.columns, profile)}
			/>
		</Box>
	);
}
