import {describe, expect, it} from 'vitest';
import type {Job} from '../../source/domain/job.ts';
import {matchesJob, parseJobFilter} from '../../source/rules/job-filter.ts';
import {matchingPlaces} from '../../source/rules/job-filter-columns.ts';
import {mayReach} from '../../source/rules/pattern-reach.ts';
import {parsePattern} from '../../source/rules/pattern-syntax.ts';
import {aJob} from '../helpers/job-builders.ts';

const run = {state: 'RUNNING', reason: 'None'} as const;
const jobs: readonly Job[] = [
	aJob('4711', {name: 'train-1', partition: 'gpu,pi', reason: 'Resources', qos: undefined}),
	aJob('4712', {name: 'train-1', user: 'bob', reason: 'JobHeldUser', account: 'lab-b'}),
	aJob('4720_3', {...run, name: 'tokenize', nodeList: 'node[001-002]', rawId: '4724', qos: 'long'}),
	aJob('4721', {...run, name: '4711-again', nodeList: 'node003', user: 'carol'}),
	aJob('9', {state: 'FAILED', name: '', account: undefined}),
];
const names: Readonly<Record<string, readonly string[]>> = {
	'node[001-002]': ['node001', 'gpu-01', 'node002'],
	node003: ['node003'],
};
const namesOf = (list: string): readonly string[] => names[list] ?? [];

describe('a filter over many jobs finds what it finds of each', () => {
	it.each([
		...['train', 'TRAIN-1$', '4711', '471[12]', '^$', '.', 't.*e', 'user:bo,car', 'state:held'],
		...['state:r', 'state:waiting', 'account:lab', 'qos:long', 'part:pi', 'reason:sou', 'node:gpu'],
		...[
			'node:node003',
			'name:again',
			'id:4724',
			'id:47',
			'!train',
			'! user:bob',
			'train user:alice',
		],
		...['!qos:long !state:r', '! train user:bob', '_3', '\\d_\\d', '(train|9)$'],
	])('%s', text => {
		const filter = parseJobFilter(text);
		if (filter.kind === 'problem') {
			expect.unreachable(filter.problem);
		}

		const each = jobs.map(job => Number(matchesJob(filter, job, namesOf)));
		expect([...matchingPlaces(filter, jobs, namesOf)]).toEqual(each);
	});
});

it('looks in ids only for what can be in one', () => {
	let reads = 0;
	const [job = aJob('1')] = jobs;
	const counted = Object.defineProperty({...job}, 'id', {
		get() {
			reads += 1;
			return job.id;
		},
	});
	const look = (text: string): number => {
		const filter = parseJobFilter(text);
		reads = 0;
		if (filter.kind === 'filter') {
			matchingPlaces(filter, [counted], namesOf);
		}

		return reads;
	};
	expect([look('tokenize'), look('4711')]).toEqual([0, 1]);
});

describe('of the digits alone a pattern', () => {
	const digits = [...'0123456789'].map(digit => digit.charCodeAt(0));
	it.each([
		['12', true],
		['1a', false],
		['a|1', true],
		['a*', true],
		['a+', false],
		['^.$', true],
		['[a-f]', false],
		['[^a-f]', true],
		['', true],
	])('%j may be found: %s', (text, is) => {
		const pattern = parsePattern(text);
		expect(pattern && mayReach(pattern, digits)).toBe(is);
	});
});
