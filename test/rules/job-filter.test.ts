import {describe, expect, it} from 'vitest';
import type {Job} from '../../source/domain/job.ts';
import {matchesJob, parseJobFilter} from '../../source/rules/job-filter.ts';
import {aJob} from '../helpers/job-builders.ts';

const waits = aJob('4726', {name: 'finetune-lora', partition: 'gpu,pi', reason: 'Resources'});
const runs = aJob('4720_3', {
	...{name: 'tokenize', user: 'bob', state: 'RUNNING', reason: 'None', rawId: '4724'},
	...{nodeList: 'node[001-002]', account: 'lab-b', qos: 'long', partition: 'pi'},
});
const over = aJob('4729', {reason: 'PartitionTimeLimit'});
const failed = aJob('4698', {state: 'FAILED', exit: {code: 1, signal: 0}});

const names: Readonly<Record<string, readonly string[]>> = {
	'node[001-002]': ['node001', 'gpu-01', 'node002'],
};

function matches(text: string, job: Job): boolean {
	const filter = parseJobFilter(text);
	return filter.kind === 'filter'
		? matchesJob(filter, job, list => names[list] ?? [])
		: expect.unreachable(text);
}

describe('a job is shown by', () => {
	it.each([
		['', waits, true],
		['LORA', waits, true],
		['fine.*lora$', waits, true],
		['472[0-6]', waits, true],
		['^4720', runs, true],
		['user:bo', runs, true],
		['user:bob', waits, false],
		['user:alice,bob', runs, true],
		['state:pd', waits, true],
		['state:pd', runs, false],
		['state:r', runs, true],
		['state:r', aJob('1', {state: 'REQUEUED'}), false],
		['state:waiting', over, true],
		['state:never', over, true],
		['state:never', waits, false],
		['state:failed', failed, true],
		['state:ended', failed, true],
		['state:pd,f', failed, true],
		['part:pi', waits, true],
		['partition:gpu', runs, false],
		['account:lab-b', runs, true],
		['qos:LONG', runs, true],
		['reason:sourc', waits, true],
		['node:gpu-01', runs, true],
		['node:node003', runs, false],
		['node:node', waits, false],
		['id:4720', runs, true],
		['id:4724', runs, true],
		['id:20', runs, false],
		['!user:bob', runs, false],
		['! user:bob', waits, true],
		['! user:bob', runs, false],
		['user:alice part:gpu', waits, true],
		['user:alice part:bio', waits, false],
	])('%j', (text, job, isShown) => {
		expect(matches(text, job)).toBe(isShown);
	});
});

describe('what is no filter is told with one that would be', () => {
	it.each([
		['user:', 'Not a filter: user:. Try user:alice'],
		['state:flying', 'Not a filter: state:flying. Try state:pd'],
		['usr:bob', 'Not a filter: usr:bob. Try user:bob'],
		['jupyter:8888', 'Not a filter: jupyter:8888. Try jupyter.8888'],
		['train(', String.raw`Not a filter: train(. Try train\(`],
		['user:((', 'Not a filter: user:((. Try user:alice'],
		['user:alice,b[ou]b', 'Not a filter: user:alice,b[ou]b. Try user:alice'],
		['!account:lab-*', 'Not a filter: !account:lab-*. Try account:lab-a'],
		['qos:^normal', 'Not a filter: qos:^normal. Try qos:normal'],
		['part:gpu|pi', 'Not a filter: part:gpu|pi. Try part:gpu'],
		['node:node[001-002]', 'Not a filter: node:node[001-002]. Try node:gpu-01'],
		['id:train', 'Not a filter: id:train. Try id:4711'],
		['state:((', 'Not a filter: state:((. Try state:pd'],
		['id:4720_[5-64%4]', undefined],
		['id:4711+1', undefined],
		['name:((', undefined],
		['reason:node[001', undefined],
		['user:LAB\\alice$', undefined],
		['!', undefined],
		['!!a', 'Not a filter: !!a. Try !state:done'],
		['gpu>', 'Not a filter: gpu>. Try user:alice'],
		['!>=80', 'Not a filter: !>=80. Try user:alice'],
		['state=pd', 'Not a filter: state=pd. Try state:pd'],
	])('%s', (text, problem) => {
		const parsed = parseJobFilter(text);
		expect(parsed.kind === 'problem' ? parsed.problem : undefined).toBe(problem);
	});
});
