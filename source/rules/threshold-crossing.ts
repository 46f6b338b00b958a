/**
 * When a value went over a limit, and when it came back: told once two measurements in a row say so, so that one that
 * trembles at its limit tells nothing.
 */
import type {ThresholdPair} from '../domain/config.ts';
import type {HealthReason, ThresholdPassed} from '../domain/health.ts';

export type Level = 'normal' | Severity;
type Severity = ThresholdPassed['severity'];

/** One value that is over a limit, or was just now; what is well has none. */
export type LimitTrack = {
	readonly measure: ThresholdPassed['measure'];
	/** The mount of a disk. A node has one memory, and one temperature whichever sensor is the hottest. */
	readonly mount: string | undefined;
	/** What two measurements in a row have said. */
	readonly settled: Level;
	/** What the last one said. */
	readonly last: Level;
	/** As it was when `settled` changed last: a fraction, or degrees Celsius. */
	readonly value: number;
	/** The sensor or mount that was read then; undefined for memory. */
	readonly subject: string | undefined;
	/** Since when it is settled over each limit (monotonic); undefined: it is not. */
	readonly overSinceMs: Readonly<Record<Severity, number | undefined>>;
};

export type LimitTracks = readonly LimitTrack[];

export const noLimits: LimitTracks = [];

/** One value that was just measured. */
export type Measurement = {
	readonly measure: LimitTrack['measure'];
	readonly subject: string | undefined;
	readonly value: number;
	readonly level: Level;
};

export type Measured = {
	/** What belongs together is measured together; the tracks of other measures stay. */
	readonly measures: readonly LimitTrack['measure'][];
	readonly values: readonly Measurement[];
	/** Those of which nothing is known now: their tracks stay too. All others that are not measured are gone. */
	readonly unknown: readonly Place[];
	/** Nothing was known of these measures before: what they are now is how it was found, and no change. */
	readonly isFirst: boolean;
	readonly atMs: number;
};

const ranks: Readonly<Record<Level, number>> = {normal: 0, warning: 1, critical: 2};

export function levelOf(value: number, {warning, critical}: ThresholdPair): Level {
	return value > critical ? 'critical' : value > warning ? 'warning' : 'normal';
}

/** The tracks after a measurement; the same ones when nothing changed. */
export function advanceLimits(tracks: LimitTracks, measured: Measured): LimitTracks {
	const {values} = measured;
	const others = tracks.filter(track => isKept(track, measured));
	const measuredNow = values.flatMap(value => {
		const before = trackOf(tracks, {measure: value.measure, mount: mountOf(value)});
		return advanceOne(before, value, measured) ?? [];
	});
	const next = [...others, ...measuredNow];
	if (next.length === 0) {
		return noLimits;
	}

	return next.length === tracks.length && next.every(track => tracks.includes(track))
		? tracks
		: next;
}

/** Since when the limit is passed that a reason tells of (monotonic); undefined: it is not settled, or not followed. */
export function overLimitSinceMs(tracks: LimitTracks, reason: HealthReason): number | undefined {
	return reason.measure === 'mount'
		? undefined
		: trackOf(tracks, {measure: reason.measure, mount: mountOf(reason)})?.overSinceMs[
				reason.severity
			];
}

/** Two measurements with a loss of the node between them are not in a row: what only the last one said is forgotten. */
export function interruptedLimits(tracks: LimitTracks): LimitTracks {
	const isWhole = tracks.every(({settled, last}) => settled === last);
	const settled = tracks.filter(track => track.settled !== 'normal');
	return isWhole
		? tracks
		: settled.length === 0
			? noLimits
			: settled.map(track => ({...track, last: track.settled}));
}

/** A track whose value changed its level between the two states of a node. */
export type Crossing = {
	readonly track: LimitTrack;
	/** The limit that was crossed; of two at once the higher going up, the lower coming down. */
	readonly severity: Severity;
	readonly isOver: boolean;
	/** How long it was over that limit; undefined while it is. */
	readonly lastedMs: number | undefined;
	/** Nothing was known of it before. */
	readonly isFound: boolean;
};

/** What was crossed between two states of the same tracks, which were advanced once. */
export function crossingsBetween(
	before: LimitTracks,
	after: LimitTracks,
	atMs: number,
): readonly Crossing[] {
	return after.flatMap(track => {
		const was = trackOf(before, track);
		if (was === undefined) {
			return found(track);
		}

		return was.settled === track.settled ? [] : [crossing(was, track, atMs)];
	});
}

/** Only a first measurement settles at once. */
function found(track: LimitTrack): readonly Crossing[] {
	const {settled} = track;
	return settled === 'normal'
		? []
		: [{track, severity: settled, isOver: true, lastedMs: undefined, isFound: true}];
}

function crossing(was: LimitTrack, track: LimitTrack, atMs: number): Crossing {
	const {settled} = track;
	if (settled !== 'normal' && ranks[settled] > ranks[was.settled]) {
		return {track, severity: settled, isOver: true, lastedMs: undefined, isFound: false};
	}

	const severity = settled === 'warning' ? 'critical' : 'warning';
	const sinceMs = was.overSinceMs[severity];
	const lastedMs = sinceMs === undefined ? undefined : atMs - sinceMs;
	return {track, severity, isOver: false, lastedMs, isFound: false};
}

type Place = Pick<LimitTrack, 'measure' | 'mount'>;

function trackOf(tracks: LimitTracks, {measure, mount}: Place): LimitTrack | undefined {
	return tracks.find(track => track.measure === measure && track.mount === mount);
}

function mountOf({measure, subject}: Pick<Measurement, 'measure' | 'subject'>): string | undefined {
	return measure === 'disk' ? subject : undefined;
}

function isKept(track: LimitTrack, {measures, unknown}: Measured): boolean {
	return (
		!measures.includes(track.measure) ||
		unknown.some(({measure, mount}) => track.measure === measure && track.mount === mount)
	);
}

/** Undefined: it is well, and was before. */
function advanceOne(
	before: LimitTrack | undefined,
	measurement: Measurement,
	{isFirst, atMs}: Measured,
): LimitTrack | undefined {
	const {measure, subject, value, level} = measurement;
	const was = before?.settled ?? 'normal';
	if (level === 'normal' && was === 'normal') {
		return undefined;
	}

	const settled = isFirst ? level : settledLevel(was, before?.last ?? 'normal', level);
	if (before !== undefined && settled === was) {
		return before.last === level ? before : {...before, last: level};
	}

	const overSinceMs = sinceWhen(before?.overSinceMs ?? never, settled, atMs);
	const mount = mountOf(measurement);
	return {measure, mount, settled, last: level, value, subject, overSinceMs};
}

const never: LimitTrack['overSinceMs'] = {warning: undefined, critical: undefined};

/** As far up as both measurements were, or as far down. */
function settledLevel(settled: Level, last: Level, now: Level): Level {
	const [lower, higher] = ranks[last] < ranks[now] ? [last, now] : [now, last];
	if (ranks[lower] > ranks[settled]) {
		return lower;
	}

	return ranks[higher] < ranks[settled] ? higher : settled;
}

function sinceWhen(
	{warning, critical}: LimitTrack['overSinceMs'],
	settled: Level,
	atMs: number,
): LimitTrack['overSinceMs'] {
	return {
		warning: settled === 'normal' ? undefined : (warning ?? atMs),
		critical: settled === 'critical' ? (critical ?? atMs) : undefined,
	};
}
