import {plainLine} from '../components/plain-lines.ts';
import {plainRow} from '../components/plain-row.ts';
import {loadedValue} from '../domain/loadable.ts';
import {rowUnderCursor, shownRows} from '../store/job-rows.ts';
import {placeOf} from '../store/row-index.ts';
import {jobsTold, slurmNodesTold} from '../store/jobs-told.ts';
import type {JobEntry} from '../store/job-row.ts';
import {waitingOf} from '../store/job-why-of.ts';
import {shownCluster} from '../store/shown-cluster.ts';
import {isEntry, placeOfSlurmRow, shownSlurmRows, slurmRowUnder} from '../store/slurm-node-rows.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {blanks, widthOf} from '../theme/width.ts';
import {jobDetailOf} from './job-detail.ts';
import {openOf} from './job-pane.ts';
import {type JobsPicture, tableLines, topLines, unknownLines} from './jobs-table.ts';
import {slurmDetailOf} from './slurm-node-detail.ts';
import {slurmTableLines, slurmTopLines, unknownSlurmLines} from './slurm-nodes-table.ts';

type Place = {
	readonly key: string;
	readonly lines: readonly Safe[];
	readonly cursor: {readonly key: string; readonly text: Safe} | undefined;
};

/** Nothing is cut that is read aloud. */
const rowColumns = 200;
const detailSize = {columns: 110, rows: 400, isAiry: false};

/** The queue as it is read aloud: the row of the cursor, its detail, or what is wrong. */
export function jobsPlace(world: JobsPicture): Place {
	const {state, screen} = world;
	const told = jobsTold(state);
	const picture = wide(world);
	if (told.kind !== 'told') {
		return {key: `jobs ${told.kind}`, lines: words(unknownLines(picture, told)), cursor: undefined};
	}

	const {filter, isOpen, pane, hasAll} = screen.jobs;
	const under = rowUnderCursor(state);
	if (under !== undefined && (isOpen || pane !== 'facts')) {
		return openedPlace(world, under, told.trouble === undefined);
	}

	const shown = shownRows(state);
	const entries = shown.filter(({kind}) => kind !== 'blank');
	const place = under === undefined ? -1 : placeOf(shown, under.ref);
	const table = tableLines(picture, {top: Math.max(0, place), rows: 1});
	const text = rowText(table, picture);
	return {
		key: `jobs ${filter} ${hasAll} ${told.trouble === undefined} ${entries.length === 0}`,
		lines: [
			filter === '' ? safe`Jobs.` : safe`${entries.length} match ${clean(filter)}.`,
			...words(topLines(picture)),
			...(under === undefined ? [text] : []),
		],
		cursor: under && {
			key: `${under.ref.id} ${under.job.state} ${screen.jobs.marks.length}`,
			text: safe`${entries.indexOf(under) + 1} of ${entries.length}. ${text}`,
		},
	};
}

/** What the pane shows of a job: it is read once the cluster has told it, and once only. */
function openedPlace(world: JobsPicture, under: JobEntry, isAnswering: boolean): Place {
	const {state, screen} = world;
	const {pane} = screen.jobs;
	const asked = openOf(state, under)?.[pane === 'facts' ? 'detail' : pane].state ?? 'idle';
	const isAsked =
		asked === 'idle' ? pane !== 'why' || waitingOf(under) !== undefined : asked === 'loading';
	const isAwaited = isAsked && isAnswering && !under.isGone && state.paused === undefined;
	const jobs = {...screen.jobs, isOpen: true, detailScroll: 0};
	const {lines} = jobDetailOf(under, {...world, screen: {...screen, jobs}}, detailSize);
	return {
		key: `job ${pane} ${under.ref.id} ${under.job.state} ${isAwaited ? 'awaited' : asked}`,
		lines: isAwaited ? [safe`Asking the cluster.`] : words(lines),
		cursor: undefined,
	};
}

/** The partitions and nodes of the cluster in the same way. */
export function slurmNodesPlace(world: JobsPicture): Place {
	const {state, screen} = world;
	const told = slurmNodesTold(state);
	const picture = wide(world);
	if (told.kind !== 'told') {
		const lines = words(unknownSlurmLines(picture, told));
		return {key: `cluster nodes ${told.kind}`, lines, cursor: undefined};
	}

	const {filter, isOpen} = screen.jobs.nodes;
	const under = slurmRowUnder(state);
	if (under !== undefined && isOpen) {
		const nodes = {...screen.jobs.nodes, detailScroll: 0};
		const opened = {...world, screen: {...screen, jobs: {...screen.jobs, nodes}}};
		const {lines} = slurmDetailOf(under, opened, detailSize);
		return {key: `cluster node ${under.ref.name}`, lines: words(lines), cursor: undefined};
	}

	const shown = shownSlurmRows(state);
	const entries = shown.filter(isEntry);
	const top = Math.max(0, placeOfSlurmRow(shown, under));
	const text = rowText(slurmTableLines(picture, {top, rows: 1}), picture);
	const count = loadedValue(shownCluster(state)?.nodes ?? {state: 'idle'})?.nodes.length ?? 0;
	return {
		key: `cluster nodes ${filter} ${told.trouble === undefined} ${entries.length === 0}`,
		lines: [
			filter === ''
				? safe`Partitions and nodes: ${count} nodes.`
				: safe`${entries.length} match ${clean(filter)}.`,
			...words(slurmTopLines(picture)),
			...(under === undefined ? [text] : []),
		],
		cursor: under && {
			key: `${under.kind} ${under.ref.name}`,
			text: safe`${placeOfSlurmRow(entries, under) + 1} of ${entries.length}. ${text}`,
		},
	};
}

function wide(world: JobsPicture): JobsPicture {
	const {screen} = world;
	return {...world, screen: {...screen, size: {...screen.size, columns: rowColumns}}};
}

/** Without the sign of the cursor, for who moves it knows where it is, and that of a job that waits, whose state says so. */
function rowText([head, row]: readonly ScreenLine[], {profile}: JobsPicture): Safe {
	if (head === undefined || row === undefined) {
		return safe``;
	}

	const {cursor, waiting, absent} = profile.glyphs;
	const pieces = row.pieces.map(piece =>
		piece.text === cursor || piece.text === waiting
			? {...piece, text: blanks(widthOf(piece.text))}
			: piece,
	);
	return plainRow(head, {pieces}, {absent});
}

function words(lines: readonly ScreenLine[]): readonly Safe[] {
	return lines.map(plainLine).filter(text => text !== '');
}
