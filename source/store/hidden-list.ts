import type {ActionName} from '../rules/keys/binding.ts';
import type {ScreenState} from './screen-state.ts';

/** The list of nodes. */
export const ofTheList: ReadonlySet<ActionName> = new Set([
	...(['filter', 'filterOut', 'mark', 'sortNext', 'freeze', 'toggleGrid'] as const),
]);

/** What changes the list means nothing where one node has the whole body: it would be done unseen. */
export function isOfHiddenList(
	{tab, nodes}: Pick<ScreenState, 'tab' | 'nodes'>,
	action: ActionName,
): boolean {
	return tab === 'nodes' && nodes.isOpen && ofTheList.has(action);
}
