import type {Evidence} from '../domain/label.ts';

/** Whether one resource holds the node back, and what says so. */
export type Verdict = {readonly isBound: boolean; readonly evidence: readonly Evidence[]};

export const free: Verdict = {isBound: false, evidence: []};

export function verdictOf(evidence: readonly Evidence[]): Verdict {
	return evidence.length === 0 ? free : {isBound: true, evidence};
}
