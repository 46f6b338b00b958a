/** The words of what would help a job that waits, and of what nobody knows. */
import {assertNever} from '../domain/assert-never.ts';
import type {JobWhyHelp, JobWhyUnknown} from '../domain/job-why.ts';
import {typedCommand} from '../domain/typed-command.ts';

/** What would help, without the command. */
export function jobHelpText({kind, subject}: JobWhyHelp): string {
	switch (kind) {
		case 'shorten':
			return 'less time: as much as is allowed';
		case 'backfill':
			return 'less time: a shorter job fits into gaps between others';
		case 'fewerGpus':
			return `${subject ?? 'fewer'} of the gpus: a node has so many free now`;
		case 'otherPartition':
			return `partition ${subject ?? ''}: a node there could take it now`;
		case 'release':
			return 'to let it go';
		case 'moreTasks':
			return 'more tasks at once';
		case 'dropDependency':
			return 'to drop what it waits for, if it can do without';
		case 'startNow':
			return 'to let it start as soon as it can';
		case 'cancel':
			return 'to cancel it, and submit it anew with what can be had';
		case 'otherNodes':
			return 'to take other nodes than those that it asks for by name';
		case 'seeNodes':
			return 'to see who has its partition';
		case 'seeBroken':
			return 'to see what is wrong with the nodes';
		case 'seeLimits':
			return 'to see all limits and what is used of them';
		case 'seeOrder':
			return 'to see what the priorities are made of';
		case 'askAdmin':
			return 'to ask who runs the cluster';
		default:
			return assertNever(kind);
	}
}

/** As a person types it; undefined where there is no command. */
export function jobHelpCommand({argv}: JobWhyHelp): string | undefined {
	return argv === undefined ? undefined : typedCommand(argv);
}

export function jobUnknownText(unknown: JobWhyUnknown): string {
	return unknowns[unknown];
}

const unknowns: Readonly<Record<JobWhyUnknown, string>> = {
	endsEarlier: 'whether those that run end before their limits',
	noEstimate: 'when it starts: the scheduler has not estimated it',
	noQueue: 'who comes before it: the queue was not told',
	noLimits: 'which limit: the cluster does not tell',
	noNodes: 'what is free: the nodes were not told yet',
	whenMended: 'when the nodes come back',
};
