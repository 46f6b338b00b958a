import {describe, expect, it} from 'vitest';
import {parseSlurmRefusals} from '../../source/parsers/slurm-refusals.ts';
import {slurmText} from '../helpers/slurm-fixture.ts';

function refusals(name: string) {
	const {byId, others} = parseSlurmRefusals(slurmText(`${name}.txt.err`));
	return {byId: Object.fromEntries(byId), others};
}

describe('what Slurm says of jobs that it did not change', () => {
	it('names each job that scancel could not end', () => {
		expect(refusals('change-scancel-several')).toEqual({
			byId: {'30_9999': 'Invalid job id specified', '999999': 'Invalid job id specified'},
			others: undefined,
		});
	});

	it("says of another user's job that it is not ours", () => {
		expect(refusals('change-scancel-other').byId).toEqual({'31': 'Access/permission denied'});
	});

	it('tells jobs, tasks and what was never there apart in one update', () => {
		expect(refusals('change-update-several')).toEqual({
			byId: {
				'28': 'Access/permission denied',
				'30_5': 'Access/permission denied',
				'31': 'Invalid user id',
				'999999': 'Invalid job id specified',
			},
			others: undefined,
		});
	});

	it('keeps what is said of no job by its id, without the name of who says it', () => {
		expect(refusals('change-hold-several')).toEqual({
			byId: {'31': 'Invalid user id', '999999': 'Invalid job id specified'},
			others: 'Invalid job id specified',
		});
		expect(refusals('change-node-alice').others).toBe('Invalid user id');
		expect(refusals('change-add-several').others).toBe('Invalid job ID 28,29');
		expect(refusals('err-badpartition-sbatch').others).toBe(
			'invalid partition specified: nosuch Batch job submission failed: Invalid partition name specified',
		);
	});

	it('reads nothing from nothing', () => {
		expect(parseSlurmRefusals('').others).toBeUndefined();
		expect(parseSlurmRefusals('\n \r\n').others).toBeUndefined();
	});
});
