import {LineStack} from '../components/LineStack.tsx';
import {Panel} from '../components/Panel.tsx';
import {safe} from '../theme/safe.ts';
import type {DetailPane} from './detail-pane.ts';
import {gridFrame, gridPicture} from './grid-picture.ts';
import {problemRows} from './problem-rows.ts';
import {shortDetail} from './short-detail.ts';

type GridViewProps = DetailPane & {
	/** The first line of the grid that is on screen. */
	readonly gridTop: number;
};

/** The Nodes tab for hundreds of them: one cell a node, what needs a hand, and a few words about the one under the cursor. */
export function GridView(props: GridViewProps) {
	const {state, screen, profile} = props;
	const {columns} = screen.size;
	const layout = gridFrame(state, screen);
	const {gap, headRows, gridRows, detailRows} = layout;
	const frame = {columns, profile};
	return (
		<>
			<LineStack {...frame} lines={[]} rows={gap} />
			<Panel
				{...frame}
				what={safe`the grid`}
				rows={headRows + gridRows}
				compose={() => gridPicture(props, layout)}
			/>
			<LineStack {...frame} lines={[]} rows={gap} />
			<Panel
				{...frame}
				what={safe`the list of what needs a hand`}
				rows={1 + layout.problemRows}
				compose={() => problemRows(props, layout.problemRows)}
			/>
			<LineStack {...frame} lines={[]} rows={gap} />
			<Panel
				{...frame}
				what={safe`the detail`}
				rows={detailRows}
				compose={() => shortDetail(props, {columns, rows: detailRows})}
			/>
			<LineStack {...frame} lines={[]} rows={1} />
		</>
	);
}
