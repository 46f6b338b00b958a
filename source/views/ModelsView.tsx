import {useEffect} from 'react';
import {Guarded} from '../components/Guarded.tsx';
import {LineStack} from '../components/LineStack.tsx';
import {legendRows, type ModelsLayout} from '../components/models-layout.ts';
import {Panel} from '../components/Panel.tsx';
import type {Clock} from '../domain/clock.ts';
import type {ScreenEvent} from '../domain/event.ts';
import {frameRows} from '../domain/screen.ts';
import {modelUnderCursor} from '../store/model-rows.ts';
import {modelsTold} from '../store/models-told.ts';
import {transfersOf} from '../store/model-deeds.ts';
import {safe} from '../theme/safe.ts';
import {modelDetailOf} from './model-detail.ts';
import {modelsFrame, type ModelsTops} from './models-frame.ts';
import {
	modelLegendLine,
	type ModelsPicture,
	modelTableLines,
	modelTopLines,
	unknownModelLines,
} from './models-table.ts';

type ModelsViewProps = ModelsPicture & {
	/** The first row and the first node that are on screen. */
	readonly modelsTops: ModelsTops;
	readonly dispatch: (event: ScreenEvent) => void;
	readonly clock: Clock;
};

/** The tab of models under the tabs and above the line of speech. */
export function ModelsView(props: ModelsViewProps) {
	const {state, screen, profile, modelsTops} = props;
	const {columns, rows} = screen.size;
	const frame = {columns, profile};
	const told = modelsTold(state);
	if (told.kind !== 'told' && transfersOf(state).length === 0) {
		return (
			<>
				<LineStack {...frame} lines={[]} rows={1} />
				<Panel
					{...frame}
					what={safe`the models`}
					rows={rows - frameRows - 1}
					compose={() => unknownModelLines(props, told)}
				/>
			</>
		);
	}

	const layout = modelsFrame(state, screen);
	const {gap, topRows, tableRows} = layout;
	return (
		<>
			<LineStack {...frame} lines={[]} rows={gap} />
			{!screen.models.isOpen && (
				<>
					{topRows > 0 && (
						<Panel
							{...frame}
							what={safe`what is free`}
							rows={topRows + gap}
							compose={() => modelTopLines(props, modelsTops)}
						/>
					)}
					<Panel
						{...frame}
						what={safe`the table`}
						rows={1 + tableRows + gap}
						compose={() => modelTableLines(props, modelsTops, tableRows)}
					/>
					<Panel
						{...frame}
						what={safe`the legend`}
						rows={legendRows + gap}
						compose={() => [modelLegendLine(props)]}
					/>
				</>
			)}
			<ModelDetail {...props} layout={layout} />
			<LineStack {...frame} lines={[]} rows={1} />
		</>
	);
}

type ModelDetailProps = ModelsViewProps & {readonly layout: ModelsLayout};

/** What stands under the table. */
function ModelDetail(props: ModelDetailProps) {
	const {screen, profile, layout} = props;
	const frame = {columns: screen.size.columns, rows: layout.detailRows, profile};
	return <Guarded {...frame} what={safe`the detail`} picture={<Picture {...props} />} />;
}

/** How far it can be scrolled is known here alone, so it is told from here. */
function Picture({state, screen, profile, layout, dispatch, clock}: ModelDetailProps) {
	const {columns} = screen.size;
	const {detailRows: rows, isAiry} = layout;
	const row = modelUnderCursor(state);
	const {lines, lastScroll} = modelDetailOf(row, {state, screen, profile}, {columns, rows, isAiry});
	const isTold = screen.models.lastDetailScroll === lastScroll;
	useEffect(() => {
		if (!isTold) {
			dispatch({type: 'detail/measured', linesBelow: lastScroll, atMs: clock.monotonicMs()});
		}
	}, [isTold, lastScroll, dispatch, clock]);
	return <LineStack lines={lines} rows={rows} columns={columns} profile={profile} />;
}
