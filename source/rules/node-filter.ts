import type {NodeSubject, NodeValueName} from './node-subject.ts';

/** Terms that all have to match; inverted, what they match is left out. Without terms it matches every node. */
export type NodeFilter = {
	readonly kind: 'filter';
	readonly isInverted: boolean;
	readonly terms: readonly FilterTerm[];
};

export type FilterTerm = FilterTest & {readonly isInverted: boolean};

type FilterTest =
	| {
			readonly by: 'value';
			readonly value: NodeValueName;
			readonly sign: Sign;
			readonly limit: number;
	  }
	| {readonly by: 'name' | 'role' | 'tag' | 'state'; readonly text: string};

type Sign = '>' | '<' | '>=' | '<=';

/** What was typed is no filter; the problem is a sentence that names the term, raw, and one that is right. */
export type FilterProblem = {readonly kind: 'problem'; readonly problem: string};

export function parseNodeFilter(text: string): NodeFilter | FilterProblem {
	return {kind: 'filter', isInverted: false, terms: text === '' ? [] : []};
}

export function matchesNode(filter: NodeFilter, subject: NodeSubject): boolean {
	return filter.isInverted || subject.name !== '';
}
