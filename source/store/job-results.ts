import {assertNever} from '../domain/assert-never.ts';
import type {Effect} from '../domain/effect.ts';
import type {JobEvent} from '../domain/event.ts';
import {auditRecordOf, deedsOf, sentRecordOf} from './deeds.ts';
import {reduceOpenJob} from './open-job.ts';
import {reduceUnfolded} from './jobs-folds.ts';
import type {Reduction} from './reduction.ts';
import {reduceSorted} from './sort-jobs.ts';
import type {State} from './state.ts';
import {reduceSubmission} from './submission.ts';

/** What came of what a person asked of a cluster. */
export function reduceJobs(state: State, event: JobEvent): Reduction {
	switch (event.type) {
		case 'jobs/sending':
			return [
				{...state, sending: [...state.sending, event.argv]},
				[{type: 'appendAudit', records: [sentRecordOf(event.cluster, event.argv)]}],
			];
		case 'jobs/sorted':
			return [reduceSorted(state, event), []];
		case 'jobs/unfolded':
			return [reduceUnfolded(state, event), []];
		case 'jobs/changed':
		case 'jobs/nodeChanged':
			return [withoutSent(state, event), followUps(event)];
		case 'jobs/submissionEnded':
			return [withoutSent(reduceSubmission(state, event)[0], event), followUps(event)];
		case 'jobs/scriptsListed':
		case 'jobs/scriptFileRead':
		case 'jobs/submissionTested':
			return reduceSubmission(state, event);
		case 'jobs/explained':
		case 'jobs/scriptRead':
			return [reduceOpenJob(state, event), []];
		default:
			return assertNever(event);
	}
}

function withoutSent(state: State, event: JobEvent): State {
	if (state.sending.length === 0) {
		return state;
	}

	const ended = new Set(deedsOf(event).map(({argv}) => JSON.stringify(argv)));
	return {...state, sending: state.sending.filter(argv => !ended.has(JSON.stringify(argv)))};
}

/** What was done is written down; the runtime asks the cluster by itself how it stands then. */
function followUps(
	event: Extract<JobEvent, {type: 'jobs/changed' | 'jobs/nodeChanged' | 'jobs/submissionEnded'}>,
): readonly Effect[] {
	const records = deedsOf(event).flatMap(deed => auditRecordOf(deed) ?? []);
	return records.length === 0 ? [] : [{type: 'appendAudit', records}];
}
