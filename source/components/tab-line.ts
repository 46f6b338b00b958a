import {assertNever} from '../domain/assert-never.ts';
import type {
	GridMetric,
	JobSort,
	ModelSort,
	NodeSort,
	SlurmNodeSort,
	TabName,
} from '../domain/screen.ts';
import {durationText} from '../theme/duration-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {countText} from '../theme/number-text.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {speedText} from '../theme/number-text.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {cutEnd, widthOf} from '../theme/width.ts';
import {activeLook} from './focus-look.ts';
import {endingAt, joinPieces, piecesWidth, placePieces} from './place-pieces.ts';

export type Tabs = {
	readonly active: TabName;
	/** How fast the answer on the screen comes; undefined: none does. */
	readonly speed?: AnswerSpeed | undefined;
	/** Undefined where nothing is sorted. */
	readonly sort: NodeSort | undefined;
	/** Of the queue, where it is shown. */
	readonly jobs: JobTabFacts | undefined;
	/** There is a cluster, or its tab is shown. */
	readonly hasJobs: boolean;
	/** What the heights of the grid are, where it is shown. */
	readonly metric: GridMetric | undefined;
	/** The rows stay as they are. */
	readonly isHeld: boolean;
	/** How many nodes are. */
	readonly marked: number;
	/** As typed, raw; empty: none. */
	readonly filter: string;
	/** Of the nodes; undefined where there are none. */
	readonly intervalMs: number | undefined;
	/** Of the shelf, where it is shown. */
	readonly models?: ModelTabFacts | undefined;
	/** Undefined before anybody was heard of. */
	readonly freshness: Freshness | undefined;
	/** Since the events were seen. */
	readonly alerts: number;
	/** The configuration on disk is not the one in use. */
	readonly isConfigRejected: boolean;
};

export type AnswerSpeed = {
	/** Raw. */
	readonly node: string;
	readonly tokensPerSecond: number | undefined;
};

export type JobTabFacts = {
	readonly sort: JobSort | SlurmNodeSort;
	/** The order that is waited for; undefined: it is there. */
	readonly awaitedSort: JobSort | undefined;
	/** Of its controller. */
	readonly callsPerMinute: number;
	/** The controller makes us wait: it limits how often it may be asked. */
	readonly isLimited: boolean;
};

export type ModelTabFacts = {
	readonly count: number;
	/** What a filter leaves of them; undefined: no filter is set. */
	readonly shown: number | undefined;
	readonly sort: ModelSort;
};

/** `old`: no node was heard of for so long; `aged`: what is told in larger steps is so old, as it should be. */
export type Freshness =
	| {readonly state: 'live'}
	| {readonly state: 'aged'; readonly ageMs: number}
	| {readonly state: 'paused'}
	| {readonly state: 'old'; readonly ageMs: number};

const tabGutter = safe`  `;

/** Only the tabs that work, each with its fixed number. */
const tabs: readonly {readonly name: TabName; readonly title: Safe}[] = [
	{name: 'nodes', title: safe`1 Nodes`},
	{name: 'jobs', title: safe`2 Jobs`},
	{name: 'chat', title: safe`3 Chat`},
	{name: 'models', title: safe`4 Models`},
	{name: 'events', title: safe`6 Events`},
];

/** ` 1 Nodes  6 Events ▲2              every 2 s · live `: where we are, and how fresh it is. */
export function tabLine(shown: Tabs, columns: number, profile: Profile): ScreenLine {
	const titles = joinPieces(
		tabTitles(shown, profile).map(({pieces}) => pieces),
		{text: tabGutter},
	);
	const room = columns - 2 - piecesWidth(titles) - 2;
	return {
		pieces: placePieces([
			{column: 1, pieces: titles},
			endingAt(columns - 1, statusPieces(shown, {columns, room}, profile.glyphs)),
		]),
	};
}

type TabTitle = {readonly name: TabName; readonly pieces: readonly Piece[]};

function tabTitles({active, alerts, hasJobs}: Tabs, profile: Profile): readonly TabTitle[] {
	const working = tabs.filter(({name}) => name !== 'jobs' || hasJobs);
	return working.map(({name, title}) => ({
		name,
		pieces: [
			name === active ? {text: title, ...activeLook(profile)} : {text: title, tone: 'dim'},
			...(name === 'events' && alerts > 0 ? [alertsPiece(alerts, profile.glyphs)] : []),
		],
	}));
}

function alertsPiece(alerts: number, {warning}: Glyphs): Piece {
	return {text: safe` ${warning}${alerts}`, tone: 'warning'};
}

/** Which tab's title is at this column; undefined: none. */
export function tabAt(shown: Tabs, column: number, profile: Profile): TabName | undefined {
	let start = 1;
	for (const {name, pieces} of tabTitles(shown, profile)) {
		const end = start + piecesWidth(pieces);
		if (column >= start && column < end) {
			return name;
		}

		start = end + widthOf(tabGutter);
	}

	return undefined;
}

type Room = {readonly columns: number; readonly room: number};

function statusPieces(tabs: Tabs, {columns, room}: Room, glyphs: Glyphs): readonly Piece[] {
	const {sort, jobs, metric, isHeld, marked, filter, intervalMs, freshness, isConfigRejected} =
		tabs;
	const apart = safe` ${glyphs.apart} `;
	const fresh = freshness === undefined ? [] : freshnessPieces(freshness, glyphs);
	const mark: readonly Piece[] = isConfigRejected
		? [
				{text: safe`${glyphs.warning} config`, tone: 'warning'},
				{text: apart, tone: 'dim'},
			]
		: [];
	const isUsual = sort === undefined || (sort === 'health' && columns < 100);
	const words: readonly Word[] = [
		...(marked === 0 ? [] : [{text: safe`${marked} marked`, yields: 'last' as const}]),
		...(filter === ''
			? []
			: [{text: safe`filter ${clean(filter, {maxCharacters: 200})}`, yields: 'isCut' as const}]),
		...(isUsual ? [] : [{text: sortText(sort), yields: 'first' as const}]),
		...(metric === undefined ? [] : [{text: clean(metric), yields: 'first' as const}]),
		...(isHeld ? [{text: safe`order held`, yields: 'first' as const}] : []),
		...(jobs === undefined ? [] : jobWords(jobs, columns)),
		...(tabs.models === undefined ? [] : modelWords(tabs.models)),
		...(tabs.speed === undefined ? [] : speedWords(tabs.speed)),
		...(intervalMs === undefined ? [] : [intervalWord(intervalMs, tabs)]),
	];
	const wordRoom = room - piecesWidth([...mark, ...fresh]);
	const end = fresh.length === 0 ? safe`` : apart;
	const joined = joinSafe(fittedWords(words, wordRoom - widthOf(end), glyphs), apart);
	const before = joined === '' ? joined : safe`${joined}${end}`;
	const text = cutEnd(before, Math.max(0, wordRoom), glyphs);
	return [...mark, {text, tone: 'dim'}, ...fresh];
}

/** That asking is limited and how old the answer is are never cut: a filter is, and how the rows are sorted goes before it. */
type Word = {
	readonly text: Safe;
	/** What becomes of it where there is no room. */
	readonly yields?: 'soonest' | 'first' | 'isCut' | 'last';
};

/** `filter user…`, and `filter…` where there is not even room for that. */
const cutColumns = {good: 12, least: 7};

function fittedWords(words: readonly Word[], columns: number, glyphs: Glyphs): readonly Safe[] {
	const between = widthOf(glyphs.apart) + 2;
	const widthWith = (some: readonly Word[], cutTo: number): number =>
		some.reduce((sum, {text, yields}) => {
			const width = widthOf(text);
			return sum + between + (yields === 'isCut' ? Math.min(width, cutTo) : width);
		}, -between);
	let kept = words;
	for (const way of ['soonest', 'first', 'last', 'isCut'] as const) {
		const cutTo = way === 'soonest' || way === 'first' ? cutColumns.good : cutColumns.least;
		while (widthWith(kept, cutTo) > columns && kept.some(({yields}) => yields === way)) {
			kept = kept.toSpliced(
				kept.findIndex(({yields}) => yields === way),
				1,
			);
		}
	}

	const cutTo = Math.max(0, columns - widthWith(kept, 0));
	return kept.map(({text, yields}) => (yields === 'isCut' ? cutEnd(text, cutTo, glyphs) : text));
}

function speedWords({node, tokensPerSecond}: AnswerSpeed): readonly Word[] {
	return [
		...(tokensPerSecond === undefined
			? []
			: [{text: clean(speedText(Math.round(tokensPerSecond)))}]),
		{text: clean(node, {maxCharacters: 40}), yields: 'isCut'},
	];
}

function jobWords(
	{sort, awaitedSort, callsPerMinute: calls, isLimited}: JobTabFacts,
	columns: number,
): readonly Word[] {
	const usual: readonly Word[] =
		sort === 'mine' && columns < 100 ? [] : [{text: orderText(sort), yields: 'first'}];
	return [
		...(awaitedSort === undefined ? usual : [{text: safe`sorting ${orderText(awaitedSort)}`}]),
		{text: safe`${calls} ${calls === 1 ? safe`call` : safe`calls`}/min`, yields: 'last'},
		...(isLimited ? [{text: safe`limited`}] : []),
	];
}

/** `8 models · by size`; a filter leaves `3 of 8 models` */
function modelWords({count, shown, sort}: ModelTabFacts): readonly Word[] {
	const all = clean(countText(count, 'model'));
	return [
		{text: shown === undefined ? all : safe`${shown} of ${all}`, yields: 'last'},
		...(sort === 'name' ? [] : [{text: safe`by ${clean(sort)}`, yields: 'first' as const}]),
	];
}

/** What a person chose for the models comes before what is always the same of them. */
function intervalWord(intervalMs: number, {models}: Tabs): Word {
	const text = safe`every ${clean(secondsText(intervalMs))}`;
	return models === undefined ? {text} : {text, yields: 'soonest'};
}

function orderText(sort: JobSort | SlurmNodeSort): Safe {
	return sort === 'mine' ? safe`mine first` : sortText(sort);
}

function freshnessPieces(freshness: Freshness, glyphs: Glyphs): readonly Piece[] {
	switch (freshness.state) {
		case 'live':
			return [{text: safe`live`, tone: 'dim'}];
		case 'aged':
			return [{text: safe`${clean(durationText(freshness.ageMs))} old`, tone: 'dim'}];
		case 'paused':
			return [{text: safe`paused`, isStrong: true}];
		case 'old':
			return [
				{
					text: safe`${glyphs.warning} ${oldText(freshness.ageMs)} old`,
					tone: 'warning',
				},
			];
		default:
			return assertNever(freshness);
	}
}

/** In seconds as long as they can be read. */
function oldText(ageMs: number): Safe {
	return ageMs < 600_000 ? safe`${Math.round(ageMs / 1000)} s` : clean(durationText(ageMs));
}

function sortText(sort: NodeSort | JobSort | SlurmNodeSort): Safe {
	return sort === 'health' ? safe`worst first` : safe`by ${clean(sort)}`;
}

/** `2 s`, `0.5 s` */
function secondsText(ms: number): string {
	return `${Number((ms / 1000).toFixed(1))} s`;
}
