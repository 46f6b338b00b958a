/** The language of the filter of jobs: `train-\d+ user:alice state:pd,r part:gpu`, `!node:gpu-01`, `! user:bob`. All terms have to match. */
import {assertNever} from '../domain/assert-never.ts';
import type {Job} from '../domain/job.ts';
import {jobStates} from '../domain/job-state.ts';
import type {JobPhase} from '../domain/job-where.ts';
import {type FieldTerm, parseFieldTerm} from './field-terms.ts';
import {type FilterProblem, type FilterTerms, parseTerms} from './filter-terms.ts';
import {isIdWord, isNameWord, isPlainWord} from './filter-words.ts';
import {phaseOf, stateName} from './job-phase.ts';

/** Inverted, it matches every job that it would not match otherwise. Without terms it matches all. */
export type JobFilter = FilterTerms<JobTerm>;

export type JobTerm = FieldTerm<JobField>;

export type JobField =
	| 'user'
	| 'state'
	| 'partition'
	| 'account'
	| 'qos'
	| 'reason'
	| 'node'
	| 'name'
	| 'id';

const fields: ReadonlyMap<string, JobField> = new Map([
	['user', 'user'],
	['state', 'state'],
	['part', 'partition'],
	['partition', 'partition'],
	['account', 'account'],
	['qos', 'qos'],
	['reason', 'reason'],
	['node', 'node'],
	['name', 'name'],
	['id', 'id'],
]);

const examples: Readonly<Record<JobField, string>> = {
	user: 'user:alice',
	state: 'state:pd',
	partition: 'part:gpu',
	account: 'account:lab-a',
	qos: 'qos:normal',
	reason: 'reason:priority',
	node: 'node:gpu-01',
	name: 'name:train',
	id: 'id:4711',
};

export function parseJobFilter(text: string): JobFilter | FilterProblem {
	return parseTerms(text, word =>
		parseFieldTerm(word, {fields, examples, inverted: '!state:done', isValue}),
	);
}

/** As the table says it, beside how Slurm does. */
const phaseWords: Readonly<Record<JobPhase, readonly string[]>> = {
	runs: ['running'],
	waits: ['waiting'],
	held: ['held', 'waiting'],
	never: ['never', 'waiting'],
	done: ['done', 'ended'],
	failed: ['failed', 'ended'],
	stopped: ['stopped', 'ended'],
	unknown: [],
};

const stateCodes: ReadonlyMap<string, string> = new Map(
	Object.entries(jobStates).map(([name, {code}]) => [code.toLowerCase(), name]),
);
const stateWords: readonly string[] = [
	...Object.keys(jobStates).map(name => name.toLowerCase()),
	...Object.values(phaseWords).flat(),
];

/** A name and a reason may have anything in them. */
function isValue(field: JobField, wanted: string): boolean {
	switch (field) {
		case 'state':
			return isState(wanted);
		case 'id':
			return isIdWord(wanted);
		case 'node':
			return isNameWord(wanted);
		case 'user':
		case 'account':
		case 'qos':
		case 'partition':
			return isPlainWord(wanted);
		case 'name':
		case 'reason':
			return true;
		default:
			return assertNever(field);
	}
}

function isState(wanted: string): boolean {
	return stateCodes.has(wanted) || stateWords.some(word => word.startsWith(wanted));
}

/** The nodes of a list such as `node[001-003]`, under each of their names. */
export type NamesOf = (nodeList: string) => readonly string[];

export function matchesJob({isInverted, terms}: JobFilter, job: Job, namesOf: NamesOf): boolean {
	return terms.every(term => isFound(term, job, namesOf) !== term.isInverted) !== isInverted;
}

/** What the term looks for, whether or not it is inverted. */
export function isFound(term: JobTerm, job: Job, namesOf: NamesOf): boolean {
	switch (term.by) {
		case 'text':
			return term.search(job.name) || term.search(job.id);
		case 'state':
			return term.wanted.some(wanted => isInState(job, wanted));
		case 'partition':
			return beginsWith(job.partition.split(','), term.wanted);
		case 'id':
			return beginsWith([job.id, job.rawId], term.wanted);
		case 'node':
			return job.nodeList !== undefined && beginsWith(namesOf(job.nodeList), term.wanted);
		case 'user':
		case 'account':
		case 'qos':
			return beginsWith([job[term.by] ?? ''], term.wanted);
		case 'name':
		case 'reason': {
			const text = job[term.by]?.toLowerCase() ?? '';
			return term.wanted.some(wanted => text.includes(wanted));
		}
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

/** A short form is that state alone: `r` is RUNNING and no REQUEUED. */
function isInState(job: Job, wanted: string): boolean {
	const name = stateName(job);
	const named = stateCodes.get(wanted);
	return named === undefined
		? name.toLowerCase().startsWith(wanted) ||
				phaseWords[phaseOf(job)].some(word => word.startsWith(wanted))
		: name === named;
}
