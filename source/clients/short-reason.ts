import type {Failure} from '../domain/failure.ts';

/** Why, in a few words, where a failure is told beside something else and theme/failure-text.ts has no say. */
export function shortReason(failure: Failure): string {
	switch (failure.kind) {
		case 'unreachable':
		case 'denied':
		case 'rejected':
		case 'unsupported':
			return failure.reason;
		case 'timedOut':
			return 'no answer in time';
		case 'tooLarge':
			return 'too much output';
		case 'restrictedShell':
			return 'the account runs no commands of ours';
		case 'missing':
			return `${failure.where} is not there`;
		default:
			return 'the connection failed';
	}
}
