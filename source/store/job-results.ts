import {assertNever} from '../domain/assert-never.ts';
import type {Effect} from '../domain/effect.ts';
import type {JobEvent} from '../domain/event.ts';
import {auditRecordOf, deedsOf} from './deeds.ts';
import {reduceOpenJob} from './open-job.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';
import {reduceSubmission} from './submission.ts';

/** What came of what a person asked of a cluster. */
export function reduceJobs(state: State, event: JobEvent): Reduction {
	switch (event.type) {
		case 'jobs/changed':
		case 'jobs/nodeChanged':
			return [state, followUps(event)];
		case 'jobs/submissionEnded':
			return [reduceSubmission(state, event)[0], followUps(event)];
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

/** What was done is written down; the runtime asks the cluster by itself how it stands then. */
function followUps(
	event: Extract<JobEvent, {type: 'jobs/changed' | 'jobs/nodeChanged' | 'jobs/submissionEnded'}>,
): readonly Effect[] {
	const records = deedsOf(event).flatMap(deed => auditRecordOf(deed) ?? []);
	return records.length === 0 ? [] : [{type: 'appendAudit', records}];
}
