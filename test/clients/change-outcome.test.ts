import {describe, expect, it} from 'vitest';
import {type ChangeFacts, outcomeResult} from '../../source/clients/change-outcome.ts';
import type {Job} from '../../source/domain/job.ts';
import {aJob, aRef} from '../helpers/job-builders.ts';

const quiet = {exitCode: 0, stdout: '', stderr: '', isCut: false} as unknown;

function held(...records: readonly Job[]) {
	return outcomeResult({
		job: aRef('13'),
		change: {kind: 'hold'},
		command: {argv: ['scontrol', 'hold', '13'], jobs: [aRef('13')]},
		answer: {ok: true, value: quiet} as ChangeFacts['answer'],
		told: undefined,
		records,
	});
}

const running = (id: string) => aJob(id, {state: 'RUNNING', reason: undefined, priority: 0});
const waiting = (id: string) => aJob(id, {reason: 'JobHeldUser', priority: 0});

describe('the cancelling of an array that ended meanwhile', () => {
	const refused = 'Job/step already completing or completed';
	const cancelled = (...states: readonly string[]) =>
		outcomeResult({
			job: aRef('13'),
			change: {kind: 'cancel'},
			command: {argv: ['scancel', '13'], jobs: [aRef('13')]},
			answer: {ok: true, value: quiet} as ChangeFacts['answer'],
			told: {byId: new Map([['13', refused]]), others: undefined},
			records: states.map((state, task) => aJob(`13_${task}`, {state})),
		});

	it('tells how only where its tasks ended alike, and is done where any was cancelled', () => {
		expect(cancelled('COMPLETED', 'FAILED')).toEqual({kind: 'ended', state: undefined});
		expect(cancelled('FAILED', 'FAILED')).toEqual({kind: 'ended', state: 'FAILED'});
		expect(cancelled('COMPLETED', 'CANCELLED by 5001')).toEqual({kind: 'done'});
	});
});

describe('the holding of a job', () => {
	it('that runs is told as what it is: it runs on', () => {
		expect(held(running('13'))).toEqual({kind: 'done', runsOn: true});
		expect(held(running('13_1'), aJob('13_2', {state: 'COMPLETED'}))).toMatchObject({runsOn: true});
	});

	it('that waits is done, also where tasks beside it run', () => {
		expect(held(waiting('13'))).toEqual({kind: 'done'});
		expect(held(running('13_1'), waiting('13_[2-9]'))).toEqual({kind: 'done'});
		expect(held()).toEqual({kind: 'done'});
	});
});
