import {describe, expect, it} from 'vitest';
import {parseSprio} from '../../source/parsers/sprio.ts';
import {slurmText} from '../helpers/slurm-fixture.ts';

describe('what a priority is made of', () => {
	it('is told by the names in the head, the largest first', () => {
		expect(parseSprio(slurmText('sprio-one.txt'))).toEqual({
			value: [
				['FAIRSHARE', 750],
				['PARTITION', 100],
				['JOBSIZE', 14],
			],
			problems: [],
		});
	});

	it.each(['', 'Unable to find jobs matching user/id(s) specified\n', 'JOBID PRIORITY\n'])(
		'is not known where it is %j',
		text => {
			expect(parseSprio(text).value).toBeUndefined();
		},
	);
});
