import {renderToString} from 'ink';
import type {ScreenSize} from '../../source/domain/screen.ts';
import type {HistoryPoint} from '../../source/store/rings.ts';
import type {State} from '../../source/store/state.ts';
import type {ScreenLine} from '../../source/theme/piece.ts';
import {chooseProfile, type Profile} from '../../source/theme/profile.ts';
import {App} from '../../source/views/App.tsx';
import {FakeClock} from './fake-clock.ts';

const utf8 = {LANG: 'C.UTF-8', TERM: 'xterm'};

export const colourless: Profile = chooseProfile({...utf8, NO_COLOR: '1'}, {});
export const inColour: Profile = chooseProfile({...utf8, COLORTERM: 'truecolor'}, {});
export const onConsole: Profile = chooseProfile({LANG: 'C.UTF-8', TERM: 'linux'}, {});
export const inAscii: Profile = chooseProfile({...utf8, NO_COLOR: '1'}, {isAscii: true});

/** The words of a line, without its colours and trailing blanks. */
export function textOf({pieces}: ScreenLine): string {
	return pieces
		.map(({text}) => text)
		.join('')
		.trimEnd();
}

export type FrameParts = {
	readonly profile?: Profile;
	readonly history?: (node: string, name: string) => readonly HistoryPoint[];
};

/** The lines of the whole screen as the terminal gets them, with their colours. */
export function rawFrame(state: State, size: ScreenSize, parts: FrameParts = {}): string[] {
	const sized = state.screen === undefined ? state : {...state, screen: {...state.screen, size}};
	const store = {
		getState: () => sized,
		subscribe: () => () => undefined,
		dispatch: () => undefined,
		history: parts.history ?? (() => []),
	};
	const frame = renderToString(
		<App store={store} profile={parts.profile ?? colourless} clock={new FakeClock()} />,
		{columns: size.columns},
	);
	return frame.split('\n');
}

/** The same without colours and trailing blanks. */
export function frameOf(state: State, size: ScreenSize, parts: FrameParts = {}): string[] {
	return rawFrame(state, size, parts).map(line => stripSgr(line).trimEnd());
}

const escapeCharacter = '\u001b';
const sgr = new RegExp(`${escapeCharacter}\\[[\\d;:]*m`, 'g');

/** Colours and weights only: any other control of a terminal stays, to be seen. */
export function stripSgr(text: string): string {
	return text.replace(sgr, '');
}
