import type {Thresholds} from '../domain/config.ts';
import {failureOf} from '../domain/connection.ts';
import {loadedValue} from '../domain/loadable.ts';
import {type Happening, samplerCommand} from '../domain/log-entry.ts';
import {isCalm} from '../rules/label.ts';
import {type Crossing, crossingsBetween} from '../rules/threshold-crossing.ts';
import type {NodeState} from './state.ts';

export type NodeChange = {
	readonly before: NodeState;
	readonly after: NodeState;
	readonly atMs: number;
	readonly thresholds: Thresholds | undefined;
	/** The last that was told of its being down or up; undefined: nothing is, or it is too long ago. */
	readonly lastUpOrDown: () => UpOrDown | undefined;
	/** When its samples began to be read, as it was told last. */
	readonly lastSamplerAtMs: () => number | undefined;
};

export type UpOrDown = {readonly kind: 'wentDown' | 'cameUp'; readonly atMs: number};

/** What became of a node between two of its states, as it is told, and what was wrong with it when it was seen first. */
export function nodeHappenings(change: NodeChange): readonly Happening[] {
	return isQuiet(change)
		? []
		: [
				...downOrUp(change),
				...reboot(change),
				...crossings(change),
				...labelChange(change),
				...samplerStart(change),
			];
}

/** Nearly every sample: that has to cost nothing. */
function isQuiet({before, after}: NodeChange): boolean {
	return (
		before.health === after.health &&
		before.limits === after.limits &&
		before.connection.state === after.connection.state &&
		before.label.label.name === after.label.label.name &&
		bootIdOf(before) === bootIdOf(after)
	);
}

function bootIdOf({reading}: NodeState): string | undefined {
	return loadedValue(reading)?.sample.bootId;
}

function downOrUp(change: NodeChange): readonly Happening[] {
	const {before, after, atMs, lastUpOrDown} = change;
	if (after.health === 'down') {
		return isNewlyDown(change) ? [wentDown(change)] : [];
	}

	if (after.connection.state !== 'ready' || before.connection.state === 'ready') {
		return [];
	}

	const last = lastUpOrDown();
	return last?.kind === 'wentDown' || before.health === 'down'
		? [{kind: 'cameUp', wasDownMs: last === undefined ? undefined : atMs - last.atMs}]
		: [];
}

/** A node that is down is told of once, but that its key has changed is told of even then. */
function isNewlyDown({before, after, lastUpOrDown}: NodeChange): boolean {
	if (failureOf(after)?.kind === 'hostKeyMismatch') {
		return failureOf(before)?.kind !== 'hostKeyMismatch';
	}

	return before.health !== 'down' && lastUpOrDown()?.kind !== 'wentDown';
}

/** How long the node itself had been up, as it told with its last sample. */
function wentDown(change: NodeChange): Happening {
	const {before, after} = change;
	const uptimeSeconds =
		before.health === 'down' ? undefined : loadedValue(before.reading)?.sample.uptimeSeconds;
	return {
		kind: 'wentDown',
		failure: failureOf(after),
		wasUpMs: uptimeSeconds === undefined ? undefined : uptimeSeconds * 1000,
		...(isFoundDown(change) ? {isFound: true} : {}),
	};
}

/** A key that is not the one that was recorded is alarming from the start. */
function isFoundDown({before, after, lastUpOrDown}: NodeChange): boolean {
	return (
		before.connectedAtMs === undefined &&
		loadedValue(before.reading) === undefined &&
		lastUpOrDown() === undefined &&
		failureOf(after)?.kind !== 'hostKeyMismatch'
	);
}

function reboot({before, after}: NodeChange): readonly Happening[] {
	const bootId = bootIdOf(before);
	const newBootId = bootIdOf(after);
	return bootId !== undefined && newBootId !== undefined && bootId !== newBootId
		? [{kind: 'rebooted'}]
		: [];
}

function crossings({before, after, atMs, thresholds}: NodeChange): readonly Happening[] {
	return before.limits === after.limits || thresholds === undefined
		? []
		: crossingsBetween(before.limits, after.limits, atMs).map(one =>
				crossed(one, after, thresholds),
			);
}

function crossed(
	{track, severity, isOver, lastedMs, isFound}: Crossing,
	{label}: NodeState,
	thresholds: Thresholds,
): Happening {
	const {measure, subject, value} = track;
	return {
		kind: 'crossed',
		...{measure, subject, severity, isOver, value, lastedMs},
		limit: thresholds[measure][severity],
		label: label.label.name,
		...(isFound ? {isFound} : {}),
	};
}

/**
 * A label that is there for the first time, or again after the node was lost, is no change. Nor is one that says of a node
 * that nothing holds back how much it does: at a limit between two of those a node goes to and fro all day.
 */
function labelChange({before, after}: NodeChange): readonly Happening[] {
	const {name: nameBefore} = before.label.label;
	const {name, evidence} = after.label.label;
	const isKnown = name !== 'unknown' && nameBefore !== 'unknown';
	return name === nameBefore || !isKnown || (isCalm(name) && isCalm(nameBefore))
		? []
		: [{kind: 'labelChanged', before: nameBefore, after: name, evidence}];
}

/** This machine is read from its own files, without a command. A poll that was missed starts nothing anew. */
function samplerStart(change: NodeChange): readonly Happening[] {
	const {before, after} = change;
	const isReady = after.connection.state === 'ready' && before.connection.state !== 'ready';
	return isReady && !after.config.isLocal && !isSampled(change)
		? [
				{
					kind: 'command',
					run: {command: samplerCommand, tookMs: undefined, result: {kind: 'runs'}},
					count: 1,
				},
			]
		: [];
}

/** Since the connection came about. */
function isSampled({after, lastSamplerAtMs}: NodeChange): boolean {
	const startedAtMs = lastSamplerAtMs();
	return startedAtMs !== undefined && startedAtMs >= (after.connectedAtMs ?? startedAtMs);
}
