import type {ClusterTrouble} from '../domain/cluster.ts';
import {ageSentence, troubleText} from '../theme/cluster-text.ts';
import {durationText} from '../theme/duration-text.ts';
import {failureText} from '../theme/failure-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {Piece, ScreenLine, Tone} from '../theme/piece.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {cutEnd, widthOf} from '../theme/width.ts';
import {textColumn, textLine, textWidth} from './detail-head.ts';
import {hairlineLine} from './hairline.ts';
import {wrapWords} from './wrap-words.ts';

/** A cluster that does not answer. `via`: how its login node is called; undefined: this machine. All text is raw. */
export type SilentCluster = ClusterTrouble & {
	readonly cluster: string;
	readonly what: 'queue' | 'list of nodes';
	readonly via: string | undefined;
	/** The failure is that of its login node, which the tab of nodes shows. */
	readonly isLoginLost: boolean;
	/** Undefined: there is no try by itself; 0 or less: it is tried now. */
	readonly retryInMs: number | undefined;
};

export type ToldBefore = {
	readonly ageMs: number;
	/** When what is shown was told. */
	readonly wallMs: number;
};

type Room = {readonly columns: number; readonly glyphs: Glyphs};

/** Over a table that is from before: who, how it failed, of when this is, when the next try is. Always three lines (SCREENS 3). */
export function staleLines(
	silent: SilentCluster,
	{ageMs, wallMs}: ToldBefore,
	room: Room,
): readonly ScreenLine[] {
	const {columns, glyphs} = room;
	const age = safe`${glyphs.warning} ${clean(durationText(ageMs))} old`;
	const most = columns - 1 - textColumn;
	const trouble = troubleSentence(silent);
	const sentence = ageSentence(silent.what, wallMs);
	const both = safe`${trouble} ${sentence}`;
	const next = nextTry(silent.retryInMs, glyphs);
	// Of when the picture is, is told whole: on the line of the next try where it has no room beside the trouble.
	const [what, when] =
		widthOf(both) <= most ? [both, next] : [trouble, safe`${next} ${glyphs.apart} ${sentence}`];
	return [
		paneHead(silent, {text: age, tone: 'warning'}, room),
		textLine(cutEnd(what, most, glyphs)),
		textLine(cutEnd(when, most, glyphs)),
	];
}

/** In place of a table that there never was. */
export function failedLines(silent: SilentCluster, room: Room): readonly ScreenLine[] {
	const {columns, glyphs} = room;
	const fact: Piece = {text: safe`${glyphs.cross} never answered`, tone: 'down'};
	const isAbsent =
		silent.failure.kind === 'missing' || (silent.controller === 'unknown' && !silent.isLoginLost);
	return [
		paneHead(silent, fact, room),
		...wrapWords(troubleSentence(silent), textWidth(columns)).map(textLine),
		...(isAbsent && silent.via !== undefined
			? wrapWords(
					safe`Is Slurm there? slurm[].via in config.yaml must name a node that has it.`,
					textWidth(columns),
				).map(textLine)
			: []),
		textLine(safe``),
		textLine(joinSafe(tries(silent), safe` ${glyphs.apart} `)),
	];
}

function tries({via, retryInMs, isLoginLost}: SilentCluster): readonly Safe[] {
	return [
		...(retryInMs === undefined ? [] : [nextTryText(retryInMs)]),
		isLoginLost ? safe`1 goes to the nodes` : safe`r tries again`,
		...(via === undefined
			? []
			: [safe`clusterdeck doctor ${clean(via, {maxCharacters: 100})} checks it`]),
	];
}

function troubleSentence(silent: SilentCluster): Safe {
	const {failure, isLoginLost, via = 'this machine'} = silent;
	const text = isLoginLost ? failureText(failure) : troubleText(silent, via);
	return clean(text, {maxCharacters: 1000});
}

function nextTry(retryInMs: number | undefined, {apart}: Glyphs): Safe {
	return retryInMs === undefined
		? safe`r tries now`
		: safe`${nextTryText(retryInMs)} ${apart} r tries now`;
}

function nextTryText(retryInMs: number): Safe {
	const waitMs = Math.ceil(retryInMs / 1000) * 1000;
	return waitMs <= 0 ? safe`Trying now` : safe`Next try in ${clean(durationText(waitMs))}`;
}

/** ` ─── queue of hpc ──────────────── ▲ 43 s old` */
function paneHead(
	{cluster, what}: SilentCluster,
	{text, tone}: {readonly text: Safe; readonly tone?: Tone},
	{columns, glyphs}: Room,
): ScreenLine {
	const title = safe`${clean(what)} of ${clean(cluster, {maxCharacters: 60})}`;
	const line = hairlineLine(
		{title: {text: title, isStrong: true}, facts: [{text, place: 0}]},
		columns,
		glyphs,
	);
	const toned = line.pieces.map((piece, index) =>
		index === line.pieces.length - 1 && tone !== undefined ? {...piece, tone} : piece,
	);
	return {...line, pieces: toned};
}

/** Where no cluster is configured: what this tab is for (SCREENS 3, words). */
export const noClusterLines: readonly ScreenLine[] = [
	safe`No Slurm cluster is configured: here are its jobs, once one is.`,
	safe``,
	safe`In config.yaml, with a node of it or a host of ~/.ssh/config:`,
	safe``,
	safe`slurm:`,
	safe`  - {name: hpc, via: login}`,
	safe``,
	safe`Where squeue is on this machine it is found by itself.`,
].map(textLine);
