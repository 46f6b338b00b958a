/**
 * A filter over very many jobs: what they have in common, such as their user or most of their names, is looked at once for
 * each value and not for each job.
 */
import type {Job} from '../domain/job.ts';
import {isFound, type JobFilter, type JobTerm, type NamesOf} from './job-filter.ts';
import {mayReach} from './pattern-reach.ts';
import {parsePattern} from './pattern-syntax.ts';
import {rememberSteps} from './remember-steps.ts';
import {doAll, eachInSteps, type Steps} from './steps.ts';
import {createWideIndex} from './wide-index.ts';

/** Of each job the number of its value, and of each value one job that has it. */
type Column = {
	readonly codes: Uint32Array;
	readonly values: readonly (string | undefined)[];
	readonly samples: readonly Job[];
};

/** What terms look at that many jobs have in common. */
type Shared = Exclude<JobTerm['by'], 'text' | 'id'>;

/** 1 at the place of each job that matches. */
export function matchingPlaces(
	{isInverted, terms}: JobFilter,
	jobs: readonly Job[],
	namesOf: NamesOf,
): Uint8Array {
	const matching = new Uint8Array(jobs.length).fill(1);
	for (const term of terms) {
		const found = foundPlaces(term, jobs, namesOf);
		const wanted = term.isInverted ? 0 : 1;
		for (let place = 0; place < found.length; place += 1) {
			matching[place] = found[place] === wanted ? (matching[place] ?? 0) : 0;
		}
	}

	return isInverted ? matching.map(is => 1 - is) : matching;
}

/** What a filter asks for most, made ready. */
export function* readyForFilter(jobs: readonly Job[]): Steps<void> {
	yield* columns.name(jobs);
}

function foundPlaces(term: JobTerm, jobs: readonly Job[], namesOf: NamesOf): Uint8Array {
	switch (term.by) {
		case 'id':
			return Uint8Array.from(jobs, job => Number(isFound(term, job, namesOf)));
		case 'text': {
			const {codes, values} = doAll(columns.name(jobs));
			const found = spread(
				codes,
				Uint8Array.from(values, name => Number(term.search(name ?? ''))),
			);
			return isOfIds(term.text) ? alsoInIds(found, jobs, term.search) : found;
		}

		default: {
			const {codes, samples} = doAll(columns[term.by](jobs));
			return spread(
				codes,
				Uint8Array.from(samples, job => Number(isFound(term, job, namesOf))),
			);
		}
	}
}

/** What is so of each value, of each job. */
function spread(codes: Uint32Array, verdicts: Uint8Array): Uint8Array {
	const found = new Uint8Array(codes.length);
	for (let place = 0; place < codes.length; place += 1) {
		found[place] = verdicts[codes[place] ?? 0] ?? 0;
	}

	return found;
}

function alsoInIds(
	found: Uint8Array,
	jobs: readonly Job[],
	search: (text: string) => boolean,
): Uint8Array {
	return found.map((is, place) => (is === 1 ? 1 : Number(search(jobs[place]?.id ?? ''))));
}

/** No id has a letter. */
const codesOfIds = Array.from({length: 127 - 32}, (_, index) => 32 + index).filter(
	code => !/[a-z]/i.test(String.fromCharCode(code)),
);

function isOfIds(text: string): boolean {
	const pattern = parsePattern(text);
	return pattern === undefined || mayReach(pattern, codesOfIds);
}

const columns: Readonly<Record<Shared, (jobs: readonly Job[]) => Steps<Column>>> = {
	name: columnOf(({name}) => name),
	user: columnOf(({user}) => user),
	account: columnOf(({account}) => account),
	qos: columnOf(({qos}) => qos),
	partition: columnOf(({partition}) => partition),
	reason: columnOf(({reason}) => reason),
	node: columnOf(({nodeList}) => nodeList),
	/** That a job is held is told by its reason. */
	state: columnOf(({state, reason}) => `${state} ${reason}`),
};

function columnOf(fieldOf: (job: Job) => string | undefined) {
	return rememberSteps(function* (jobs: readonly Job[]): Steps<Column> {
		const known = createWideIndex(jobs.length);
		const codes = new Uint32Array(jobs.length);
		const values: (string | undefined)[] = [];
		const samples: Job[] = [];
		yield* eachInSteps(jobs, (job, place) => {
			const value = fieldOf(job);
			const code = known.find(value ?? '', at => values[at] === value) ?? samples.length;
			if (code === samples.length) {
				known.add(value ?? '', code);
				values.push(value);
				samples.push(job);
			}

			codes[place] = code;
		});

		return {codes, values, samples};
	});
}
