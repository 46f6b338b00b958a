import type {JobEvent} from '../domain/event.ts';
import type {Reduction} from './reduction.ts';
import type {State} from './state.ts';

type SubmissionEvent = Extract<
	JobEvent,
	{
		type:
			| 'jobs/scriptsListed'
			| 'jobs/scriptFileRead'
			| 'jobs/submissionTested'
			| 'jobs/submissionEnded';
	}
>;

/** What is told to the dialog in which a script is chosen, looked at and submitted. */
export function reduceSubmission(state: State, _event: SubmissionEvent): Reduction {
	return [state, []];
}
