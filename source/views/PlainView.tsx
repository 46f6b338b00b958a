import {Static} from 'ink';
import {useEffect} from 'react';
import {Guarded} from '../components/Guarded.tsx';
import {PlainLine} from '../components/Line.tsx';
import type {Clock} from '../domain/clock.ts';
import type {ScreenSize} from '../domain/screen.ts';
import {useKept} from '../hooks/use-kept.ts';
import {useKeys} from '../hooks/use-keys.ts';
import {useStoreState} from '../hooks/use-store.ts';
import type {Store} from '../store/create-store.ts';
import type {ScreenState} from '../store/screen-state.ts';
import type {State} from '../store/state.ts';
import {asPlain} from '../theme/plain-text.ts';
import type {Profile} from '../theme/profile.ts';
import {safe} from '../theme/safe.ts';
import {lateReader} from './chat-markdown.ts';
import {tell, type Told} from './plain-told.ts';

type PlainViewProps = {
	readonly store: Pick<Store, 'getState' | 'subscribe' | 'dispatch'>;
	readonly profile: Profile;
	readonly clock: Clock;
	/** Counts how often all of it was asked for. */
	readonly asked: number;
};

/** Pages have a height, and lines an end, however the terminal is: nothing of it is seen. */
const size: ScreenSize = {columns: 120, rows: 40};

/** The whole program for a screen reader: lines that are said once, one below the other. */
export function PlainView({store, profile, clock, asked}: PlainViewProps) {
	const state = useStoreState(store);
	useKeys(store.dispatch, clock);
	useEffect(() => {
		store.dispatch({type: 'screen/resized', size, atMs: clock.monotonicMs()});
	}, [store, clock]);
	const isChat = state.screen?.tab === 'chat';
	useEffect(() => {
		if (isChat) {
			lateReader.load().catch(() => undefined);
		}
	}, [isChat]);
	return state.screen === undefined ? null : (
		<Guarded
			what={safe`what there is to say`}
			rows={1}
			columns={size.columns}
			profile={asPlain(profile)}
			picture={<Said {...{state, profile, asked}} screen={state.screen} />}
		/>
	);
}

type SaidProps = {
	readonly state: State;
	readonly screen: ScreenState;
	readonly profile: Profile;
	readonly asked: number;
};

/** Each round has its own place below the last: what was said is kept nowhere. */
function Said({state, screen, profile: seen, asked}: SaidProps) {
	const profile = asPlain(seen);
	const {round, lines} = useKept<Told>(before => tell(before, {state, screen, profile}, asked));
	return (
		<Static key={round} items={[...lines]}>
			{(text, index) => <PlainLine key={index} {...{text, profile}} />}
		</Static>
	);
}
