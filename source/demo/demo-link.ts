import type {Clock} from '../domain/clock.ts';
import type {Failure} from '../domain/failure.ts';
import {failed, succeeded} from '../domain/result.ts';
import type {OpenShell} from '../domain/shell.ts';
import {failureOfAbsence} from './demo-failures.ts';
import {type DemoShell, openDemoShell} from './demo-shell.ts';
import {drawn} from './draw.ts';
import type {NodeLife} from './life.ts';
import {momentAt} from './moment.ts';
import {absenceAt, nextAbsenceSecond} from './presence.ts';
import type {DemoCluster} from './queue/slurm-talk.ts';
import type {DemoScripts} from './scripts.ts';

/** A login on a simulated node. */
export type DemoLink = {
	readonly openShell: OpenShell;
	/** Settles once, when the story takes the node away. */
	readonly lost: Promise<Failure>;
	readonly close: () => void;
};

export type DemoLinkParts = {
	readonly life: NodeLife;
	readonly storySecond: () => number;
	readonly clock: Clock;
	readonly scripts: DemoScripts;
	/** That one logs in to here; undefined: none. */
	readonly cluster: DemoCluster | undefined;
};

/** How much a round trip may be longer than the shortest. */
const jitter = 0.6;

export function openDemoLink(parts: DemoLinkParts): DemoLink {
	const {life, storySecond, clock} = parts;
	const {name} = life.plan;
	const shells = new Set<DemoShell>();
	let ended: Failure | undefined;
	let tellLost: (failure: Failure) => void = () => undefined;
	const lost = new Promise<Failure>(resolve => {
		tellLost = resolve;
	});
	const cancelTimer = startLosing(parts, failure => {
		ended = failure;
		for (const shell of [...shells]) {
			shell.lose(failure);
		}

		tellLost(failure);
	});

	return {
		lost,
		async openShell(signal) {
			if (ended !== undefined || signal.aborted) {
				return failed(ended ?? {kind: 'cancelled', where: name});
			}

			const shell = openDemoShell({
				clock,
				scripts: parts.scripts,
				cluster: parts.cluster,
				moment: () => momentAt(life, storySecond()),
				roundTripMs: () => roundTripMs(life, storySecond()),
				onOver: () => void shells.delete(shell),
			});
			shells.add(shell);
			return succeeded(shell);
		},
		close() {
			ended ??= {kind: 'cancelled', where: name};
			cancelTimer();
			for (const shell of [...shells]) {
				shell.close();
			}
		},
	};
}

/** Calls back when the node goes away; the returned function takes that back. */
function startLosing(
	{life, storySecond, clock}: DemoLinkParts,
	lose: (failure: Failure) => void,
): () => void {
	const nextSecond = nextAbsenceSecond(life, storySecond());
	const absence = nextSecond === undefined ? undefined : absenceAt(life, nextSecond);
	return nextSecond === undefined || absence === undefined
		? () => undefined
		: clock.startTimer(Math.max(0, (nextSecond - storySecond()) * 1000), () =>
				lose(failureOfAbsence(life, absence)),
			);
}

/** The shortest, and more of it by chance from one second to the next. */
function roundTripMs({plan, seed}: NodeLife, second: number): number {
	return plan.roundTripMs * (1 + jitter * drawn(seed, plan.name, Math.floor(second)));
}
