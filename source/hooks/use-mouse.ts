import {useEffect, useRef} from 'react';
import type {MouseReport, MouseSource} from '../domain/mouse.ts';

/** The one place that listens to the mouse. `onReport` may be another with each drawing: it sees what is drawn now. */
export function useMouse({subscribe}: MouseSource, onReport: (report: MouseReport) => void): void {
	const latest = useRef(onReport);
	useEffect(() => {
		latest.current = onReport;
	});
	useEffect(() => subscribe(report => latest.current(report)), [subscribe]);
}
