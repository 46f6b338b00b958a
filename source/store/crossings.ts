import type {ThresholdPair, Thresholds} from '../domain/config.ts';
import type {HealthReason} from '../domain/health.ts';
import {loadedValue} from '../domain/loadable.ts';
import type {Filesystem} from '../domain/node-facts.ts';
import {usedFraction} from '../rules/node-health.ts';
import {
	advanceLimits,
	type LimitTrack,
	levelOf,
	type Measured,
	type Measurement,
	noLimits,
	overLimitSinceMs,
} from '../rules/threshold-crossing.ts';
import {nodeSubject} from './node-subject.ts';
import type {NodeState} from './state.ts';

/** The node with its limits after what it has just told; the same object where that changes none of them. */
export function withLimits(
	before: NodeState,
	after: NodeState,
	thresholds: Thresholds | undefined,
): NodeState {
	if (thresholds === undefined) {
		return after;
	}

	const measured = [
		...measuredInSample(before, after, thresholds),
		...measuredDisks(before, after, thresholds),
	];
	const limits = measured.reduce(advanceLimits, after.limits);
	return limits === after.limits ? after : {...after, limits};
}

/** Since when it is over the limit that a reason tells of (monotonic); undefined: it is not settled, or not followed. */
export function overSinceMsOf({limits}: NodeState, reason: HealthReason): number | undefined {
	return overLimitSinceMs(limits, reason);
}

/** What it is over by limits that were moved: the configuration crossed them, not the node. */
export function foundLimits(node: NodeState, thresholds: Thresholds): NodeState['limits'] {
	const {reading, filesystems} = node;
	const measured = [
		...(reading.state === 'fresh' ? [inReading(node, reading.atMs, thresholds)] : []),
		...(filesystems.state === 'fresh' ? [onDisks(filesystems, thresholds)] : []),
	];
	return measured.map(one => ({...one, isFirst: true})).reduce(advanceLimits, noLimits);
}

const inSample: readonly LimitTrack['measure'][] = ['memory', 'temperature'];

/** Nearly every sample is of a node that is well and was before: that has to cost nothing. */
function measuredInSample(
	before: NodeState,
	after: NodeState,
	thresholds: Thresholds,
): readonly Measured[] {
	const {reading, limits, healthReasons} = after;
	if (
		reading === before.reading ||
		reading.state !== 'fresh' ||
		(limits === noLimits && healthReasons.length === 0)
	) {
		return [];
	}

	const isFirst = loadedValue(before.reading) === undefined;
	return [{...inReading(after, reading.atMs, thresholds), isFirst}];
}

type Found = Omit<Measured, 'isFirst'>;

function inReading(node: NodeState, atMs: number, thresholds: Thresholds): Found {
	const {memory, temperature} = nodeSubject(node).values;
	return {
		measures: inSample,
		values: [
			...measurement('memory', memory, thresholds.memory),
			...measurement('temperature', temperature, thresholds.temperature),
		],
		unknown: [
			...(memory === undefined ? [{measure: 'memory', mount: undefined} as const] : []),
			...(temperature === undefined ? [{measure: 'temperature', mount: undefined} as const] : []),
		],
		atMs,
	};
}

function measurement(
	measure: LimitTrack['measure'],
	value: number | undefined,
	thresholds: ThresholdPair,
): readonly Measurement[] {
	return value === undefined
		? []
		: [{measure, subject: undefined, value, level: levelOf(value, thresholds)}];
}

/** They come on their own, more rarely than samples; a mount that does not answer is as full as it was. */
function measuredDisks(
	before: NodeState,
	after: NodeState,
	thresholds: Thresholds,
): readonly Measured[] {
	const {filesystems} = after;
	if (filesystems === before.filesystems || filesystems.state !== 'fresh') {
		return [];
	}

	const isFirst = loadedValue(before.filesystems) === undefined;
	return [{...onDisks(filesystems, thresholds), isFirst}];
}

type Disks = Extract<NodeState['filesystems'], {state: 'fresh'}>;

function onDisks({value, atMs}: Disks, thresholds: Thresholds): Found {
	return {
		measures: ['disk'],
		values: value.flatMap(filesystem => diskValue(filesystem, thresholds)),
		unknown: value
			.filter(({state}) => state === 'silent')
			.map(({mount}) => ({measure: 'disk', mount})),
		atMs,
	};
}

function diskValue(filesystem: Filesystem, {disk}: Thresholds): readonly Measurement[] {
	const value = filesystem.state === 'measured' ? usedFraction(filesystem) : undefined;
	return value === undefined
		? []
		: [{measure: 'disk', subject: filesystem.mount, value, level: levelOf(value, disk)}];
}
