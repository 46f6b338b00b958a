import {hintsFor} from '../rules/keymap.ts';
import type {ActionName} from '../rules/keys/binding.ts';
import {isOfHiddenList} from './hidden-list.ts';
import {asHint, joined, type KeyWords} from './key-lines.ts';
import {isOver, isUndone, transfersOf} from './model-deeds.ts';
import type {ModelDialog} from './model-dialogs-state.ts';
import {columnNodes, modelUnderCursor} from './model-rows.ts';
import {modelUses} from './model-uses.ts';
import {deedUnderCursor} from './models-cursor.ts';
import {shownModelNodes} from '../domain/screen.ts';
import {initialScreen} from './screen-state.ts';
import type {State} from './state.ts';
import {wayBack, wayBackWord} from './way-back.ts';

/** What the line of speech hints at in the tab of models: only what has something to do. */
export function modelHints(state: State): readonly KeyWords[] {
	const {screen = initialScreen, paused} = state;
	const {models, size} = screen;
	const uses = modelUses(state);
	const isMoving = !models.isOpen && modelUnderCursor(state) !== undefined;
	const hasCells = isMoving && shownModelNodes(size) > 0 && columnNodes(state).length > 0;
	const way = wayBack(models) ?? (models.node === undefined ? undefined : 'focus');
	const isOfUse: Partial<Record<ActionName, boolean>> = {
		...uses,
		...{moveUp: isMoving, moveDown: isMoving, moveLeft: hasCells, moveRight: hasCells},
		open: uses.open === true && !models.isOpen,
		transfers: transfersOf(state).length > 0,
		...{back: way !== undefined, pause: paused !== undefined, toggleMouse: !screen.isMouseOurs},
	};
	const words: Partial<Record<ActionName, string>> = {
		back: wayBackWord(way),
		transfers: models.pane === 'transfers' ? 'facts' : 'transfers',
	};
	return joined(
		hintsFor(['models', 'everywhere'])
			.filter(({action}) => isOfUse[action] ?? !isOfHiddenList(screen, action))
			.flatMap(hint => [
				...(hint.action === 'fitModel' && canSync(state) ? [syncHint] : []),
				{...asHint(hint), words: words[hint.action] ?? asHint(hint).words},
			]),
	);
}

/** The one command that stands among the keys: nothing else tells that there is a plan. */
const syncHint: KeyWords = {keys: [':sync'], words: 'plan', isMinor: true};

function canSync({config, models, session}: State): boolean {
	const isWished = (config?.models ?? []).length > 0;
	return isWished && models.sync === undefined && !session.isReadOnly;
}

/** And where what is being done has the keys. */
export function transferHints(state: State): readonly KeyWords[] {
	const stage = deedUnderCursor(state)?.stage;
	const mayChange = !state.session.isReadOnly;
	const isOfUse: Partial<Record<ActionName, boolean>> = {
		...{moveUp: stage !== undefined, moveDown: stage !== undefined, open: stage !== undefined},
		stopDeeds: mayChange && stage !== undefined && !isOver(stage),
		retry: mayChange && stage !== undefined && isUndone(stage),
		pullModel: mayChange,
		...{filter: false, pause: state.paused !== undefined, toggleMouse: false},
	};
	const hints = hintsFor(['transfers', 'everywhere']);
	return joined(hints.filter(({action}) => isOfUse[action] ?? true).map(asHint));
}

/** Marks mean something where nodes are listed. */
export function modelDialogHints({kind}: ModelDialog): readonly KeyWords[] {
	const isList = kind === 'chooseModelNodes';
	return joined(
		hintsFor(['modelDialog'])
			.filter(({action}) => isList || (action !== 'mark' && action !== 'toggleAll'))
			.map(asHint),
	);
}
