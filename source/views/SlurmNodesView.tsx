import {useEffect} from 'react';
import {Guarded} from '../components/Guarded.tsx';
import type {JobsLayout} from '../components/jobs-layout.ts';
import {LineStack} from '../components/LineStack.tsx';
import {Panel} from '../components/Panel.tsx';
import type {Clock} from '../domain/clock.ts';
import type {ScreenEvent} from '../domain/event.ts';
import {frameRows} from '../domain/screen.ts';
import {slurmNodesTold} from '../store/jobs-told.ts';
import {slurmRowUnder} from '../store/slurm-node-rows.ts';
import {safe} from '../theme/safe.ts';
import type {JobsPicture} from './jobs-table.ts';
import {slurmDetailOf} from './slurm-node-detail.ts';
import {slurmNodesFrame} from './slurm-nodes-frame.ts';
import {slurmListLines, slurmTopLines, unknownSlurmLines} from './slurm-nodes-table.ts';

type SlurmNodesViewProps = JobsPicture & {
	/** The first row of the list that is on screen. */
	readonly slurmNodesTop: number;
	readonly dispatch: (event: ScreenEvent) => void;
	readonly clock: Clock;
};

/** The partitions and nodes of a cluster over the detail of one of them, or the detail alone. */
export function SlurmNodesView(props: SlurmNodesViewProps) {
	const {state, screen, profile, slurmNodesTop: top} = props;
	const {columns, rows} = screen.size;
	const frame = {columns, profile};
	const told = slurmNodesTold(state);
	if (told.kind !== 'told') {
		return (
			<>
				<LineStack {...frame} lines={[]} rows={1} />
				<Panel
					{...frame}
					what={safe`the list of nodes`}
					rows={rows - frameRows - 1}
					compose={() => unknownSlurmLines(props, told)}
				/>
			</>
		);
	}

	const layout = slurmNodesFrame(state, screen);
	const {gap, topRows, tableRows} = layout;
	return (
		<>
			<LineStack {...frame} lines={[]} rows={gap} />
			{!screen.jobs.nodes.isOpen && (
				<>
					<Panel
						{...frame}
						what={safe`the figures`}
						rows={topRows + gap}
						compose={() => slurmTopLines(props)}
					/>
					<Panel
						{...frame}
						what={safe`the table`}
						rows={1 + tableRows + gap}
						compose={() => slurmListLines(props, {top, rows: tableRows})}
					/>
				</>
			)}
			<Detail {...props} layout={layout} />
			<LineStack {...frame} lines={[]} rows={1} />
		</>
	);
}

type DetailProps = SlurmNodesViewProps & {readonly layout: JobsLayout};

function Detail(props: DetailProps) {
	const {screen, profile, layout} = props;
	const frame = {columns: screen.size.columns, rows: layout.detailRows, profile};
	return <Guarded {...frame} what={safe`the detail`} picture={<Picture {...props} />} />;
}

/** How far it can be scrolled is known here alone, so it is told from here. */
function Picture({state, screen, profile, layout, dispatch, clock}: DetailProps) {
	const {columns} = screen.size;
	const {detailRows: rows, isAiry} = layout;
	const world = {state, screen, profile};
	const {lines, lastScroll} = slurmDetailOf(slurmRowUnder(state), world, {columns, rows, isAiry});
	const isTold = screen.jobs.nodes.lastDetailScroll === lastScroll;
	useEffect(() => {
		if (!isTold) {
			dispatch({type: 'detail/measured', linesBelow: lastScroll, atMs: clock.monotonicMs()});
		}
	}, [isTold, lastScroll, dispatch, clock]);
	return <LineStack lines={lines} rows={rows} columns={columns} profile={profile} />;
}
