import {hasEnded} from '../rules/change-verdict.ts';
import {hintsFor} from '../rules/keymap.ts';
import type {ActionName} from '../rules/keys/binding.ts';
import {isOfHiddenList} from './hidden-list.ts';
import type {JobEntry} from './job-row.ts';
import {areHeld, rowUnderCursor, targetsUnder} from './job-rows.ts';
import {asHint, joined, type KeyWords} from './key-lines.ts';
import {remember} from './remember.ts';
import {initialScreen, type ScreenState} from './screen-state.ts';
import type {State} from './state.ts';
import {wayBack, wayBackWord} from './way-back.ts';

/** What the line of speech hints at in the tab of jobs: only what has something to do. */
export function jobHints(state: State): readonly KeyWords[] {
	const {screen = initialScreen} = state;
	const under = rowUnderCursor(state);
	const isUnfolded = under?.kind === 'task' || (under?.kind === 'array' && under.isOpen);
	const hints = hintsIn(screen, muteActions(state, under).join(separator), isUnfolded);
	return areHeld(targetsUnder(state)) ? releasing(hints) : hints;
}

const separator = ' ';
const needARow = ['moveUp', 'moveDown'] as const;
const needAJob = ['why', 'log'] as const;
const needOneThatStands = ['cancelJob', 'holdJob', 'setTimeLimit'] as const;

/** What would do nothing to the row under the cursor, or to those that are marked. One that has ended can be run again. */
function muteActions(state: State, under: JobEntry | undefined): readonly ActionName[] {
	const hasJob = under !== undefined && !under.isGone;
	const targets = targetsUnder(state);
	const isOneLeft = targets.some(({jobs}) => !jobs.every(hasEnded));
	return [
		...(under === undefined ? needARow : []),
		...(hasJob ? [] : needAJob),
		...(hasJob && under.kind !== 'job' ? [] : (['unfold'] as const)),
		...(targets.length > 0 ? [] : (['requeueJob'] as const)),
		...(isOneLeft ? [] : needOneThatStands),
		...(state.paused === undefined ? (['pause'] as const) : []),
	];
}

const hintsIn = remember(
	(screen: ScreenState, muteNames: string, isUnfolded: boolean): readonly KeyWords[] => {
		const {jobs} = screen;
		const way = wayBack(jobs);
		const mute: ReadonlySet<string> = new Set(muteNames.split(separator));
		const isOfUse: Partial<Record<ActionName, boolean>> = {
			...{moveUp: !jobs.isOpen, moveDown: !jobs.isOpen},
			...{back: way !== undefined, toggleMouse: !screen.isMouseOurs},
		};
		const words: Partial<Record<ActionName, string>> = {
			unfold: isUnfolded ? 'fold' : 'unfold',
			back: wayBackWord(way),
		};
		const hints = hintsFor(['jobs', 'everywhere'])
			.filter(({action}) => !mute.has(action))
			.filter(({action}) => isOfUse[action] ?? !isOfHiddenList(screen, action));
		const isMinor: Partial<Record<ActionName, boolean>> = {
			...{moveUp: true, moveDown: true, submitJob: true},
			// Who has typed one knows how.
			filter: way === 'marks' || way === 'filter',
		};
		return joined(
			hints.map(hint => ({
				...asHint(hint),
				words: words[hint.action] ?? asHint(hint).words,
				...(isMinor[hint.action] === true ? {isMinor: true as const} : {}),
			})),
		);
	},
);

/** What lets it go comes before what there is no room for. */
const releasing = remember((hints: readonly KeyWords[]): readonly KeyWords[] => {
	const release = hints
		.filter(({keys}) => keys.includes('H'))
		.map(({keys}) => ({keys, words: 'release'}));
	const others = hints.filter(({keys}) => !keys.includes('H'));
	const place = others.findIndex(({keys}) => keys.includes('/'));
	return others.toSpliced(Math.max(0, place), 0, ...release);
});
