import {textWidth} from '../components/detail-head.ts';
import type {HairlineFact} from '../components/hairline.ts';
import type {LogPicture, LogPictureRow} from '../components/log-lines.ts';
import {wrapWords} from '../components/wrap-words.ts';
import {assertNever} from '../domain/assert-never.ts';
import {
	endOfLog,
	isEmptyFile,
	type LogRow,
	logRowsOn,
	matchPlaces,
	rangesOfSearch,
	rowsFrom,
} from '../store/log-lines.ts';
import type {LogState} from '../store/log-state.ts';
import type {LogScreen, ScreenState} from '../store/screen-state.ts';
import type {ClockState} from '../store/state.ts';
import {failureText} from '../theme/failure-text.ts';
import {
	emptyLogText,
	leftOutText,
	logSourceText,
	openingLogText,
	remarkText,
} from '../theme/log-text.ts';
import {sizeText} from '../theme/number-text.ts';
import type {Piece} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';

export type LogSight = {
	readonly log: LogState;
	readonly view: LogScreen;
	readonly screen: ScreenState;
	readonly clock: ClockState;
};

/** What the screen says of a log now. */
export function logPicture(sight: LogSight): LogPicture {
	const {log, view} = sight;
	const end = endOfLog(log);
	const places = matchPlaces(log, view.search);
	const found = view.match === undefined ? -1 : places.indexOf(view.match);
	const isEmpty = end === 0;
	return {
		title: titleOf(log),
		facts: facts(sight, end),
		rows: isEmpty ? [] : pictureRows(sight, end),
		isFollowing: view.top === undefined,
		isWrapped: view.isWrapped,
		hasTimes: view.hasTimes && !isEmpty,
		rangesIn: rangesOfSearch(view.search),
		notes: isEmpty ? emptyNotes(sight) : endNotes(log),
		search:
			view.search === ''
				? undefined
				: {
						text: view.search,
						index: found < 0 ? undefined : found + 1,
						count: places.length,
					},
	};
}

/** `gpu-01`, `4711  train-llm` */
function titleOf({node, source}: LogState): Safe {
	return source.kind === 'job'
		? safe`${clean(source.job.id, {maxCharacters: 200})}  ${clean(source.name, {maxCharacters: 200})}`
		: clean(node, {maxCharacters: 200});
}

/** The most important first: how one looks at it. */
function facts({log, view}: LogSight, end: number): readonly HairlineFact[] {
	const first = Math.max(view.top ?? 0, log.droppedLines) + 1;
	const state = log.end === 'open' ? safe`following` : safe`ended`;
	const where =
		view.top === undefined
			? state
			: safe`line ${clean(first.toLocaleString('en'))} of ${clean(end.toLocaleString('en'))}`;
	const {sizeBytes} = log;
	return [
		{text: where, place: 2},
		{text: log.isBoth === true ? safe`stdout and stderr` : logSourceText(log.source), place: 0},
		...(sizeBytes === undefined ? [] : [{text: clean(sizeText(sizeBytes)), place: 1}]),
	];
}

/** Each row takes one line or more: as many as there are lines are enough. */
function pictureRows({log, view, screen, clock}: LogSight, end: number): readonly LogPictureRow[] {
	const count = logRowsOn(screen, view, log);
	const first = Math.max(view.top ?? end - count, log.droppedLines);
	const rows = rowsFrom(log, first, count).map(row => ({
		content: contentOf(row),
		wallMs: clock.wallMs - (clock.atMs - row.atMs),
		isFound: row.place === view.match,
	}));
	const empty = {kind: 'remark', text: emptyLogText(log.source)} as const;
	return isEmptyFile(log)
		? [...rows, {content: empty, wallMs: clock.wallMs, isFound: false}]
		: rows;
}

function contentOf(row: LogRow): LogPictureRow['content'] {
	switch (row.kind) {
		case 'line':
			return {kind: 'line', text: row.text};
		case 'leftOut':
			return {kind: 'remark', text: leftOutText(row.count)};
		case 'remark':
			return {kind: 'remark', text: remarkText(row.remark, row.times)};
		default:
			return assertNever(row);
	}
}

function emptyNotes({log, screen}: LogSight): readonly Piece[] {
	const {chunks, end, source, node} = log;
	if (end === 'open') {
		const text = chunks.length === 0 ? openingLogText(source, node) : emptyLogText(source);
		return [{text, tone: 'dim'}];
	}

	const width = textWidth(screen.size.columns);
	return [
		...wrapWords(endText(end.failure), width).map(text => ({text})),
		{text: safe` `},
		{text: safe`r tries again`, tone: 'dim'},
	];
}

function endNotes({end}: LogState): readonly Piece[] {
	return end === 'open'
		? []
		: [{text: safe`-- ${endText(end.failure)} r opens it again. --`, tone: 'dim'}];
}

function endText(failure: Exclude<LogState['end'], 'open'>['failure']): Safe {
	return failure === undefined
		? safe`The program that told it has ended.`
		: clean(failureText(failure), {maxCharacters: 1000});
}
