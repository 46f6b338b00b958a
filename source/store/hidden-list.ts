import type {ActionName} from '../rules/keys/binding.ts';
import type {ScreenState} from './screen-state.ts';

/** The list of nodes, and that of jobs. */
export const ofTheList: ReadonlySet<ActionName> = new Set([
	...(['filter', 'filterOut', 'mark', 'sortNext', 'freeze', 'toggleGrid'] as const),
	...(['toggleAll', 'unfold', 'chooseColumns', 'toggleSlurmNodes', 'nextCluster'] as const),
]);

/** What changes the list means nothing where one row of it has the whole body: it would be done unseen. */
export function isOfHiddenList(
	{tab, nodes, jobs, models}: Pick<ScreenState, 'tab' | 'nodes' | 'jobs' | 'models'>,
	action: ActionName,
): boolean {
	const isJobsHidden = jobs.view === 'nodes' ? jobs.nodes.isOpen : jobs.isOpen;
	const isOpen = {nodes: nodes.isOpen, jobs: isJobsHidden, models: models.isOpen};
	const isHidden = tab in isOpen && isOpen[tab as keyof typeof isOpen];
	return isHidden && ofTheList.has(action);
}
