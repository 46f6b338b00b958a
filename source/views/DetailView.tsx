import {useEffect} from 'react';
import {Guarded} from '../components/Guarded.tsx';
import {LineStack} from '../components/LineStack.tsx';
import type {Clock} from '../domain/clock.ts';
import type {ScreenEvent} from '../domain/event.ts';
import {safe} from '../theme/safe.ts';
import {type DetailPane, detailPicture, type PaneSize} from './detail-pane.ts';

type DetailViewProps = DetailPane & {
	readonly size: PaneSize;
	readonly dispatch: (event: ScreenEvent) => void;
	readonly clock: Clock;
};

/** The pane of the node under the cursor. How far it can be scrolled is known here alone, so it is told from here. */
export function DetailView(props: DetailViewProps) {
	const {rows, columns} = props.size;
	const frame = {rows, columns, profile: props.profile};
	return <Guarded {...frame} what={safe`the detail`} picture={<Picture {...props} />} />;
}

function Picture({dispatch, clock, size, ...pane}: DetailViewProps) {
	const {lines, lastScroll} = detailPicture(pane, size);
	const isTold = pane.screen.nodes.lastDetailScroll === lastScroll;
	useEffect(() => {
		if (!isTold) {
			dispatch({type: 'detail/measured', linesBelow: lastScroll, atMs: clock.monotonicMs()});
		}
	}, [isTold, lastScroll, dispatch, clock]);
	return <LineStack lines={lines} rows={size.rows} columns={size.columns} profile={pane.profile} />;
}
