import {describe, expect, it} from 'vitest';
import {createSlurmClusterReads} from '../../source/clients/slurm-cluster-reads.ts';
import {createSlurmLists} from '../../source/clients/slurm-lists.ts';
import {sacctFormat} from '../../source/parsers/sacct.ts';
import {sinfoFormat} from '../../source/parsers/sinfo.ts';
import {squeueFormat} from '../../source/parsers/squeue.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {type ScriptedCommand, ScriptedSlurm} from '../helpers/scripted-slurm.ts';
import {slurmBytes} from '../helpers/slurm-fixture.ts';

const mark = 'c0ffee5eed5eed5eed5eed5eed5eed11';
const never = new AbortController().signal;
const squeue = `squeue --local --noheader --all --Format=${squeueFormat(mark)}`;
const finished = `sacct --noheader --parsable2 --allocations --delimiter=${mark} --user=1001 --state=BF,CA,CD,DL,F,NF,OOM,PR,TO --endtime=now --starttime=uts1795349000 --format=${sacctFormat()}`;
const nodes = `sinfo --noheader --all --Node --Format=${sinfoFormat(mark)}`;
const own: ScriptedCommand = {command: 'id -u', stdout: '1001\n'};

function scripted(...script: readonly ScriptedCommand[]) {
	const slurm = new ScriptedSlurm(script);
	const parts = {ask: slurm.ask, where: 'hpc', newMark: () => mark, clock: new FakeClock()};
	return {slurm, lists: createSlurmLists(parts), reads: createSlurmClusterReads(parts)};
}

it('own jobs are asked for in every state, and who one is only once', async () => {
	const mine = `${squeue} --states=all --user=1001`;
	const {slurm, lists} = scripted(own, {command: mine}, {command: mine});
	expect(await lists.listJobs({kind: 'mine'}, never)).toEqual({ok: true, value: []});
	expect(await lists.listJobs({kind: 'mine'}, never)).toEqual({ok: true, value: []});
	expect(slurm.left).toEqual([]);
});

it('what is no number of a user is not asked for, nor kept', async () => {
	const {slurm, lists} = scripted(
		{...own, stdout: ''},
		{...own, stdout: 'alice,root\n'},
		{...own, stdout: 'Welcome to hpc\n1001\n'},
		{command: `${squeue} --states=all --user=1001`},
	);
	const unparseable = {ok: false, failure: {kind: 'unparseable', where: 'hpc'}};
	expect(await lists.listJobs({kind: 'mine'}, never)).toMatchObject(unparseable);
	expect(await lists.listFinished(0, never)).toMatchObject(unparseable);
	expect(await lists.listJobs({kind: 'mine'}, never)).toMatchObject({ok: true});
	expect(slurm.left).toEqual([]);
});

it('jobs are read as they come, and what the program said of its end is told', async () => {
	const {slurm, lists} = scripted(
		{command: squeue, stdout: slurmBytes('squeue-marked.txt')},
		{command: squeue, exitCode: 1, stderr: 'slurm_load_jobs error: Unable to contact\n'},
		{command: squeue, stdout: 'no jobs here'},
	);
	const jobs = await lists.listJobs({kind: 'all'}, never);
	expect(jobs.ok && jobs.value.length).toBe(24);
	expect(slurm.asked[0]).toMatchObject({limitMs: 12_000});
	expect(await lists.listJobs({kind: 'all'}, never)).toEqual({
		ok: false,
		failure: {
			...{kind: 'exited', where: 'squeue', exitCode: 1, signal: undefined},
			stderr: 'slurm_load_jobs error: Unable to contact\n',
		},
	});
	expect(await lists.listJobs({kind: 'all'}, never)).toMatchObject({
		failure: {kind: 'unparseable', where: 'hpc'},
	});
});

describe('a list that is not understood whole', () => {
	const capture = slurmBytes('squeue-marked.txt');
	const records = capture.split(`${mark}e`);
	const [first = '', second = '', third = ''] = records.map(record => `${record}${mark}e`);
	const short = second.replace('\x1f', '');

	it('is none where it ends within a record: what came after it nobody knows', async () => {
		const cut = `${first}${third.slice(0, 40)}`;
		const {lists} = scripted({command: squeue, stdout: cut});
		expect(await lists.listJobs({kind: 'all'}, never)).toEqual({
			ok: false,
			failure: {
				...{kind: 'unparseable', where: 'hpc'},
				problem: 'squeue: the list ends within a record',
			},
		});
	});

	it('comes with what of it was not', async () => {
		const {lists} = scripted({command: squeue, stdout: `${first}${short}${third}`});
		const listed = await lists.listJobs({kind: 'all'}, never);
		expect(listed).toMatchObject({
			...{ok: true, value: [{}, {}]},
			problems: [{source: 'squeue', reason: '21 fields instead of 22'}],
		});
	});

	it('is none where jobs were named: one that is not there would be taken for gone', async () => {
		const {lists} = scripted({
			command: `${squeue} --states=all --jobs=1,2`,
			stdout: `${first}${short}`,
		});
		expect(await lists.listJobs({kind: 'ids', ids: ['1', '2']}, never)).toMatchObject({
			failure: {kind: 'unparseable', problem: 'squeue: 21 fields instead of 22'},
		});
	});

	it('is the same of finished jobs, and of nodes', async () => {
		const sacct = slurmBytes('sacct-marked.txt');
		const sinfo = slurmBytes('sinfo-marked.txt');
		const {lists, reads} = scripted(
			...[own, {command: finished, stdout: sacct.slice(0, -20)}],
			{command: nodes, stdout: sinfo.slice(0, -20)},
			{command: nodes, stdout: sinfo.replace('\x1f', '')},
		);
		const cut = {failure: {kind: 'unparseable'}};
		expect(await lists.listFinished(1_795_349_000_999, never)).toMatchObject(cut);
		expect(await reads.listNodes(never)).toMatchObject(cut);
		expect(await reads.listNodes(never)).toMatchObject({ok: true, problems: [{source: 'sinfo'}]});
	});
});

describe('a field that the version of Slurm does not have', () => {
	const capture = slurmBytes('squeue-marked.txt');
	const without = new Set(['tres-alloc']);
	const stderr = slurmBytes('err-badformat-squeue.txt.err')
		.trimStart()
		.replace('NoSuchField', 'tres-alloc');
	const narrow = `squeue --local --noheader --all --Format=${squeueFormat(mark, without)}`;
	const columns = (record: string) => record.split('\x1f').toSpliced(16, 1).join('\x1f');
	const narrowed = capture
		.split(`${mark}e`)
		.map(record => (record.trim() === '' ? record : columns(record)))
		.join(`${mark}e`);

	it('is left out from then on, where its column is not there, and what it told is not known', async () => {
		const {slurm, lists} = scripted(
			{command: squeue, stdout: narrowed, stderr},
			{command: narrow, stdout: narrowed},
			{command: narrow, stdout: narrowed},
		);
		const listed = await lists.listJobs({kind: 'all'}, never);
		const jobs = listed.ok ? listed.value : [];
		expect(jobs).toHaveLength(24);
		expect(jobs.find(({id}) => id === '74')).toMatchObject({
			...{memory: undefined, gpuCount: undefined, cpuCount: 2, name: 'run1', reason: 'None'},
		});
		expect(await lists.listJobs({kind: 'all'}, never)).toEqual(listed);
		expect(slurm.left).toEqual([]);
	});

	it('is left out the next time, where its column is empty, as 22.05 does it', async () => {
		const emptied = capture
			.split(`${mark}e`)
			.map(record =>
				record.trim() === '' ? record : record.split('\x1f').with(16, '').join('\x1f'),
			)
			.join(`${mark}e`);
		const {slurm, lists} = scripted(
			{command: squeue, stdout: emptied, stderr},
			{command: narrow, stdout: narrowed},
		);
		const listed = await lists.listJobs({kind: 'all'}, never);
		expect(listed.ok && listed.value.length).toBe(24);
		expect(await lists.listJobs({kind: 'all'}, never)).toEqual(listed);
		expect(slurm.left).toEqual([]);
	});

	it('is left out where squeue refuses it', async () => {
		const {lists} = scripted(
			{command: squeue, exitCode: 1, stderr},
			{command: narrow, stdout: narrowed},
		);
		const listed = await lists.listJobs({kind: 'all'}, never);
		expect(listed.ok && listed.value.length).toBe(24);
	});
});

it('jobs that the cluster does not know any more are none', async () => {
	const gone = {exitCode: 1, stderr: 'slurm_load_jobs error: Invalid job id specified\n'};
	const {lists} = scripted(
		{command: `${squeue} --states=all --jobs=5,6_1`, ...gone},
		{command: `${squeue} --states=all --array --jobs=70`, ...gone},
		{command: squeue, ...gone},
	);
	const none = {ok: true, value: []};
	expect(await lists.listJobs({kind: 'ids', ids: ['5', '6_1']}, never)).toEqual(none);
	expect(await lists.listJobs({kind: 'array', id: '70'}, never)).toEqual(none);
	expect(await lists.listJobs({kind: 'all'}, never)).toMatchObject({ok: false});
});

it('finished jobs are own ones that ended since then', async () => {
	const {slurm, lists} = scripted(own, {
		command: finished,
		stdout: slurmBytes('sacct-marked.txt'),
	});
	const jobs = await lists.listFinished(1_795_349_000_999, never);
	expect(jobs.ok && jobs.value.some(({state}) => state === 'FAILED')).toBe(true);
	expect(slurm.asked[1]).toMatchObject({limitMs: 20_000});
});

it('nodes come with their partitions', async () => {
	const {reads} = scripted({
		command: nodes,
		stdout: slurmBytes('sinfo-marked.txt'),
	});
	const listed = await reads.listNodes(never);
	expect(listed.ok && listed.value.nodes.length).toBe(4);
});

it('a controller that a ping finds away is down, one that lets it wait is slow, and of one that cannot be asked nothing is known', async () => {
	const command = 'scontrol ping';
	const {reads} = scripted(
		{command, stdout: 'Slurmctld(primary) at login01 is UP\n'},
		{command, stdout: 'Slurmctld(primary) at login01 is DOWN\n', exitCode: 1},
		{command, failure: {kind: 'timedOut', where: 'hpc', afterMs: 3000}},
		{command, failure: {kind: 'unreachable', where: 'hpc', reason: 'no route'}},
	);
	const told = [];
	for (let count = 0; count < 4; count += 1) {
		told.push(await reads.ping(never));
	}

	expect(told).toEqual(['up', 'down', 'slow', 'unknown']);
});

it('a cluster is described as far as it tells', async () => {
	const version = {command: 'squeue --version', stdout: 'slurm-wlm 22.05.8\n'};
	const user = {command: 'id -un', stdout: 'alice\n'};
	const command = 'scontrol show config';
	const config =
		'AccountingStorageType   = accounting_storage/none\nClusterName             = lab\n';
	const {reads} = scripted(
		...[version, user, {command, stdout: config}],
		...[version, user, {command, exitCode: 1}],
	);
	expect(await reads.describe(never)).toEqual({
		ok: true,
		value: {version: '22.05.8', user: 'alice', name: 'lab', hasAccounting: false},
	});
	expect(await reads.describe(never)).toMatchObject({
		value: {version: '22.05.8', name: undefined, hasAccounting: true},
	});
});
