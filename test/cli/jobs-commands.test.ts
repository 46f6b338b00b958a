import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {sacctFormat} from '../../source/parsers/sacct.ts';
import {sinfoFormat} from '../../source/parsers/sinfo.ts';
import {
	described,
	runOnCluster,
	slurmMark,
	squeueCommand,
	squeueOf,
} from '../helpers/commanded-cluster.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {slurmBytes, slurmText} from '../helpers/slurm-fixture.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {jobSchemaErrors, schemaErrors} from '../helpers/validate-document.ts';

const all = {command: squeueCommand, stdout: slurmBytes('squeue-marked.txt')};
const mine = [
	{command: 'id -u', stdout: '1001\n'},
	{...all, command: `${squeueCommand} --states=all --user=1001`},
];
/** Own jobs that ended since midnight, of the clock of the test. */
const ended = {
	command: `sacct --noheader --parsable2 --allocations --delimiter=${slurmMark} --user=1001 --state=BF,CA,CD,DL,F,NF,OOM,PR,TO --endtime=now --starttime=uts${new Date(new FakeClock().wallMs()).setHours(0, 0, 0, 0) / 1000} --format=${sacctFormat()}`,
	stdout: slurmBytes('sacct-marked.txt'),
};
const sinfo = {
	command: `sinfo --noheader --all --Node --Format=${sinfoFormat(slurmMark)}`,
	stdout: slurmBytes('sinfo-marked.txt'),
};
/** As scontrol tells of one job. */
function recordOf(id: string): string {
	const records = slurmBytes('scontrol-show-job-d.txt').split(/\n\n(?=JobId=)/);
	return records.find(record => record.startsWith(`JobId=${id} `)) ?? '';
}

const gone = {exitCode: 1, stderr: 'slurm_load_jobs error: Invalid job id specified\n'};

/** What the owner of a job wrote. */
function textsCommand(id: string): string {
	const columns = ['Name', 'Command', 'WorkDir', 'Comment', 'STDOUT', 'STDERR'];
	const format = columns.map(name => `${name}:m${slurmMark}`).join(',');
	return `squeue --local --noheader --states=all --jobs=${id} --Format=${format}`;
}

describe('jobs ls', () => {
	it('is a table in which no hostile name acts, or makes a second row', async () => {
		const run = await runOnCluster(['jobs', 'ls', '--all'], {
			script: [...described, all, ...mine, ended],
		});
		expect(run).toMatchObject({status: 0, stderr: ''});
		const [head, ...rows] = run.stdout.trimEnd().split('\n');
		expect(head).toMatch(/^JOB +NAME +USER +PARTITION +STATE +TIME +LIMIT +WHERE, OR WHY NOT$/);
		expect(rows.filter(row => !/^\d+(_\S+|\+\d)? /.test(row))).toEqual([]);
		expect(run.stdout).toContain('two␊lines');
		expect(run.stdout).not.toMatch(/[^\P{Cc}\n]/u);
		expect(run.slurm.left).toEqual([]);
	});

	it('as JSON is the document of the schema, with names to the byte', async () => {
		const run = await runOnCluster(['jobs', 'ls', '--json'], {
			script: [...described, ...mine, sinfo, {...ended, stdout: ''}],
		});
		expect(run).toMatchObject({status: 0, stderr: ''});
		const document = JSON.parse(run.stdout);
		expect(schemaErrors(document)).toEqual([]);
		expect(Object.keys(document)).toEqual([
			...['schemaVersion', 'generatedAt', 'cluster', 'version', 'slurm', 'problems'],
		]);
		const [cluster] = document.slurm;
		expect(cluster).toMatchObject({name: 'hpc', state: 'ready', version: '22.05.8'});
		expect(cluster.jobs).toHaveLength(24);
		expect(cluster.jobs.map(({name}: {name: string}) => name)).toContain('two\nlines');
	});

	it('of everybody as JSON has what ended today of own ones, and each job once', async () => {
		const run = await runOnCluster(['jobs', 'ls', '--all', '--json'], {
			script: [...described, all, ...mine, sinfo, ended],
		});
		expect(run).toMatchObject({status: 0, stderr: ''});
		const [cluster] = JSON.parse(run.stdout).slurm;
		const idsOf = (own: boolean): readonly string[] =>
			(cluster.jobs as readonly {readonly id: string; readonly user: string}[])
				.filter(({user}) => (user === 'alice') === own)
				.map(({id}) => id);
		expect(idsOf(false)).toContain('31');
		// One that the queue still knows, and one that only the database does.
		expect(idsOf(true)).toEqual(expect.arrayContaining(['56', '28']));
		expect(new Set(idsOf(true)).size).toBe(idsOf(true).length);
	});

	it('says how many records it could not read', async () => {
		const stdout = all.stdout.replace('\x1f', '');
		const run = await runOnCluster(['jobs', 'ls', '--all'], {
			script: [...described, {...all, stdout}, ...mine, {...ended, stdout: ''}],
		});
		expect(run).toMatchObject({
			status: 0,
			stderr: 'hpc: squeue: 1 record was not understood (21 fields instead of 22).',
		});
	});

	it('says of a controller that is gone that it is', async () => {
		const stderr = slurmText('err-ctlddown-sbatch.txt.err');
		const script = [
			...described,
			{command: squeueCommand, exitCode: 1, stderr},
			{command: 'scontrol ping', exitCode: 1, stdout: 'Slurmctld(primary) at login01 is DOWN\n'},
		];
		const run = await runOnCluster(['jobs', 'ls', '--all'], {script});
		expect(run.status).toBe(1);
		expect(run.stderr).toBe(
			'hpc: slurmctld is down, as scontrol ping says. Try again later, or tell who runs the cluster.',
		);
	});
});

describe('jobs that the queue has forgotten', () => {
	const sinceSeconds = new FakeClock().wallMs() / 1000 - 7 * 86_400;
	const week = {...ended, command: ended.command.replace(/uts\d+/, `uts${sinceSeconds}`)};
	const account = {command: 'id -u', stdout: '1001\n'};
	const forgotten = (id: string) => [{...squeueOf(id), ...gone, stdout: ''}, account, week];

	it('are told of by the database: how they ended, and that Slurm has forgotten where they wrote', async () => {
		const run = await runOnCluster(['jobs', 'logs', '4'], {script: forgotten('4')});
		expect(run).toMatchObject({status: 1, stdout: ''});
		expect(run.stderr).toBe(
			'4 is stopped: Slurm has forgotten where it wrote. clusterdeck jobs show 4 tells what is known of it.',
		);
		expect(run.slurm.left).toEqual([]);
	});

	it('do not wait, and that is no failure', async () => {
		const run = await runOnCluster(['jobs', 'why', '4'], {script: forgotten('4')});
		expect(run).toMatchObject({status: 0, stdout: '4 does not wait: it is stopped.\n', stderr: ''});
	});

	it('of an array are told of together, and by no task of it', async () => {
		const stdout = week.stdout
			.replace(/^(30_1\D.*)CANCELLED by 5001/m, '$1COMPLETED')
			.replace(/^(30_3\D.*)0:0(.*)CANCELLED by 5001/m, '$11:0$2FAILED');
		const script = [...forgotten('30').slice(0, 2), {...week, stdout}];
		const why = await runOnCluster(['jobs', 'why', '30'], {script});
		expect(why.stdout).toBe('30_[1-8] does not wait: 1 of 8 done, 1 failed, 6 cancelled.\n');
		const asJson = await runOnCluster(['jobs', 'why', '30', '--json'], {script});
		const {job, tasks} = JSON.parse(asJson.stdout);
		expect(job).toMatchObject({id: '30', arrayId: '30', state: 'FAILED'});
		expect(tasks).toEqual({done: 1, running: 0, waiting: 0, failed: 7, cancelled: 6});

		const silent = {failure: {kind: 'timedOut', where: 'login', afterMs: 1}} as const;
		const detail = [
			{command: textsCommand('35'), ...silent},
			{command: 'scontrol --local -d show job 35', stdout: recordOf('63')},
		];
		const shown = await runOnCluster(['jobs', 'show', '30', '--json'], {
			script: [...script, ...detail],
		});
		const document = JSON.parse(shown.stdout);
		expect(jobSchemaErrors(document)).toEqual([]);
		expect(document).toMatchObject({job, tasks});
		expect(Object.keys(document.job)).not.toContain('arrayTask');
		expect(Object.keys(document.job)).not.toContain('exitCode');
		expect(document.efficiency).toBeUndefined();
		expect(document.detail).toMatchObject({workDir: '/home/bob', allocations: []});
		expect(Object.keys(document.detail)).not.toContain('batchHost');
		const asText = await runOnCluster(['jobs', 'show', '30'], {script: [...script, ...detail]});
		expect(asText.stdout).not.toContain('node001');
	});

	it('count with the tasks of their array that are queued still', async () => {
		const stdout = week.stdout.replaceAll(/^30_(\d)/gm, '70_$1');
		const script = [squeueOf('70'), account, {...week, stdout}];
		const run = await runOnCluster(['jobs', 'logs', '70'], {script});
		expect(run.stderr).toBe('70: each task of the array has a log of its own: name one, as 70_1.');
		expect(run.slurm.left).toEqual([]);
	});

	it('may be none: then nobody knows', async () => {
		const run = await runOnCluster(['jobs', 'logs', '4711'], {script: forgotten('4711')});
		expect(run).toMatchObject({status: 1, stdout: ''});
		expect(run.stderr).toContain('hpc has no job 4711 in its queue');
	});
});

describe('jobs why', () => {
	it('of one in line knows what scontrol alone tells: that it asks for whole nodes', async () => {
		const silent = {failure: {kind: 'timedOut', where: 'login', afterMs: 1}} as const;
		const known = squeueOf('71');
		const stdout = (known.stdout ?? '').replaceAll('JobHeldUser', 'Resources');
		const script = [
			{...known, stdout},
			...described,
			{command: `${squeueCommand} --jobs=71`, ...silent},
			{...sinfo, ...silent},
			{command: textsCommand('71'), ...silent},
			{
				command: 'scontrol --local -d show job 71',
				stdout: recordOf('36').replaceAll('JobId=36', 'JobId=71'),
			},
		];
		const run = await runOnCluster(['jobs', 'why', '71'], {script});
		expect(run).toMatchObject({status: 0, stderr: ''});
		expect(run.stdout).toContain('on 1 whole node,');
		expect(run.slurm.left).toEqual([]);
	});
});

describe('jobs show', () => {
	const silent = {failure: {kind: 'timedOut', where: 'login', afterMs: 1}} as const;
	const record = recordOf('14');

	it('tells the memory as scontrol does, which alone knows whether it is of a cpu', async () => {
		const script = [
			squeueOf('71'),
			{command: textsCommand('71'), ...silent},
			{command: 'scontrol --local -d show job 71', stdout: record.replace('JobId=14', 'JobId=71')},
			...described.slice(0, 1),
		];
		const run = await runOnCluster(['jobs', 'show', '71'], {script});
		expect(run.stdout).toContain('1 cpu, 500 MiB a cpu, on 1 node');
	});
});

describe('what changes jobs', () => {
	const sent = [squeueOf('71'), {command: 'scancel --user=alice 71'}, squeueOf('71')];

	it('asks before it destroys, with the job, the command and the number of jobs', async () => {
		const run = await runOnCluster(['jobs', 'cancel', '71'], {script: [squeueOf('71')]});
		expect(run).toMatchObject({
			...{status: 1, stdout: '', audited: ''},
			stderr: 'Nothing was sent; --yes does it without asking.',
		});
		const [question] = run.questions;
		expect(question).toContain('71  after  alice');
		expect(question).toContain('hpc: scancel --user=alice 71\nCancel 1 job?');
		expect(run.slurm.left).toEqual([]);
	});

	it('tells what came of it, and writes it down', async () => {
		const script = [squeueOf('71'), ...sent.slice(0, 2), {...squeueOf('71'), stdout: ''}];
		const run = await runOnCluster(['jobs', 'cancel', '71'], {script, answer: true});
		expect(run).toMatchObject({status: 0, stdout: '71 is cancelled.\n', stderr: ''});
		expect(run.audited).toContain('"what":"cancelJob","target":"hpc 71"');
	});

	it('tells the words of a cluster that refuses, and what to do', async () => {
		const hold = {
			...{command: 'scontrol hold 71', exitCode: 1},
			stderr: 'Access/permission denied for job 71\n',
		};
		const script = [squeueOf('71'), squeueOf('71'), hold, squeueOf('71')];
		const run = await runOnCluster(['jobs', 'hold', '71', '--json'], {script});
		expect(run.status).toBe(1);
		expect(run.stderr).toBe(
			'71 is not held: Access/permission denied. Only its owner, alice, or an operator of the cluster may do that.',
		);
		const document = JSON.parse(run.stdout);
		expect(jobSchemaErrors(document)).toEqual([]);
		expect(document.outcomes).toMatchObject([
			{id: '71', result: 'refused', command: ['scontrol', 'hold', '71']},
		]);
	});

	it('a job that vanished is told as such, and nothing is sent', async () => {
		const script = [{...squeueOf('4711'), ...gone, stdout: ''}];
		const run = await runOnCluster(['jobs', 'release', '4711'], {script});
		expect(run).toMatchObject({status: 1, stdout: '', audited: ''});
		expect(run.stderr).toContain('hpc has no job 4711 in its queue: it ended some time ago');
	});

	it.each(['cancel', 'requeue', 'hold', 'release'])(
		'%s does nothing with --read-only',
		async verb => {
			const run = await runOnCluster(
				['jobs', verb, '71', '--yes', '--read-only'].filter(
					word => word !== '--yes' || verb === 'cancel' || verb === 'requeue',
				),
			);
			expect(run).toMatchObject({status: 1, stdout: ''});
			expect(run.stderr).toContain('--read-only: nothing was sent');
		},
	);
});

describe('wrong use', () => {
	it.each([
		[['jobs', 'cancel', '$(touch x)'], '"$(touch x)" is no id of a job'],
		[['jobs', 'show', '--', '-1'], '"-1" is no id of a job'],
		[['jobs', 'logs', '4711;rm'], '"4711;rm" is no id of a job'],
		[['jobs', 'show', '0'], '"0" is no id of a job'],
		[['jobs', 'ls', '--cluster', 'other'], 'There is no cluster "other"'],
		[['jobs', 'submit', '-', '--', 'other.sh'], '"other.sh" is no option of sbatch'],
		[['jobs', 'submit', '-', '--', '--wrap=true'], '--wrap of sbatch cannot be had here'],
		[['jobs', 'submit', '-', '--remote'], '--remote needs the path'],
	])('%j is refused before anything is asked', async (args, sentence) => {
		const run = await runOnCluster(args);
		expect(run).toMatchObject({status: 2, stdout: ''});
		expect(run.stderr).toContain(sentence);
	});

	it('of several clusters one has to be named, and without any there is nothing', async () => {
		const slurm = '[{name: hpc, local: true}, {name: lab, via: login}]';
		const several = await runOnCluster(['jobs', 'show', '1'], {slurm});
		expect(several.status).toBe(2);
		expect(several.stderr).toContain('say which with --cluster, one of hpc, lab.');
		const none = await runOnCluster(['jobs', 'show', '1'], {slurm: '[]'});
		expect(none.stderr).toContain('There is no Slurm cluster in the configuration');
	});
});

describe('jobs submit', () => {
	const text = '#!/bin/sh\n#SBATCH --comment="mine own"\ntrue \u00ff\n';
	const script = (): string => {
		const path = join(temporaryDirectory(), 'train.sh');
		writeFileSync(path, Buffer.from(text, 'latin1'));
		return path;
	};

	it('sends the script to the byte, named after its file, its options as they were given', async () => {
		const args = ['jobs', 'submit', script(), '--test-only', '--', '-t', '10', '--hold'];
		const asked = {
			command: 'sbatch --test-only --job-name=train.sh --comment=mine own --time=10 --hold',
			stderr: slurmText('submit-test.txt.err'),
		};
		const run = await runOnCluster(args, {script: [asked]});
		expect(run).toMatchObject({status: 0, stderr: '', audited: ''});
		expect(run.stdout).toMatch(
			/^It fits. Slurm estimates its start about .+, using 1 processor on /,
		);
		expect(run.slurm.asked[0]?.input).toBe(text);
	});

	it.each([
		[
			'err-badpartition-sbatch.txt.err',
			'nosuch; Batch job submission failed: Invalid partition name specified',
		],
		['err-badpartition-sbatch.txt.err', 'Change --partition: sinfo -s lists those'],
		[
			'err-badaccount-sbatch.txt.err',
			'Change --account: sacctmgr show assoc user=$USER lists yours.',
		],
		['submit-badtime.txt.err', '90 is minutes'],
		['submit-noshebang.txt.err', 'Put a line such as #!/bin/bash over all others'],
	])('%s is told in the cluster’s own words, with what to do', async (file, advice) => {
		const stderr = slurmText(file);
		const asked = {
			...{command: 'sbatch --test-only --job-name=train.sh --comment=mine own', stderr},
			exitCode: 1,
		};
		const run = await runOnCluster(['jobs', 'submit', script(), '--test-only'], {script: [asked]});
		expect(run).toMatchObject({status: 1, stdout: ''});
		expect(run.stderr).toContain('train.sh would be refused: ');
		expect(run.stderr).toContain(advice);
	});

	it('a script that is not there is told before the cluster is asked', async () => {
		const run = await runOnCluster(['jobs', 'submit', '/nowhere/a.sh']);
		expect(run).toMatchObject({status: 1, stderr: '/nowhere/a.sh: not found. Check the name.'});
	});
});
