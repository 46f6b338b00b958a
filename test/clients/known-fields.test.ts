import {describe, expect, it} from 'vitest';
import {createJobUsage} from '../../source/clients/job-usage.ts';
import {createKnownFields, newClusterMemory} from '../../source/clients/known-fields.ts';
import {createSlurmClusterReads} from '../../source/clients/slurm-cluster-reads.ts';
import {createSlurmLists} from '../../source/clients/slurm-lists.ts';
import {sacctFields, sacctFormat} from '../../source/parsers/sacct.ts';
import {sinfoFields, sinfoFormat} from '../../source/parsers/sinfo.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aJob} from '../helpers/job-builders.ts';
import {type ScriptedCommand, ScriptedSlurm} from '../helpers/scripted-slurm.ts';
import {slurmBytes} from '../helpers/slurm-fixture.ts';

const mark = 'c0ffee5eed5eed5eed5eed5eed5eed11';
const never = new AbortController().signal;

function scripted(...script: readonly ScriptedCommand[]) {
	const slurm = new ScriptedSlurm(script);
	const parts = {ask: slurm.ask, where: 'hpc', newMark: () => mark, clock: new FakeClock()};
	return {slurm, parts};
}

/** Each record without the column of that field. */
function without(
	bytes: string,
	{end, separator, at}: Record<'end' | 'separator', string> & {readonly at: number},
) {
	return bytes
		.split(end)
		.map(record =>
			record.includes(separator)
				? record.split(separator).toSpliced(at, 1).join(separator)
				: record,
		)
		.join(end);
}

describe('nodes of a version without a field', () => {
	const left = new Set(['GresUsed']);
	const at = sinfoFields.indexOf('GresUsed');
	const narrowed = without(slurmBytes('sinfo-marked.txt'), {
		end: `${mark}e`,
		separator: '\x1f',
		at,
	});
	const command = `sinfo --noheader --all --Node --Format=`;
	const stderr = 'sinfo: error: Invalid job format specification: GresUsed\n';

	it('are read without it from then on, and what it told is unknown', async () => {
		const {slurm, parts} = scripted(
			{command: command + sinfoFormat(mark), stdout: narrowed, stderr},
			{command: command + sinfoFormat(mark, left), stdout: narrowed},
			{command: command + sinfoFormat(mark, left), stdout: narrowed},
		);
		const reads = createSlurmClusterReads(parts);
		const listed = await reads.listNodes(never);
		const nodes = listed.ok ? listed.value.nodes : [];
		expect(nodes).toHaveLength(4);
		expect(nodes.find(({gpusTotal}) => gpusTotal === 2)).toMatchObject({
			...{gpusUsed: undefined, gresUsed: undefined},
			gres: expect.stringMatching(/^gpu/),
		});
		expect(await reads.listNodes(never)).toEqual(listed);
		expect(slurm.left).toEqual([]);
	});

	it('are read without it by all who ask the same cluster', async () => {
		const {slurm, parts} = scripted(
			{command: command + sinfoFormat(mark), stdout: narrowed, stderr},
			{command: command + sinfoFormat(mark, left), stdout: narrowed},
			{command: command + sinfoFormat(mark, left), stdout: narrowed},
		);
		const memory = newClusterMemory();
		const listed = await createSlurmClusterReads({...parts, memory}).listNodes(never);
		const others = createSlurmClusterReads({...parts, memory});
		expect(await others.listNodes(never)).toEqual(listed);
		expect(slurm.left).toEqual([]);
	});
});

describe('finished jobs of a version without two fields', () => {
	const command = `sacct --noheader --parsable2 --allocations --delimiter=${mark} --user=1001 --state=BF,CA,CD,DL,F,NF,OOM,PR,TO --endtime=now --starttime=uts1795349000 --format=`;
	const refused = (field: string) => ({
		exitCode: 1,
		stderr: `sacct: error: Invalid field requested: "${field}"\n`,
	});
	const named = (bytes: string, field: (typeof sacctFields)[number]) =>
		without(bytes, {end: '\n', separator: mark, at: sacctFields.indexOf(field)});

	it('are asked for again for each, once, and are then told without', async () => {
		const plain = slurmBytes('sacct-marked.txt').replace('two\nlines', 'two lines');
		const stdout = named(named(plain, 'Priority'), 'ReqTRES');
		const left = new Set(['ReqTRES', 'Priority']);
		const {slurm, parts} = scripted(
			{command: 'id -u', stdout: '1001\n'},
			{command: command + sacctFormat(), ...refused('ReqTRES')},
			{command: command + sacctFormat(new Set(['ReqTRES'])), ...refused('Priority')},
			{command: command + sacctFormat(left), stdout},
			{command: command + sacctFormat(left), stdout},
		);
		const lists = createSlurmLists(parts);
		const listed = await lists.listFinished(1_795_349_000_999, never);
		const jobs = listed.ok ? listed.value : [];
		expect(jobs).toHaveLength(51);
		expect(jobs.find(({id}) => id === '75')).toMatchObject({
			...{state: 'FAILED', exit: {code: 3, signal: 0}, reason: 'None', priority: undefined},
		});
		expect(await lists.listFinished(1_795_349_000_999, never)).toEqual(listed);
		expect(slurm.left).toEqual([]);
	});

	it('are a failure in the words of the cluster where it refuses what was not asked', async () => {
		const {parts} = scripted(
			{command: 'id -u', stdout: '1001\n'},
			{command: command + sacctFormat(), ...refused('Shadow')},
		);
		expect(await createSlurmLists(parts).listFinished(1_795_349_000_999, never)).toMatchObject({
			failure: {kind: 'exited', where: 'sacct', exitCode: 1},
		});
	});
});

it('what a job uses is told without what a version does not measure', async () => {
	const argv =
		'sstat --allsteps --noheader --parsable2 --format=JobID,AveCPU,MaxRSS,NTasks,MaxDiskRead';
	const all = `${argv},MaxDiskWrite,TRESUsageInAve --jobs=24`;
	const some = `${argv},MaxDiskWrite --jobs=24`;
	const stderr = 'sstat: error: Invalid field requested: "TRESUsageInAve"\n';
	const stdout = '24.batch|00:00:02|4688K|1|42294|1351\n';
	const {slurm, parts} = scripted(
		{command: all, exitCode: 1, stderr},
		{command: some, stdout},
		{command: some, stdout},
	);
	const readUsage = createJobUsage(parts);
	const job = aJob('24', {state: 'RUNNING'});
	const used = {maxMemoryBytes: 4688 * 1024, cpuSeconds: 2, writtenBytes: 1351};
	for (const _ of [1, 2]) {
		expect(await readUsage(job, never)).toMatchObject({value: {...used, gpuFraction: undefined}});
	}

	expect(slurm.left).toEqual([]);
});

it('who asks is learnt once by all who ask the same cluster', async () => {
	const {slurm, parts} = scripted({command: 'id -u', stdout: '1001\n'});
	const memory = newClusterMemory();
	const squeue = /^squeue .*--user=1001$/;
	let lists = 0;
	const ask: typeof parts.ask = async (command, signal) => {
		lists += squeue.test(command.argv.join(' ')) ? 1 : 0;
		return command.argv[0] === 'id'
			? slurm.ask(command, signal)
			: {ok: true, value: {stdout: '', stderr: '', exitCode: 0}};
	};
	for (const _ of [1, 2]) {
		await createSlurmLists({...parts, ask, memory}).listJobs({kind: 'mine'}, never);
	}

	expect([lists, slurm.asked.length]).toEqual([2, 1]);
});

it('two questions at once that both hear of a field are both answered without it', async () => {
	const withKnown = createKnownFields(['A', 'B']);
	const ask = async (left: ReadonlySet<string>) => {
		await undefined;
		return left.has('B')
			? {value: 'told', stderr: '', isRead: true}
			: {value: 'refused', stderr: 'Invalid field requested: "B"', isRead: false};
	};
	expect(await Promise.all([withKnown(ask), withKnown(ask)])).toEqual(['told', 'told']);
});

it('a program that names a field for ever is asked only twice', async () => {
	const withKnown = createKnownFields(['A']);
	let asked = 0;
	const told = await withKnown(async () => {
		asked += 1;
		return {value: asked, stderr: 'Invalid field requested: "A"', isRead: false};
	});
	expect(told).toBe(2);
});
