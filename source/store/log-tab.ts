import type {LogScreen, ScreenState} from './screen-state.ts';

/** The tab that a log is seen in. */
export function tabOfLog({opened}: Pick<LogScreen, 'opened'>): 'nodes' | 'jobs' {
	return opened.source.kind === 'job' ? 'jobs' : 'nodes';
}

/** The log that has the body now: in the other tabs it stays open, and is not seen. */
export function seenLog({log, tab}: Pick<ScreenState, 'log' | 'tab'>): LogScreen | undefined {
	return log !== undefined && tabOfLog(log) === tab ? log : undefined;
}
