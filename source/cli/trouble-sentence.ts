import type {ClusterTrouble} from '../domain/cluster.ts';
import {isSlurmCall} from '../rules/slurm-words.ts';
import {troubleText} from '../theme/cluster-text.ts';
import {failureText} from '../theme/failure-text.ts';

/** What a cluster does wrong, and what to do; for who has no screen that says it beside. */
export function troubleSentence(trouble: ClusterTrouble, name: string): string {
	const advice = troubleAdvice(trouble);
	if (advice === undefined) {
		return failureText(trouble.failure);
	}

	const words = troubleText(trouble, name);
	return trouble.failure.kind === 'missing' ? `${words} ${advice}` : `${name}: ${words} ${advice}`;
}

/** Undefined where what happened says it. */
export function troubleAdvice({failure, controller}: ClusterTrouble): string | undefined {
	if (failure.kind === 'missing' && isSlurmCall([failure.where])) {
		return 'Is Slurm there, and is this its login node?';
	}

	return failure.kind === 'timedOut' || controller !== 'unknown'
		? 'Try again later, or tell who runs the cluster.'
		: undefined;
}
