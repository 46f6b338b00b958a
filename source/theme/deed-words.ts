/** The words that sentences about what was done have in common. */
import {assertNever} from '../domain/assert-never.ts';
import type {Failure} from '../domain/failure.ts';
import type {JobChange, NodeChange} from '../domain/job-change.ts';
import {durationText} from './duration-text.ts';
import {failureClause, whatHappened} from './failure-text.ts';
import {clean, type Safe, safe} from './safe.ts';

/** Of words of the cluster. */
export const wordLimit = {maxCharacters: 300};

/** `cancelled`, as in `4711 is not cancelled`. */
export function changedWord({kind}: JobChange): Safe {
	switch (kind) {
		case 'cancel':
			return safe`cancelled`;
		case 'hold':
			return safe`held`;
		case 'release':
			return safe`released`;
		case 'requeue':
			return safe`requeued`;
		case 'requeueHold':
			return safe`requeued and held`;
		case 'setName':
			return safe`renamed`;
		case 'setTimeLimit':
		case 'addTime':
		case 'setNice':
		case 'setComment':
			return safe`changed`;
		default:
			return assertNever(kind);
	}
}

export function drainedWord({kind}: NodeChange): Safe {
	return kind === 'drain' ? safe`drained` : safe`resumed`;
}

/** `1 h 30 m` */
export function timeWords(seconds: number): Safe {
	return clean(durationText(seconds * 1000).replace(/ 0 [hms]$/, ''));
}

/** Why nobody knows. What may have been done is not to be run again unseen, where it was stopped before it told. */
export function doubtClause(failure: Failure): string {
	return failure.kind === 'cancelled' ? whatHappened(failure) : failureClause(failure);
}

export function idText(id: string): Safe {
	return clean(id, {maxCharacters: 40});
}

/** `node fail` */
export function stateWord(state: string): Safe {
	return clean(state.toLowerCase().replaceAll('_', ' '), {maxCharacters: 40});
}
