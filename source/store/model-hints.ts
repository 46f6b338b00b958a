import {hintsFor} from '../rules/keymap.ts';
import type {ActionName} from '../rules/keys/binding.ts';
import {isOfHiddenList} from './hidden-list.ts';
import {asHint, joined, type KeyWords} from './key-lines.ts';
import {copiesOf} from './model-copies.ts';
import {isOver, isUndone, transfersOf} from './model-deeds.ts';
import type {ModelDialog} from './model-dialogs-state.ts';
import {columnNodes, modelsMeant, modelUnderCursor} from './model-rows.ts';
import {deedUnderCursor, nodeOfCell} from './models-cursor.ts';
import {shownModelNodes} from '../domain/screen.ts';
import {initialScreen} from './screen-state.ts';
import type {State} from './state.ts';
import {wayBack, wayBackWord} from './way-back.ts';

/** What the line of speech hints at in the tab of models. */
export function modelHints(state: State): readonly KeyWords[] {
	const {screen = initialScreen, paused} = state;
	const {models, size} = screen;
	const hasModel = modelsMeant(state).length > 0;
	const copies = modelsMeant(state).flatMap(row => copiesOf(row, nodeOfCell(state)));
	const isCopied = copies.length > 0;
	const isMoving = !models.isOpen && modelUnderCursor(state) !== undefined;
	const hasCells = isMoving && shownModelNodes(size) > 0 && columnNodes(state).length > 0;
	const way = wayBack(models) ?? (models.node === undefined ? undefined : 'focus');
	const isOfUse: Partial<Record<ActionName, boolean>> = {
		...{moveUp: isMoving, moveDown: isMoving, moveLeft: hasCells, moveRight: hasCells},
		...{open: hasModel && !models.isOpen, transfers: transfersOf(state).length > 0},
		...{
			copyModel: isCopied,
			syncModels: (state.config?.models.length ?? 0) > 0,
			removeModel: isCopied,
			fitModel: hasModel,
		},
		loadModel: copies.some(([, {loaded}]) => loaded === undefined),
		unloadModel: copies.some(([, {loaded}]) => loaded !== undefined),
		...{back: way !== undefined, pause: paused !== undefined, toggleMouse: !screen.isMouseOurs},
	};
	const hints = hintsFor(['models', 'everywhere']).filter(
		({action}) => isOfUse[action] ?? !isOfHiddenList(screen, action),
	);
	return joined(
		hints.map(hint =>
			hint.action === 'back' ? {...asHint(hint), words: wayBackWord(way)} : asHint(hint),
		),
	);
}

/** And where what is being done has the keys. */
export function transferHints(state: State): readonly KeyWords[] {
	const stage = deedUnderCursor(state)?.stage;
	const isOfUse: Partial<Record<ActionName, boolean>> = {
		...{moveUp: stage !== undefined, moveDown: stage !== undefined, open: stage !== undefined},
		stopDeeds: stage !== undefined && !isOver(stage),
		retry: stage !== undefined && isUndone(stage),
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
