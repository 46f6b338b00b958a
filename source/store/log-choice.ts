import type {NodeConfig} from '../domain/config.ts';
import type {NodeName} from '../domain/ids.ts';
import {isSameJob} from '../domain/job.ts';
import type {LogSource} from '../domain/screen.ts';
import {type Screened, withScreen} from './action-table.ts';
import type {Dialog, ScreenState} from './screen-state.ts';
import {nodeNamed, type State} from './state.ts';

type ChooseLog = Extract<Dialog, {kind: 'chooseLog'}>;

/** In the order in which they are listed. Whether a log is there only its node knows: it says so when it is opened. */
export function logSources({ollama, logs}: NodeConfig): readonly LogSource[] {
	return [
		{kind: 'journal'},
		...(ollama.use === 'never' ? [] : [{kind: 'ollama'} as const]),
		...logs.map(path => ({kind: 'file', path}) as const),
	];
}

/** Opens the only log that a node has, or asks which. */
export function chooseLog(state: Screened, live: State, name: NodeName | undefined): State {
	const node = name === undefined ? undefined : nodeNamed(live, name)?.config;
	if (node === undefined) {
		return state;
	}

	const sources = logSources(node);
	const [first, ...others] = sources;
	const {screen} = state;
	return first === undefined || others.length > 0
		? withScreen(state, {
				...screen,
				dialog: {
					kind: 'chooseLog',
					node: node.name,
					sources,
					cursor: openSource(screen, node.name, sources),
				},
			})
		: withScreen(state, openedLog(screen, node.name, first));
}

/** The one that is read now is under the cursor. */
function openSource({log}: ScreenState, node: NodeName, sources: readonly LogSource[]): number {
	const opened = log?.opened.node === node ? log.opened.source : undefined;
	return Math.max(
		0,
		sources.findIndex(source => opened !== undefined && isSameSource(source, opened)),
	);
}

function isSameSource(one: LogSource, other: LogSource): boolean {
	if (one.kind === 'job' && other.kind === 'job') {
		return isSameJob(one.job, other.job);
	}

	return one.kind === 'file' && other.kind === 'file'
		? one.path === other.path
		: one.kind === other.kind;
}

export function moveLogChoice(dialog: ChooseLog, rows: number): ChooseLog {
	const last = dialog.sources.length - 1;
	return {...dialog, cursor: Math.max(0, Math.min(last, dialog.cursor + rows))};
}

/** The log under the cursor has the body. */
export function takeLogChoice(
	screen: ScreenState,
	{node, sources, cursor}: ChooseLog,
): ScreenState {
	const source = sources[cursor];
	return source === undefined
		? {...screen, dialog: undefined}
		: openedLog({...screen, dialog: undefined}, node, source);
}

/** How it is looked at stays as it was with the log before. */
export function openedLog(screen: ScreenState, node: NodeName, source: LogSource): ScreenState {
	const {log, nextLog} = screen;
	return {
		...screen,
		nextLog: nextLog + 1,
		log: {
			opened: {log: nextLog, node, source},
			top: undefined,
			isWrapped: log?.isWrapped ?? false,
			hasTimes: log?.hasTimes ?? false,
			search: log?.search ?? '',
			match: undefined,
		},
	};
}
