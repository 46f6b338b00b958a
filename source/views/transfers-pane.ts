import {textLine} from '../components/detail-head.ts';
import {
	noTransfers,
	silentAfterMs,
	type TransferCounts,
	transferFacts,
	transferLines,
	type WaitingTransfer,
	waitingLine,
} from '../components/transfer-lines.ts';
import {isOver, isUndone, transfersOf} from '../store/model-deeds.ts';
import {deedUnderCursor} from '../store/models-cursor.ts';
import type {AskedDeed, SyncRun} from '../store/models-state.ts';
import type {State} from '../store/state.ts';
import {safe} from '../theme/safe.ts';
import type {JobDetailSize} from './job-pane.ts';
import type {ModelsPicture} from './models-table.ts';
import {type PanePicture, scrolledPane} from './scrolled-pane.ts';

/** What is being done with models, that which runs first. */
export function transfersPane(
	{state, profile}: ModelsPicture,
	size: JobDetailSize & {readonly isWhole: boolean},
): PanePicture {
	const all = transfersOf(state);
	const waiting = waitingSteps(state);
	const counts = countsOf(all, state.clock.atMs);
	const facts = transferFacts(
		{...counts, waiting: counts.waiting + waiting.length, synced: syncedIn(state)},
		profile.glyphs,
	);
	const head = {
		title: {text: safe`transfers`, isStrong: true},
		facts: facts.map((text, place) => ({text, place})),
	};
	const gap = size.isAiry ? [{pieces: []}] : [];
	if (all.length === 0) {
		const place = {...size, scroll: 0};
		return scrolledPane({head, lines: [...gap, textLine(noTransfers)]}, place, profile);
	}

	const under = size.isWhole ? deedUnderCursor(state) : undefined;
	const groups = all.map(asked =>
		transferLines(
			{...asked, nowMs: state.clock.atMs, isUnderCursor: asked === under},
			size.columns,
			profile,
		),
	);
	const later = waiting.map(step => waitingLine(step, size.columns, profile.glyphs));
	const lines = [...gap, ...groups.flat(), ...later];
	const index = under === undefined ? 0 : all.indexOf(under);
	const line = gap.length + groups.slice(0, index).flat().length;
	const scroll = Math.max(0, line - Math.floor((size.rows - 1) / 2));
	return {
		...scrolledPane({head, lines}, {...size, scroll}, profile),
		lastScroll: 0,
	};
}

/** Steps of the sync that is under way which have not begun. */
function waitingSteps({models: {sync}}: State): readonly WaitingTransfer[] {
	return (sync?.steps ?? []).flatMap(({deed, after}, position) =>
		sync?.states[position]?.state === 'waiting' ? [{deed, afterNodes: nodesOf(sync, after)}] : [],
	);
}

/** Where that is done which is not over yet. */
function nodesOf({steps, states}: SyncRun, after: readonly number[]): readonly string[] {
	return after.flatMap(position => {
		const state = states[position]?.state;
		const step = steps[position];
		return step !== undefined && (state === 'waiting' || state === 'running')
			? [step.deed.node]
			: [];
	});
}

function syncedIn({models: {synced}}: State): TransferCounts['synced'] {
	const done = synced?.filter(({state}) => state === 'done').length ?? 0;
	return synced && {done, undone: synced.length - done};
}

function countsOf(all: readonly AskedDeed[], nowMs: number): Omit<TransferCounts, 'synced'> {
	const running = all.filter(({stage}) => stage.state === 'working');
	return {
		running: running.length,
		waiting: all.filter(({stage}) => !isOver(stage)).length - running.length,
		stopped: all.filter(({stage}) => isUndone(stage)).length,
		bytesPerSecond: running
			.filter(({atMs}) => nowMs - atMs < silentAfterMs)
			.reduce((sum, {stage}) => sum + rateOf(stage), 0),
	};
}

function rateOf(stage: AskedDeed['stage']): number {
	return stage.state === 'working' ? (stage.progress.bytesPerSecond ?? 0) : 0;
}
