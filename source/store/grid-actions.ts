import {type GridMetric, mostNodeRows} from '../domain/screen.ts';
import {type Act, type ActionTable, moving, type Screened} from './action-table.ts';
import {withNodesScreen} from './cursor.ts';
import {moveAcross, moveAlong, moveToProblem} from './grid.ts';
import {toggleMark} from './marks.ts';
import {nodesActions} from './nodes-actions.ts';
import type {Reduction} from './reduction.ts';
import {rackSummary} from './selectors.ts';

const metrics: readonly GridMetric[] = ['cpu', 'memory', 'gpu', 'temperature'];

/** Its order is that of the configuration, and its detail too short to scroll. */
const nothing: Act = state => [state, []];

/** The grid of nodes: the cursor moves both ways. */
export const gridActions: ActionTable = {
	...moving({
		by: moveAcross,
		pageRows: ({screen}) => mostNodeRows(screen.size),
	}),
	moveLeft: state => [moveAlong(state, -1), []],
	moveRight: state => [moveAlong(state, 1), []],
	mark(state) {
		const marked = toggleMark(state);
		return [moveAlong({...marked, screen: marked.screen ?? state.screen}, 1), []];
	},
	nextProblem: state => [moveToProblem(state), []],
	nextMetric: state => [
		withNodesScreen(state, state.screen, {
			metric: nextMetric(state.screen.nodes.metric, rackSummary(state).hasGpu),
		}),
		[],
	],
	why: (state, live) => opened(state, nodesActions.why?.(state, live)),
	processes: (state, live) => opened(state, nodesActions.processes?.(state, live)),
	sortNext: nothing,
	freeze: nothing,
	nextPane: nothing,
};

/** What has more to say than the short detail has room for gets the whole body. */
function opened(before: Screened, [after, effects]: Reduction = [before, []]): Reduction {
	const {screen} = after;
	const hasPane = screen !== undefined && screen.nodes.pane !== 'facts';
	return [hasPane ? withNodesScreen(after, screen, {isOpen: true}) : after, effects];
}

/** That of the gpu is passed over where no node has one. */
function nextMetric(metric: GridMetric, hasGpu: boolean): GridMetric {
	const next = metrics[(metrics.indexOf(metric) + 1) % metrics.length] ?? 'cpu';
	return next === 'gpu' && !hasGpu ? nextMetric(next, hasGpu) : next;
}
