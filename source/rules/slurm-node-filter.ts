/** The language of the filter of partitions and nodes: `state:drain part:gpu`, `!feature:lab`, `reason:disk`, `node0`. All terms have to match. */
import {assertNever} from '../domain/assert-never.ts';
import type {SlurmNode, SlurmPartition} from '../domain/partition.ts';
import {type FieldTerm, parseFieldTerm} from './field-terms.ts';
import {type FilterProblem, type FilterTerms, parseTerms} from './filter-terms.ts';
import {isPlainWord, isStateWord} from './filter-words.ts';
import {slurmNodeHealth} from './slurm-node-health.ts';

/** Inverted, it matches every row that it would not match otherwise. Without terms it matches all. */
export type SlurmNodeFilter = FilterTerms<SlurmNodeTerm>;

export type SlurmNodeTerm = FieldTerm<SlurmNodeField>;

export type SlurmNodeField = 'name' | 'state' | 'partition' | 'feature' | 'reason' | 'user';

const fields: ReadonlyMap<string, SlurmNodeField> = new Map([
	['name', 'name'],
	['node', 'name'],
	['state', 'state'],
	['part', 'partition'],
	['partition', 'partition'],
	['feature', 'feature'],
	['reason', 'reason'],
	['user', 'user'],
]);

const examples: Readonly<Record<SlurmNodeField, string>> = {
	name: 'name:gpu-01',
	state: 'state:drain',
	partition: 'part:gpu',
	feature: 'feature:avx512',
	reason: 'reason:disk',
	user: 'user:alice',
};

export function parseSlurmNodeFilter(text: string): SlurmNodeFilter | FilterProblem {
	return parseTerms(text, word =>
		parseFieldTerm(word, {fields, examples, inverted: '!state:idle', isValue}),
	);
}

/** A reason may have anything in it. */
function isValue(field: SlurmNodeField, wanted: string): boolean {
	switch (field) {
		case 'state':
			return isStateWord(wanted);
		case 'reason':
			return true;
		default:
			return isPlainWord(wanted);
	}
}

/** `users`: whose jobs run there. */
export function matchesSlurmNode(
	{isInverted, terms}: SlurmNodeFilter,
	node: SlurmNode,
	users: readonly string[],
): boolean {
	return terms.every(term => isNode(term, node, users) !== term.isInverted) !== isInverted;
}

function isNode(term: SlurmNodeTerm, node: SlurmNode, users: readonly string[]): boolean {
	switch (term.by) {
		case 'text':
			return term.search(node.name);
		case 'name':
			return beginsWith([node.name], term.wanted);
		case 'state':
			return beginsWith([...node.states, slurmNodeHealth(node)], term.wanted);
		case 'partition':
			return beginsWith(node.partitions, term.wanted);
		case 'feature':
			return beginsWith(node.features, term.wanted);
		case 'user':
			return beginsWith(users, term.wanted);
		case 'reason': {
			const reason = node.reason?.toLowerCase() ?? '';
			return term.wanted.some(wanted => reason.includes(wanted));
		}
		default:
			return assertNever(term);
	}
}

/** What only nodes have a partition does not have. */
export function matchesPartition(
	{isInverted, terms}: SlurmNodeFilter,
	partition: SlurmPartition,
): boolean {
	return terms.every(term => isPartition(term, partition) !== term.isInverted) !== isInverted;
}

function isPartition(term: SlurmNodeTerm, {name, state}: SlurmPartition): boolean {
	switch (term.by) {
		case 'text':
			return term.search(name);
		case 'name':
		case 'partition':
			return beginsWith([name], term.wanted);
		case 'state':
			return beginsWith([state], term.wanted);
		case 'feature':
		case 'reason':
		case 'user':
			return false;
		default:
			return assertNever(term);
	}
}

function beginsWith(words: readonly string[], wanted: readonly string[]): boolean {
	return words.some(word => {
		const small = word.toLowerCase();
		return wanted.some(one => small.startsWith(one));
	});
}
