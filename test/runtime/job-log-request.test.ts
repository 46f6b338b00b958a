/** Where a job writes, asked of programs that stand in for Slurm's. */
import {chmodSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import type {SlurmName} from '../../source/domain/ids.ts';
import type {JobDetail} from '../../source/domain/job-detail.ts';
import {jobLogRequestOf} from '../../source/runtime/job-log-request.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {aRef} from '../helpers/job-builders.ts';
import {shellOf} from '../helpers/local-shell.ts';
import {aDetail} from '../helpers/open-job.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const {signal} = new AbortController();

/** All programs of the cluster refuse with these words. */
function whereWrites(words: string, told?: JobDetail) {
	const folder = temporaryDirectory();
	for (const name of ['squeue', 'scontrol']) {
		writeFileSync(join(folder, name), `#!/bin/sh\necho '${words}' >&2\nexit 1\n`);
		chmodSync(join(folder, name), 0o755);
	}

	const cluster = 'hpc' as SlurmName;
	const about = {cluster, job: aRef('4711'), name: 'train-llm', stream: 'stdout', told} as const;
	return jobLogRequestOf(
		{
			source: {kind: 'job', ...about},
			openShell: shellOf(['sh'], {PATH: `${folder}:/usr/bin:/bin`}),
			clock: systemClock,
		},
		signal,
	);
}

describe('the log of a job that its controller has forgotten', () => {
	const words = 'slurm_load_jobs error: Invalid job id specified';

	it('is the one that was told of before', async () => {
		const path = '/home/alice/llm/logs/train-4711.out';
		const found = await whereWrites(words, aDetail({state: 'COMPLETED'}));
		expect(found).toMatchObject({ok: true, value: {remark: {kind: 'file', path, isBoth: true}}});
	});

	it('cannot be found where none was told of, and that is said in words', async () => {
		const reason =
			'Slurm has forgotten where it wrote: its controller keeps a job for some minutes after its end.';
		const failure = {kind: 'rejected', where: '4711', reason};
		expect(await whereWrites(words)).toEqual({ok: false, failure});
	});

	it('is not that of another job that had its id', async () => {
		const failure = {kind: 'rejected', where: '4711'};
		expect(await whereWrites(words, aDetail({user: 'bob'}))).toMatchObject({failure});
	});
});

it('what else the cluster refuses is told as it is, whatever was told before', async () => {
	const stderr = 'slurm_load_jobs error: Unable to contact slurm controller';
	const found = await whereWrites(stderr, aDetail());
	expect(found).toMatchObject({ok: false, failure: {kind: 'exited', exitCode: 1, stderr}});
});
