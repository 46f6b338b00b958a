import {assertNever} from '../domain/assert-never.ts';
import type {ClusterDeed} from '../domain/cluster-deed.ts';
import type {AuditRecord} from '../domain/effect.ts';
import type {Event} from '../domain/event.ts';
import type {JobChange, JobOutcome} from '../domain/job-change.ts';
import type {SubmissionOutcome} from '../domain/submission.ts';

/** What the event tells of that a person did to a cluster; nothing of any other. */
export function deedsOf(event: Event): readonly ClusterDeed[] {
	switch (event.type) {
		case 'jobs/changed': {
			const {cluster, change} = event;
			return event.outcomes.map(outcome => ({
				...{kind: 'changedJob', cluster, change, outcome, argv: outcome.argv},
			}));
		}
		case 'jobs/nodeChanged': {
			const {cluster, change} = event;
			return event.outcomes.map(outcome => ({
				...{kind: 'changedNode', cluster, change, outcome, argv: outcome.argv},
			}));
		}
		case 'jobs/submissionEnded': {
			const {cluster, script, argv, outcome} = event;
			return [{kind: 'submitted', cluster, script, argv, outcome}];
		}
		default:
			return [];
	}
}

/** What goes out is written down before it is known what came of it: an answer may never come, or nobody be there to hear it. */
export function sentRecordOf(cluster: string, argv: readonly string[]): AuditRecord {
	return {what: 'sendCommand', target: cluster, argv, result: 'sent'};
}

/** A line of the audit log; undefined where nothing was sent. */
export function auditRecordOf(deed: ClusterDeed): AuditRecord | undefined {
	const {cluster, argv} = deed;
	if (argv.length === 0) {
		return undefined;
	}

	switch (deed.kind) {
		case 'changedJob': {
			const {job, result} = deed.outcome;
			return {
				what: auditWords[deed.change.kind],
				target: `${cluster} ${job.id}`,
				argv,
				result: wordOf(result),
			};
		}
		case 'changedNode': {
			const what = deed.change.kind === 'drain' ? 'drainNode' : 'resumeNode';
			const {node, result} = deed.outcome;
			return {what, target: `${cluster} ${node}`, argv, result: wordOf(result)};
		}
		case 'submitted': {
			const {outcome, script} = deed;
			const target = outcome.kind === 'submitted' ? outcome.id : script;
			return {
				what: 'submitJob',
				target: `${cluster} ${target}`,
				argv,
				result: submissionWord(outcome),
			};
		}
		default:
			return assertNever(deed);
	}
}

const auditWords: Readonly<Record<JobChange['kind'], string>> = {
	cancel: 'cancelJob',
	hold: 'holdJob',
	release: 'releaseJob',
	requeue: 'requeueJob',
	requeueHold: 'requeueHoldJob',
	setTimeLimit: 'setTimeLimit',
	addTime: 'setTimeLimit',
	setNice: 'setNice',
	setName: 'renameJob',
	setComment: 'commentJob',
};

function wordOf(result: JobOutcome['result']): string {
	switch (result.kind) {
		case 'done':
		case 'gone':
			return result.kind;
		case 'ended':
			return result.state === undefined ? 'ended before' : `ended before: ${result.state}`;
		case 'refused':
			return `refused: ${result.words}`;
		case 'unknown':
		case 'failed':
			return `${result.kind}: ${result.failure.kind}`;
		default:
			return assertNever(result);
	}
}

function submissionWord(outcome: SubmissionOutcome): string {
	switch (outcome.kind) {
		case 'submitted':
			return outcome.wasLookedUp ? 'done, found by its token' : 'done';
		case 'refused':
			return `refused: ${outcome.words}`;
		case 'notSubmitted':
			return `failed: ${outcome.failure.kind}`;
		case 'unknown':
			return `unknown: ${outcome.failure.kind}, token ${outcome.token}`;
		default:
			return assertNever(outcome);
	}
}
