import {assertNever} from '../domain/assert-never.ts';
import type {SlurmClient} from '../clients/slurm-client.ts';
import type {Clock} from '../domain/clock.ts';
import type {ClusterEffect} from '../domain/effect.ts';
import type {ScriptPlace} from '../domain/submission.ts';
import type {TellCluster} from './cluster-parts.ts';

/** What a person asks of a cluster. */
export type PersonClusterEffect = Exclude<
	ClusterEffect,
	{
		type:
			| ('startCluster' | 'stopCluster' | 'lookAtCluster' | 'refreshCluster')
			| ('sortJobs' | 'unfoldArray');
	}
>;

export type ClusterErrands = {
	readonly client: SlurmClient;
	readonly clock: Clock;
	/** Told also after the end of a change that was under way when it was stopped: what came of it is unknown then. */
	readonly tell: TellCluster;
	/** Something was changed: what is looked at is not as it was told. */
	readonly onChanged: () => void;
	readonly signal: AbortSignal;
};

type Errand = Exclude<PersonClusterEffect, {type: 'stopChange'}>;
type Carrying = ClusterErrands & {
	/** What is left of a change is not sent any more where a person stops it. */
	readonly stop: AbortSignal;
};

/**
 * Carries out what a person asks, beside what is polled, so that it never waits for that. A question that is asked anew
 * ends the one before; what changes something goes on to its end, or until it is stopped.
 */
export function createClusterErrands(errands: ClusterErrands) {
	const {signal} = errands;
	const questions = new Map<string, AbortController>();
	const stops = new Set<{
		readonly number: number | undefined;
		readonly controller: AbortController;
	}>();
	const newest = (effect: Errand): AbortSignal => {
		if (isChange(effect)) {
			return signal;
		}

		questions.get(effect.type)?.abort();
		const controller = new AbortController();
		questions.set(effect.type, controller);
		return AbortSignal.any([signal, controller.signal]);
	};
	return {
		run(effect: PersonClusterEffect): void {
			if (effect.type === 'stopChange') {
				for (const {number, controller} of stops) {
					if (number === effect.number) {
						controller.abort();
					}
				}

				return;
			}

			const stop = {number: numberOf(effect), controller: new AbortController()};
			stops.add(stop);
			const own = newest(effect);
			const tell: TellCluster = fact => {
				if (isChange(effect) || !own.aborted) {
					errands.tell(fact);
				}
			};
			const carrying = {...errands, tell, signal: own, stop: stop.controller.signal};
			void carryOut(effect, carrying).then(() => {
				stops.delete(stop);
				if (isChange(effect) && !own.aborted) {
					errands.onChanged();
				}
			});
		},
	};
}

function numberOf(effect: Errand): number | undefined {
	return effect.type === 'changeJobs' ? effect.number : undefined;
}

function isChange({type}: PersonClusterEffect): boolean {
	return type === 'changeJobs' || type === 'changeSlurmNode' || type === 'submitJob';
}

async function carryOut(
	effect: Errand,
	{client, clock, tell, signal, stop}: Carrying,
): Promise<void> {
	const now = (): {atMs: number} => ({atMs: clock.monotonicMs()});
	switch (effect.type) {
		case 'changeJobs': {
			const {jobs, change, number} = effect;
			const outcomes = await client.change(jobs, change, {signal, stop});
			tell({type: 'jobs/changed', number, change, outcomes, ...now()});
			return;
		}

		case 'changeSlurmNode': {
			const {nodes, change} = effect;
			const outcomes = await client.changeNodes(nodes, change, signal);
			tell({type: 'jobs/nodeChanged', change, outcomes, ...now()});
			return;
		}

		case 'explainJob': {
			const evidence = await client.explain(effect.job, signal);
			tell({type: 'jobs/explained', job: effect.job, evidence, ...now()});
			return;
		}

		case 'readJobScript': {
			const script = await client.readScript(effect.job, signal);
			tell({type: 'jobs/scriptRead', job: effect.job, script, ...now()});
			return;
		}

		case 'listScripts': {
			const {folder} = effect;
			const scripts = await client.listScripts(folder, signal);
			tell({type: 'jobs/scriptsListed', folder, scripts, ...now()});
			return;
		}

		case 'readScriptFile': {
			const {path} = effect;
			const text = await client.readScriptFile(path, signal);
			tell({type: 'jobs/scriptFileRead', path, text, ...now()});
			return;
		}

		case 'testSubmission': {
			const {submission} = effect;
			const tested = await client.test(submission, signal);
			tell({type: 'jobs/submissionTested', token: submission.token, tested, ...now()});
			return;
		}

		case 'submitJob': {
			const {script, token} = effect.submission;
			const {argv, outcome} = await client.submit(effect.submission, signal);
			const ended = {token, script: scriptName(script), argv, outcome};
			tell({type: 'jobs/submissionEnded', ...ended, ...now()});
			return;
		}

		default:
			assertNever(effect);
	}
}

function scriptName(place: ScriptPlace): string {
	return place.kind === 'remote' ? place.path : place.name;
}
