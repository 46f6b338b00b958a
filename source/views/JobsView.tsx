import {useEffect} from 'react';
import {Guarded} from '../components/Guarded.tsx';
import type {JobsLayout} from '../components/jobs-layout.ts';
import {LineStack} from '../components/LineStack.tsx';
import {Panel} from '../components/Panel.tsx';
import type {Clock} from '../domain/clock.ts';
import type {ScreenEvent} from '../domain/event.ts';
import {frameRows} from '../domain/screen.ts';
import {rowUnderCursor} from '../store/job-rows.ts';
import {jobsTold} from '../store/jobs-told.ts';
import {safe} from '../theme/safe.ts';
import {jobDetailOf} from './job-detail.ts';
import {jobsFrame} from './jobs-frame.ts';
import {type JobsPicture, listLines, topLines, unknownLines} from './jobs-table.ts';
import {SlurmNodesView} from './SlurmNodesView.tsx';

type JobsViewProps = JobsPicture & {
	/** The first row of the table that is on screen. */
	readonly jobsTop: number;
	readonly slurmNodesTop: number;
	readonly dispatch: (event: ScreenEvent) => void;
	readonly clock: Clock;
};

/** The tab of jobs under the tabs and above the line of speech. */
export function JobsView(props: JobsViewProps) {
	return props.screen.jobs.view === 'nodes' ? (
		<SlurmNodesView {...props} />
	) : (
		<QueueView {...props} />
	);
}

/** The table and the detail, or the detail alone. */
function QueueView(props: JobsViewProps) {
	const {state, screen, profile, jobsTop} = props;
	const {columns, rows} = screen.size;
	const frame = {columns, profile};
	const layout = jobsFrame(state, screen);
	const told = jobsTold(state);
	if (told.kind !== 'told') {
		return (
			<>
				<LineStack {...frame} lines={[]} rows={1} />
				<Panel
					{...frame}
					what={safe`the queue`}
					rows={rows - frameRows - 1}
					compose={() => unknownLines(props, told)}
				/>
			</>
		);
	}

	const {gap, topRows, tableRows} = layout;
	return (
		<>
			<LineStack {...frame} lines={[]} rows={gap} />
			{!screen.jobs.isOpen && (
				<>
					<Panel
						{...frame}
						what={safe`the figures`}
						rows={topRows + gap}
						compose={() => topLines(props)}
					/>
					<Panel
						{...frame}
						what={safe`the table`}
						rows={1 + tableRows + gap}
						compose={() => listLines(props, {top: jobsTop, rows: tableRows})}
					/>
				</>
			)}
			<JobDetail {...props} layout={layout} />
			<LineStack {...frame} lines={[]} rows={1} />
		</>
	);
}

type JobDetailProps = JobsViewProps & {readonly layout: JobsLayout};

/** What stands under the table. */
function JobDetail(props: JobDetailProps) {
	const {screen, profile, layout} = props;
	const frame = {columns: screen.size.columns, rows: layout.detailRows, profile};
	return <Guarded {...frame} what={safe`the detail`} picture={<Picture {...props} />} />;
}

/** How far it can be scrolled is known here alone, so it is told from here. */
function Picture({state, screen, profile, layout, dispatch, clock}: JobDetailProps) {
	const {columns} = screen.size;
	const {detailRows: rows, isAiry} = layout;
	const row = rowUnderCursor(state);
	const {lines, lastScroll} = jobDetailOf(row, {state, screen, profile}, {columns, rows, isAiry});
	const isTold = screen.jobs.lastDetailScroll === lastScroll;
	useEffect(() => {
		if (!isTold) {
			dispatch({type: 'detail/measured', linesBelow: lastScroll, atMs: clock.monotonicMs()});
		}
	}, [isTold, lastScroll, dispatch, clock]);
	return <LineStack lines={lines} rows={rows} columns={columns} profile={profile} />;
}
