import {hintsFor} from '../rules/keymap.ts';
import type {ActionName} from '../rules/keys/binding.ts';
import {isOfHiddenList} from './hidden-list.ts';
import {rackNode} from './job-nodes.ts';
import {asHint, joined, type KeyWords} from './key-lines.ts';
import {remember} from './remember.ts';
import {initialScreen, type ScreenState} from './screen-state.ts';
import {shownCluster} from './shown-cluster.ts';
import {jobsOnNode} from './slurm-node-jobs.ts';
import {slurmRowUnder} from './slurm-node-rows.ts';
import type {State} from './state.ts';
import {wayBack, wayBackWord} from './way-back.ts';

/** What the line of speech hints at where partitions and nodes of a cluster are shown. */
export function slurmNodeHints(state: State): readonly KeyWords[] {
	const {screen = initialScreen, paused} = state;
	const under = slurmRowUnder(state);
	const isGone = under?.kind === 'node' && under.isGone;
	const name = under?.kind === 'node' && !isGone ? under.node.name : undefined;
	const cluster = shownCluster(state);
	const hasJobs =
		name !== undefined && cluster !== undefined && jobsOnNode(cluster, name).length > 0;
	const node = name !== undefined && rackNode(state, name) !== undefined ? 'inRack' : 'elsewhere';
	const what = name === undefined ? 'none' : node;
	const row = under === undefined || isGone ? 'none' : hasJobs ? 'withJobs' : 'withoutJobs';
	return hintsIn(screen, underOf(row, what), paused !== undefined);
}

type Under = {
	readonly row: 'none' | 'withJobs' | 'withoutJobs';
	readonly node: 'none' | 'inRack' | 'elsewhere';
};

/** The same for the same, so that hints are remembered. */
const underOf = remember((row: Under['row'], node: Under['node']): Under => ({row, node}));

const hintsIn = remember(
	(screen: ScreenState, {row, node}: Under, isPaused: boolean): readonly KeyWords[] => {
		const {nodes} = screen.jobs;
		const {isOpen} = nodes;
		const way = wayBack({...nodes, pane: 'facts'});
		const hasNode = node !== 'none' || nodes.marks.length > 0;
		const isMoving = row !== 'none' && !isOpen;
		const isOfUse: Partial<Record<ActionName, boolean>> = {
			...{moveUp: isMoving, moveDown: isMoving},
			open: isOpen ? row === 'withJobs' : row !== 'none',
			showNode: node === 'inRack',
			...{drainNode: hasNode, resumeNode: hasNode},
			// From the list the key that came there goes back as well, and has a hint.
			...{back: way !== undefined, pause: isPaused, toggleMouse: !screen.isMouseOurs},
		};
		const words: Partial<Record<ActionName, string>> = {
			open: isOpen ? 'go to its job' : 'open',
			back: wayBackWord(way),
		};
		const hints = hintsFor(['slurmNodes', 'everywhere']).filter(
			({action}) => (isOfUse[action] ?? true) && !isOfHiddenList(screen, action),
		);
		return joined(
			hints.map(hint => ({...asHint(hint), words: words[hint.action] ?? asHint(hint).words})),
		);
	},
);
