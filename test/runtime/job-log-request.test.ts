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

type Asked = {readonly submittedAtMs?: number; readonly version?: string};

/** All programs of the cluster refuse with these words, but tell their version. */
function whereWrites(words: string, told?: JobDetail, {submittedAtMs, version}: Asked = {}) {
	const folder = temporaryDirectory();
	for (const name of ['squeue', 'scontrol']) {
		const script = `[ "$1" = --version ] && echo 'slurm ${version}' && exit\necho '${words}' >&2\nexit 1`;
		writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
		chmodSync(join(folder, name), 0o755);
	}

	const cluster = 'hpc' as SlurmName;
	const job = {...aRef('4711'), ...(submittedAtMs === undefined ? {} : {submittedAtMs})};
	const about = {cluster, job, name: 'train-llm', stream: 'stdout', told} as const;
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

	it('is not that of another job that had its id, of another user or of the same', async () => {
		const reason = 'the cluster has given its id to another job since.';
		const failure = {kind: 'rejected', where: '4711', reason};
		expect(await whereWrites(words, aDetail({user: 'bob'}))).toMatchObject({failure});
		const later = aDetail({submittedAtMs: 9000, restarts: 0});
		expect(await whereWrites(words, later, {submittedAtMs: 4000})).toMatchObject({failure});
	});

	it('is that of the job where it was queued again since', async () => {
		const again = aDetail({submittedAtMs: 9000, restarts: 1});
		expect(await whereWrites(words, again, {submittedAtMs: 4000})).toMatchObject({ok: true});
	});

	it('has in its name what the version of the cluster makes of it', async () => {
		const told = aDetail({stdOut: '/l/%b'});
		const path = async (version: string) => {
			const found = await whereWrites(words, told, {version});
			return found.ok && found.value.remark.kind === 'file' ? found.value.remark.path : undefined;
		};
		expect([await path('22.05.8'), await path('25.11.0')]).toEqual(['/l/%b', '/l/4']);
	});
});

it('what else the cluster refuses is told as it is, whatever was told before', async () => {
	const stderr = 'slurm_load_jobs error: Unable to contact slurm controller';
	const found = await whereWrites(stderr, aDetail());
	expect(found).toMatchObject({ok: false, failure: {kind: 'exited', exitCode: 1, stderr}});
});
