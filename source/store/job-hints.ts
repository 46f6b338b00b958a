import {hintsFor} from '../rules/keymap.ts';
import type {ActionName} from '../rules/keys/binding.ts';
import {isOfHiddenList} from './hidden-list.ts';
import {areHeld, rowUnderCursor, targetsUnder} from './job-rows.ts';
import {asHint, joined, type KeyWords} from './key-lines.ts';
import {remember} from './remember.ts';
import {initialScreen, type ScreenState} from './screen-state.ts';
import type {State} from './state.ts';
import {wayBack} from './way-back.ts';

/** What the line of speech hints at in the tab of jobs. */
export function jobHints(state: State): readonly KeyWords[] {
	const {screen = initialScreen, paused} = state;
	const under = rowUnderCursor(state);
	const isUnfolded = under?.kind === 'task' || (under?.kind === 'array' && under.isOpen);
	const fold = under === undefined ? 'none' : isUnfolded ? 'open' : 'closed';
	const hints = hintsIn(screen, fold, paused !== undefined);
	return areHeld(targetsUnder(state)) ? releasing(hints) : hints;
}

/** They need a job that is shown. */
const ofJob: ReadonlySet<ActionName> = new Set([
	...(['unfold', 'why', 'log', 'cancelJob', 'holdJob', 'requeueJob', 'setTimeLimit'] as const),
]);

const hintsIn = remember(
	(
		screen: ScreenState,
		fold: 'none' | 'open' | 'closed',
		isPaused: boolean,
	): readonly KeyWords[] => {
		const {jobs} = screen;
		const way = wayBack(jobs);
		const hasJob = fold !== 'none';
		const isMoving = hasJob && !jobs.isOpen;
		const isOfUse: Partial<Record<ActionName, boolean>> = {
			...{moveUp: isMoving, moveDown: isMoving},
			...{back: way !== undefined, pause: isPaused, toggleMouse: !screen.isMouseOurs},
		};
		const words: Partial<Record<ActionName, string>> = {
			unfold: fold === 'open' ? 'fold' : 'unfold',
			back: way === 'marks' ? 'lets marks go' : way === 'filter' ? 'clears the filter' : 'back',
		};
		const hints = hintsFor(['jobs', 'everywhere'])
			.filter(({action}) => hasJob || !ofJob.has(action))
			.filter(({action}) => isOfUse[action] ?? !isOfHiddenList(screen, action));
		return joined(
			hints.map(hint => ({...asHint(hint), words: words[hint.action] ?? asHint(hint).words})),
		);
	},
);

const releasing = remember((hints: readonly KeyWords[]): readonly KeyWords[] =>
	hints.map(hint => (hint.keys.includes('H') ? {...hint, words: 'release'} : hint)),
);
