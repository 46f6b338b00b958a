import {describe, expect, it} from 'vitest';
import {isGivenAnew} from '../../source/rules/job-identity.ts';

const ref = {id: '4711', user: 'alice', submittedAtMs: 1000};
const told = {user: 'alice', submittedAtMs: 1000, restarts: 0};

describe('what is told under the id of a job', () => {
	it.each([
		['is that job', told, false],
		['is that job, queued again', {...told, submittedAtMs: 5000, restarts: 1}, false],
		[
			'is taken for it where the time of its submission is unknown',
			{...told, submittedAtMs: undefined},
			false,
		],
		['is taken for it where its owner is unknown', {...told, user: undefined}, false],
		['is a later job of the same user', {...told, submittedAtMs: 5000}, true],
		[
			'is a later job, also where its restarts are not told',
			{...told, submittedAtMs: 5000, restarts: undefined},
			true,
		],
		['is a job of another', {...told, user: 'bob', restarts: 1}, true],
	])('%s', (_, detail, isAnew) => {
		expect(isGivenAnew(ref, detail)).toBe(isAnew);
	});
});
