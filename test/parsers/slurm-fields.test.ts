import {expect, it} from 'vitest';
import {fieldsWithout, inPlace, unknownFieldsIn} from '../../source/parsers/slurm-fields.ts';
import {slurmBytes} from '../helpers/slurm-fixture.ts';

const fields = ['JobID', 'tres-alloc', 'NoSuchField'];

it('squeue names each field that its version does not have, among other words', () => {
	expect(unknownFieldsIn(slurmBytes('err-badformat-squeue.txt.err'), fields)).toEqual([
		'NoSuchField',
	]);
});

it.each([
	['sinfo: error: Invalid job format specification: tres-alloc\n', ['tres-alloc']],
	['sacct: error: Invalid field requested: "nosuchfield"\n', ['NoSuchField']],
	['sstat: error: Invalid field requested: "JobID"\n', ['JobID']],
	['sacct: error: Invalid field requested: "Other"\n', []],
	['sacct: error: Slurm accounting storage is disabled\n', []],
	['', []],
])('%j names %j of ours', (stderr, named) => {
	expect(unknownFieldsIn(stderr, fields)).toEqual(named);
});

it('what was not asked for is unknown, and the rest stands where it always does', () => {
	const asked = fieldsWithout(fields, new Set(['tres-alloc']));
	expect(asked).toEqual(['JobID', 'NoSuchField']);
	expect(inPlace(['1', 'x'], asked, fields)).toEqual(['1', undefined, 'x']);
	expect(inPlace(['1', '2', '3'], fields, fields)).toEqual(['1', '2', '3']);
});
