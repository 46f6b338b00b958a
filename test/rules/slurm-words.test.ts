import {expect, it} from 'vitest';
import {isSlurmCall, slurmWords} from '../../source/rules/slurm-words.ts';

it.each([
	[['squeue', '-h', '--me', '-o', '%i\u001f%j'], 'squeue -h --me -o …'],
	[
		['squeue', '--noheader', '--Format=JobID:x', '--states=all'],
		'squeue --noheader --Format=… --states=all',
	],
	[['squeue', '-o%i'], 'squeue -o …'],
	[['sacct', '--delimiter=a1b2', '-P'], 'sacct --delimiter=… -P'],
	[['scancel', '--user=alice', '4702'], 'scancel --user=alice 4702'],
	[['scontrol', 'update', 'jobid=4', 'JobName=a b'], "scontrol update jobid=4 'JobName=a b'"],
	[['sbatch', ''], "sbatch ''"],
	[['sbatch', 'x'.repeat(100)], `sbatch ${'x'.repeat(60)}…`],
])('%j is told as %s', (argv, words) => {
	expect(slurmWords(argv)).toBe(words);
});

it.each([
	[['squeue', '--me'], true],
	[['/opt/slurm/bin/scancel', '1'], true],
	[['scontrol', 'ping'], true],
	[['squeue', '--version'], false],
	[['scontrol', 'show', 'hostnames', 'node[1-2]'], false],
	[['id', '-un'], false],
	[[], false],
])('whether %j costs the cluster something: %s', (argv, isCall) => {
	expect(isSlurmCall(argv)).toBe(isCall);
});
