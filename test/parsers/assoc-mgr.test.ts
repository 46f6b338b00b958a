import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseAssocMgr} from '../../source/parsers/assoc-mgr.ts';
import {slurmText} from '../helpers/slurm-fixture.ts';

describe('the limits that stand over a job', () => {
	const text = slurmText('scontrol-assoc-mgr.txt');

	it('are those that are set, with what is used of them', () => {
		expect(parseAssocMgr(text, {user: 'carol', account: 'lab-b'})).toEqual([
			{name: 'MaxJobsPU', owner: 'qos tiny', limit: '1', used: '1'},
			{name: 'MaxTRESPU cpu', owner: 'qos tiny', limit: '1', used: '1'},
		]);
	});

	it('are not those of another user', () => {
		expect(parseAssocMgr(text, {user: 'alice', account: 'lab-a'})).toEqual([]);
	});

	it('never throw, whatever is told', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary'}), noise =>
				Array.isArray(parseAssocMgr(noise, {user: 'carol', account: undefined})),
			),
		);
	});
});
