import {endingAt, piecesWidth, placePieces} from '../components/place-pieces.ts';
import {textColumn} from '../components/detail-head.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {ClusterState} from '../store/clusters-state.ts';
import {type SlurmFigures, slurmFigures} from '../store/slurm-node-facts.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {fitParts} from '../theme/node-row-text.ts';
import {countText} from '../theme/number-text.ts';
import type {Piece, ScreenLine} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {cutMiddle, widthOf} from '../theme/width.ts';

const longestName = 24;

/** `     hpc   8 nodes · 1 down · 2 drained · 40 of 56 cpus · 2 of 3 gpus in use`: each node once, in however many partitions it is. */
export function slurmSummaryLine(
	cluster: ClusterState,
	columns: number,
	glyphs: Glyphs,
): ScreenLine {
	const name = cutMiddle(clean(cluster.config.name, {maxCharacters: 200}), longestName, glyphs);
	const column = textColumn + widthOf(name) + 3;
	const parts = partsOf(slurmFigures(loadedValue(cluster.nodes)?.nodes ?? []));
	const {length} = cluster.unread.nodes ?? [];
	const unread = length === 0 ? [] : [unreadPiece(length, glyphs)];
	const end = columns - 1 - (length === 0 ? 0 : piecesWidth(unread) + 3);
	return {
		pieces: placePieces([
			{column: textColumn, pieces: [{text: name}]},
			{column, pieces: [{text: fitParts(parts, end - column, glyphs), tone: 'dim'}]},
			endingAt(columns - 1, unread),
		]),
	};
}

/** Lines of sinfo that were not understood: rows may be missing. */
function unreadPiece(count: number, glyphs: Glyphs): Piece {
	return {text: safe`${glyphs.warning} ${count} not read`, tone: 'warning'};
}

function partsOf({nodes, down, closed, cpus, gpus}: SlurmFigures): readonly Safe[] {
	return [
		clean(countText(nodes, 'node')),
		...(down === 0 ? [] : [safe`${down} down`]),
		...(closed === 0 ? [] : [safe`${closed} closed`]),
		safe`${cpus.allocated} of ${cpus.total} cpus in use`,
		...(gpus.total === 0 ? [] : [safe`${gpus.allocated} of ${gpus.total} gpus`]),
	];
}
