/**
 * The state label of a node with its evidence and hysteresis: a small machine that is advanced once a sample.
 * A label changes after several evaluations in a row that agree, and not before it stood for a while, except for
 * what must be seen at once: memory pressure, and a throttle bit as it is set and as it is cleared.
 */
import type {Confidence, Evidence, Label, LabelName} from '../domain/label.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import {judge, noVerdicts, type Verdicts} from './bottleneck.ts';
import {calmLabel} from './calm-label.ts';
import {extendWindow, medianOf, type SampleWindow} from './sample-window.ts';
import {throttleEvidence} from './throttle.ts';

export type LabelTrack = {
	readonly label: Label;
	readonly window: SampleWindow;
	readonly verdicts: Verdicts;
	/** The label that wants to come, and how many evaluations in a row said so. */
	readonly candidate: {readonly name: LabelName; readonly count: number} | undefined;
	/** The kernel's last kill for memory: it counts as pressure for a minute. */
	readonly oomKill: {readonly atMs: number; readonly count: number} | undefined;
};

/** Before there is a label. */
export const fewestSamples = 3;
const evaluationsToEnter = 3;
const evaluationsToLeave = 5;
const shortestStayMs = 10_000;
const oomKillLastsMs = 60_000;
const stealWorthSaying = 0.1;

/** Before the third sample, and again after the node was lost. */
export function unknownLabel(atMs: number): LabelTrack {
	return {
		label: unknownSince(undefined, atMs),
		window: [],
		verdicts: noVerdicts,
		candidate: undefined,
		oomKill: undefined,
	};
}

function unknownSince(label: Label | undefined, atMs: number): Label {
	return label?.name === 'unknown'
		? label
		: {name: 'unknown', evidence: [], confidence: 'low', sinceMs: atMs};
}

/** The next state after a sample. A label that waits for its change keeps the evidence that speaks for it. */
export function advanceLabel(track: LabelTrack, figures: NodeFigures, atMs: number): LabelTrack {
	const window = extendWindow(track.window, figures);
	const verdicts = judge(window, track.verdicts);
	const oomKill = latestOomKill(track.oomKill, figures, atMs);
	const next = {window, verdicts, oomKill};
	const wanted = window.length < fewestSamples ? undefined : wantedLabel(next);
	if (wanted === undefined) {
		return {...next, label: unknownSince(track.label, atMs), candidate: undefined};
	}

	const now = {
		evidence: [...wanted.evidence, ...stealEvidence(window)],
		confidence: confidenceOf(window),
	};
	if (wanted.name === track.label.name) {
		return {...next, label: {...track.label, ...now}, candidate: undefined};
	}

	const count = track.candidate?.name === wanted.name ? track.candidate.count + 1 : 1;
	return mayChange(track.label, wanted.name, {count, atMs})
		? {...next, label: {name: wanted.name, ...now, sinceMs: atMs}, candidate: undefined}
		: {...next, label: track.label, candidate: {name: wanted.name, count}};
}

type Judged = Pick<LabelTrack, 'window' | 'verdicts' | 'oomKill'>;
type WantedLabel = {readonly name: LabelName; readonly evidence: readonly Evidence[]};

function wantedLabel({window, verdicts, oomKill}: Judged): WantedLabel | undefined {
	const throttles = throttleEvidence(window.at(-1));
	const {memory, gpu, cpu, io} = verdicts;
	const bound = [...gpu.evidence, ...cpu.evidence, ...io.evidence];
	if (throttles.length > 0) {
		return {name: 'throttled', evidence: [...throttles, ...memory.evidence, ...bound]};
	}

	if (memory.isBound || oomKill !== undefined) {
		const kills: readonly Evidence[] = oomKill ? [{kind: 'oomKill', count: oomKill.count}] : [];
		return {name: 'memory-pressure', evidence: [...kills, ...memory.evidence, ...bound]};
	}

	const name = boundName(verdicts);
	return name === undefined ? calmLabel(window) : {name, evidence: bound};
}

function boundName({gpu, cpu, io}: Verdicts): LabelName | undefined {
	if (gpu.isBound && cpu.isBound) {
		return io.isBound ? 'mixed-gpu-cpu-io' : 'mixed-gpu-cpu';
	}

	if (io.isBound) {
		return gpu.isBound ? 'mixed-gpu-io' : cpu.isBound ? 'mixed-cpu-io' : 'io-bound';
	}

	return gpu.isBound ? 'gpu-bound' : cpu.isBound ? 'cpu-bound' : undefined;
}

function mayChange(label: Label, wanted: LabelName, now: {count: number; atMs: number}): boolean {
	const isAtOnce = wanted === 'throttled' || wanted === 'memory-pressure';
	if (isAtOnce || label.name === 'unknown' || label.name === 'throttled') {
		return true;
	}

	const evaluations =
		isCalm(wanted) && !isCalm(label.name) ? evaluationsToLeave : evaluationsToEnter;
	return now.count >= evaluations && now.atMs - label.sinceMs >= shortestStayMs;
}

/** Nothing holds the node back. */
export function isCalm(name: LabelName): boolean {
	return name === 'idle' || name === 'underutilized' || name === 'balanced';
}

function latestOomKill(
	before: LabelTrack['oomKill'],
	figures: NodeFigures,
	atMs: number,
): LabelTrack['oomKill'] {
	const count = figures.memory?.oomKills ?? 0;
	if (count > 0) {
		return {atMs, count};
	}

	return before && atMs - before.atMs < oomKillLastsMs ? before : undefined;
}

function confidenceOf(window: SampleWindow): Confidence {
	return window.some(figures => figures.pressure.cpuSomeFraction !== undefined) ? 'high' : 'low';
}

/** Time that the hypervisor gave to others explains figures that nothing inside explains. */
function stealEvidence(window: SampleWindow): readonly Evidence[] {
	const fraction = medianOf(window, figures => figures.cpu.stealFraction);
	return fraction !== undefined && fraction > stealWorthSaying
		? [{kind: 'cpuSteal', fraction}]
		: [];
}
