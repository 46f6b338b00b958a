import {Box} from 'ink';
import {completionLines, widestWord} from '../components/completion-lines.ts';
import {Panel} from '../components/Panel.tsx';
import {type ScrollWindow, scrollWindow} from '../components/scroll-window.ts';
import {useKept} from '../hooks/use-kept.ts';
import {type Completions, completions} from '../store/completions.ts';
import type {ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, safe} from '../theme/safe.ts';
import {widthOf} from '../theme/width.ts';
import {completionRow} from './completion-row.ts';

type CompletionViewProps = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly profile: Profile;
};

/** What could be typed next, over the last rows of the body. */
export function CompletionView({state, screen, profile}: CompletionViewProps) {
	const {columns} = screen.size;
	const proposed = completions(state);
	const {top} = useKept<ScrollWindow>(before => completionWindow(proposed, before));
	const shown = proposed.words.slice(top, top + mostRows);
	if (shown.length === 0) {
		return null;
	}

	const rows = shown.length + 1;
	const list = {
		rows: shown.map(word => completionRow(word, state, profile.glyphs)),
		choice: proposed.choice - top,
		column: columnOf(screen.line?.text ?? '', proposed.start),
		wordColumns: widestWord(proposed.words.map(({text}) => text)),
	};
	return (
		<Box position="absolute" top={screen.size.rows - 1 - rows} left={0}>
			<Panel
				what={safe`completion`}
				rows={rows}
				columns={columns}
				profile={profile}
				compose={() => completionLines(list, columns, profile)}
			/>
		</Box>
	);
}

const mostRows = 8;

function completionWindow(
	{words, choice}: Completions,
	before: ScrollWindow | undefined,
): ScrollWindow {
	const list = {count: words.length, rows: mostRows, cursor: undefined, index: choice};
	return scrollWindow(list, before);
}

/** Behind the margin and the colon. */
function columnOf(text: string, start: number): number {
	return 2 + widthOf(clean(text.slice(0, start)));
}
