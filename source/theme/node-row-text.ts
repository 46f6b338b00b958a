import type {Connection} from '../domain/connection.ts';
import type {Glyphs} from './glyphs.ts';
import {joinSafe, type Safe, safe} from './safe.ts';

export type Moment = {readonly atMs: number; readonly wallMs: number};

/**
 * What a row says in place of its values, in parts of falling weight: why, when the node was seen last, when the next
 * try is, which key helps. Undefined where there are values to show (`ready`, `degraded`).
 */
export function connectionParts(
	_connection: Connection,
	_now: Moment,
	_lastSeenAtMs: number | undefined,
): readonly Safe[] | undefined {
	return undefined;
}

/** As many of the parts as fit, at least the first, which is cut: `no route to host · last seen 13:48`. */
export function fitParts(parts: readonly Safe[], _columns: number, _glyphs: Glyphs): Safe {
	return joinSafe(parts, safe` · `);
}

/** All parts in one sentence. In a table, whose rows end somewhere and may be ascii, take the parts and `fitParts`. */
export function connectionText(
	connection: Connection,
	now: Moment,
	lastSeenAtMs: number | undefined,
): Safe | undefined {
	const parts = connectionParts(connection, now, lastSeenAtMs);
	return parts === undefined ? undefined : joinSafe(parts, safe` · `);
}
