import {
	type ClusterPace,
	isLimitedAt,
	isSilent,
	isSlowing,
	limitedPace,
	newPace,
	unlimitedPace,
} from '../rules/cluster-pace.ts';
import type {Question} from '../rules/wanted-questions.ts';
import type {TellCluster} from './cluster-parts.ts';
import {pingsQuickly, type RoundParts} from './cluster-round.ts';

/** As its last answers told: `silent` does not answer, `limited` makes us wait. */
export type ControllerManner = 'silent' | 'limited' | 'ready';

/** How it went until now, and whether the controller limits us, which is told when it begins and ends. */
export type KeptPace = {
	readonly now: () => ClusterPace;
	readonly change: (change: (pace: ClusterPace) => ClusterPace) => void;
	/** While a ping finds out whether it makes us wait, or is slow itself, the others are asked as before. */
	readonly findLimit: (question: Question, signal: AbortSignal) => Promise<void>;
	readonly controller: () => ControllerManner;
};

type KeptPaceParts = RoundParts & {readonly tell: TellCluster};

export function createKeptPace({tell, ...parts}: KeptPaceParts): KeptPace {
	const {clock} = parts;
	let pace = newPace;
	let isPinging = false;
	const change: KeptPace['change'] = changed => {
		const atMs = clock.monotonicMs();
		const before = pace.limitedUntilMs !== undefined;
		pace = unlimitedPace(changed(pace), atMs);
		const isLimited = pace.limitedUntilMs !== undefined;
		if (isLimited !== before) {
			tell({type: 'cluster/limited', isLimited, atMs});
		}
	};
	return {
		now: () => pace,
		change,
		async findLimit(question, signal) {
			if (isPinging || !isSlowing(pace, question)) {
				return;
			}

			isPinging = true;
			const isLimited = await pingsQuickly(parts, signal);
			isPinging = false;
			if (isLimited && !signal.aborted) {
				change(before => limitedPace(before, clock.monotonicMs()));
			}
		},
		controller() {
			const isLimited = isLimitedAt(pace, clock.monotonicMs());
			return isSilent(pace) ? 'silent' : isLimited ? 'limited' : 'ready';
		},
	};
}
