import {describe, expect, it} from 'vitest';
import {findCommentedJob} from '../../source/parsers/job-comments.ts';
import {parseSubmittedId, parseTestedSubmission} from '../../source/parsers/sbatch-answer.ts';
import {slurmText} from '../helpers/slurm-fixture.ts';

describe('what sbatch answers', () => {
	it.each([
		[slurmText('submit-parsable.txt'), '56'],
		['4711;hpc\n', '4711'],
		['Welcome to hpc!\n4711\n', '4711'],
		['', undefined],
		['471', '471'],
		['Submitted batch job 12', undefined],
	])('names the job in %j', (stdout, id) => {
		expect(parseSubmittedId(stdout)).toBe(id);
	});

	it('tells when a script would start', () => {
		expect(parseTestedSubmission(slurmText('submit-test.txt.err'), 0)).toEqual({
			kind: 'fits',
			startsAtMs: 1_795_350_580_000,
			words: 'Job 53 to start at 1795350580 using 1 processors on nodes node001 in partition batch',
		});
		expect(parseTestedSubmission(slurmText('sbatch-test-only.txt.err'), 0, 60)).toMatchObject({
			startsAtMs: Date.UTC(2026, 10, 22, 8, 58, 56),
		});
		expect(parseTestedSubmission('', 0)).toMatchObject({kind: 'fits', startsAtMs: undefined});
	});

	it.each([
		[
			'submit-badpartition-test',
			'invalid partition specified: nosuch; Invalid partition name specified',
		],
		['submit-test-toobig', 'Requested node configuration is not available'],
		['submit-badtime', 'Invalid --time specification'],
		[
			'submit-noshebang',
			'This does not look like a batch script.  The first line must start with #! followed by the path to an interpreter. For instance: #!/bin/sh',
		],
	])("tells the cluster's refusal of %s in its own words", (name, words) => {
		expect(parseTestedSubmission(slurmText(`${name}.txt.err`), 1)).toEqual({
			kind: 'refused',
			words,
		});
	});
});

describe('the job whose comment holds a token', () => {
	const token = 'abcDEF123456';

	it('is found in the queue', () => {
		expect(findCommentedJob(slurmText('submit-lookup.txt'), token)).toBe('56');
	});

	it.each([
		['none', slurmText('submit-array-lookup.txt'), undefined],
		['one of the database', `12|\n13|my clusterdeck:${token}\n`, '13'],
		['all of an array', `9 clusterdeck:${token}\n7 clusterdeck:${token}\n`, '7'],
		['a comment of several lines', `7 one\ntwo ${token}\n8 (null)\n`, '7'],
		['a longer token', `7 x${token}\n8 ${token}9\n`, undefined],
	])('is found by its whole token: %s', (_, stdout, id) => {
		expect(findCommentedJob(stdout, token)).toBe(id);
	});
});
