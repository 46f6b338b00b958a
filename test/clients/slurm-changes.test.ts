import {describe, expect, it} from 'vitest';
import {createSlurmChanges} from '../../source/clients/slurm-changes.ts';
import type {Job, JobRef} from '../../source/domain/job.ts';
import type {JobChange} from '../../source/domain/job-change.ts';
import type {Result} from '../../source/domain/result.ts';
import {aJob, aRef} from '../helpers/job-builders.ts';
import {type ScriptedCommand, ScriptedSlurm} from '../helpers/scripted-slurm.ts';
import {slurmText} from '../helpers/slurm-fixture.ts';

type Listed = readonly Job[] | Extract<Result<never>, {ok: false}>;

const timedOut = {kind: 'timedOut', where: 'hpc', afterMs: 25_000} as const;

function stderrOf(name: string): string {
	return slurmText(`${name}.txt.err`);
}

/** What became of the jobs, by id, and what was asked; `lists` is what the queue holds before and after. */
async function changed(
	jobs: readonly JobRef[],
	change: JobChange,
	world: {
		readonly lists: readonly Listed[];
		readonly script?: readonly ScriptedCommand[];
		readonly stopping?: AbortController;
		/** What was not sent yet is left. */
		readonly leaving?: AbortController;
	},
) {
	const slurm = new ScriptedSlurm(world.script ?? []);
	const lists = [...world.lists];
	const looks: (readonly string[])[] = [];
	const client = createSlurmChanges({
		ask: slurm.ask,
		async listJobs(scope) {
			looks.push(scope.kind === 'ids' ? scope.ids : []);
			const list = lists.shift();
			if (list === undefined) {
				throw new Error('looked once more than expected');
			}

			return 'ok' in list ? list : {ok: true, value: list};
		},
	});
	const {stopping = new AbortController(), leaving = new AbortController()} = world;
	const signals = {signal: stopping.signal, stop: leaving.signal};
	const outcomes = await client.change(jobs, change, signals);
	expect(slurm.left).toEqual([]);
	const results = Object.fromEntries(outcomes.map(({job, result}) => [job.id, result]));
	return {outcomes, results, looks, asked: slurm.asked};
}

const cancel = {kind: 'cancel'} as const;
const done = {kind: 'done'};

describe('changes to jobs', () => {
	it('cancels the job that was meant, and reads it again before and after', async () => {
		const {results, looks, outcomes} = await changed([aRef('4711')], cancel, {
			lists: [[aJob('4711')], [aJob('4711', {state: 'CANCELLED'})]],
			script: [{command: 'scancel --user=alice 4711'}],
		});
		expect(results).toEqual({'4711': done});
		expect(looks).toEqual([['4711'], ['4711']]);
		expect(outcomes[0]?.argv).toEqual(['scancel', '--user=alice', '4711']);
	});

	it.each([
		['was submitted at another time', aJob('4711', {submittedAtMs: 2000})],
		["is another user's by now", aJob('4711', {user: 'bob'})],
		['is not there', aJob('4712')],
	])('sends nothing for an id that %s', async (_, job) => {
		const {results, outcomes} = await changed([aRef('4711')], cancel, {lists: [[job]]});
		expect(results).toEqual({'4711': {kind: 'gone'}});
		expect(outcomes[0]?.argv).toEqual([]);
	});

	it('sends nothing for a job that has ended', async () => {
		const state = 'TIMEOUT';
		const {results} = await changed(
			[aRef('4711')],
			{kind: 'hold'},
			{
				lists: [[aJob('4711', {state})]],
			},
		);
		expect(results).toEqual({'4711': {kind: 'ended', state}});
	});

	it('tells how all of an array ended only where its tasks did alike', async () => {
		const ended = async (...states: readonly string[]) => {
			const tasks = states.map((state, task) =>
				aJob(`17_${task}`, {state, array: {id: '17', task: `${task}`}}),
			);
			const {results} = await changed([aRef('17')], cancel, {lists: [tasks]});
			return results['17'];
		};
		expect(await ended('COMPLETED', 'FAILED')).toEqual({kind: 'ended', state: undefined});
		expect(await ended('CANCELLED by 5001', 'CANCELLED')).toMatchObject({state: 'CANCELLED'});
	});

	it('queues a job again that has ended', async () => {
		const {results} = await changed(
			[aRef('4711')],
			{kind: 'requeue'},
			{
				lists: [[aJob('4711', {state: 'FAILED'})], [aJob('4711', {submittedAtMs: 9000})]],
				script: [{command: 'scontrol requeue 4711'}],
			},
		);
		expect(results).toEqual({'4711': done});
	});

	it.each(['$(touch x)', '4711;reboot', '--help', '', '4720_[1-64]', '4711\n4712'])(
		'lets %j reach no command',
		async id => {
			const {results, looks} = await changed([aRef(id)], cancel, {lists: []});
			expect(results).toMatchObject({[id]: {kind: 'failed', failure: {kind: 'rejected'}}});
			expect(looks).toEqual([]);
		},
	);

	it('cancels all of an array by its id, also when tasks of it were queued anew', async () => {
		const array = [aJob('4720_[5-64%2]'), aJob('4720_3', {state: 'RUNNING', submittedAtMs: 5000})];
		const {results} = await changed([aRef('4720')], cancel, {
			lists: [array, array.map(job => ({...job, state: 'CANCELLED'}))],
			script: [{command: 'scancel --user=alice 4720'}],
		});
		expect(results).toEqual({'4720': done});
	});

	it('finds a task among those that wait together', async () => {
		const {results} = await changed([aRef('4720_7'), aRef('4720_8')], cancel, {
			lists: [[aJob('4720_[5-64:2%2]')], []],
			script: [{command: 'scancel --user=alice 4720_7'}],
		});
		expect(results).toEqual({'4720_7': done, '4720_8': {kind: 'gone'}});
	});

	it("names each user's jobs in a command of their own, and tells the cluster's refusal", async () => {
		const bob = {user: 'bob'};
		const {results} = await changed([aRef('28'), aRef('31', bob)], cancel, {
			lists: [
				[aJob('28'), aJob('31', bob)],
				[aJob('28', {state: 'CANCELLED'}), aJob('31', bob)],
			],
			script: [
				{command: 'scancel --user=alice 28'},
				{
					...{command: 'scancel --user=bob 31', exitCode: 210},
					stderr: stderrOf('change-scancel-other'),
				},
			],
		});
		expect(results).toEqual({
			'28': done,
			'31': {kind: 'refused', words: 'Access/permission denied'},
		});
	});

	it('tells of each job by itself where one command was refused for some', async () => {
		const jobs = ['28', '29', '31', '30_5'];
		const {results} = await changed(
			jobs.map(id => aRef(id)),
			{kind: 'setNice', nice: -20},
			{
				lists: [jobs.map(id => aJob(id)), jobs.map(id => aJob(id))],
				script: [
					{
						command: 'scontrol update JobId=28,29,31,30_5 Nice=-20',
						exitCode: 1,
						stderr: stderrOf('change-update-several'),
					},
				],
			},
		);
		expect(results).toEqual({
			'28': {kind: 'refused', words: 'Access/permission denied'},
			'29': done,
			'31': {kind: 'refused', words: 'Invalid user id'},
			'30_5': {kind: 'refused', words: 'Access/permission denied'},
		});
	});

	it('moves a limit with one command a job, which is all that scontrol takes', async () => {
		const {results} = await changed(
			[aRef('28'), aRef('29')],
			{kind: 'addTime', seconds: -1800},
			{
				lists: [
					[aJob('28'), aJob('29')],
					[aJob('28'), aJob('29')],
				],
				script: [
					{command: 'scontrol update JobId=28 TimeLimit=-30'},
					{command: 'scontrol update JobId=29 TimeLimit=-30'},
				],
			},
		);
		expect(results).toEqual({'28': done, '29': done});
	});

	it('knows by the job itself what a lost answer would have said', async () => {
		const lists = [[aJob('28')], [aJob('28', {state: 'CANCELLED'})]];
		const command = 'scancel --user=alice 28';
		const lost = await changed([aRef('28')], cancel, {
			lists,
			script: [{command, failure: timedOut}],
		});
		expect(lost.results).toEqual({'28': done});
		const hung = await changed([aRef('28')], cancel, {
			lists,
			script: [{command, exitCode: 1, stderr: stderrOf('err-ctldhung-sbatch')}],
		});
		expect(hung.results).toEqual({'28': done});
	});

	it('says so where nothing tells what came of it', async () => {
		const {results} = await changed([aRef('28')], cancel, {
			lists: [[aJob('28')], {ok: false, failure: timedOut}],
			script: [{command: 'scancel --user=alice 28', failure: timedOut}],
		});
		expect(results).toEqual({'28': {kind: 'unknown', failure: timedOut}});
	});

	it('tells of a controller that could not be reached as of a failure, never as of a refusal', async () => {
		const {results} = await changed([aRef('2')], cancel, {
			lists: [[aJob('2')], {ok: false, failure: timedOut}],
			script: [
				{
					...{command: 'scancel --user=alice 2', exitCode: 8},
					stderr: stderrOf('err-ctlddown-scancel'),
				},
			],
		});
		expect(results).toMatchObject({'2': {kind: 'failed', failure: {kind: 'exited', exitCode: 8}}});
	});

	it('knows by the job itself, or not at all, which of several a controller heard of before it was gone', async () => {
		const jobs = [aJob('2'), aJob('3')];
		const script = [
			{
				...{command: 'scancel --user=alice 2 3', exitCode: 8},
				stderr: stderrOf('err-ctlddown-scancel'),
			},
		];
		const refs = [aRef('2'), aRef('3')];
		const seen = await changed(refs, cancel, {
			lists: [jobs, [aJob('2', {state: 'CANCELLED'}), aJob('3')]],
			script,
		});
		expect(seen.results).toMatchObject({'2': done, '3': {kind: 'failed'}});
		const unseen = await changed(refs, cancel, {
			lists: [jobs, {ok: false, failure: timedOut}],
			script,
		});
		expect(unseen.results).toMatchObject({'2': {kind: 'unknown'}, '3': {kind: 'unknown'}});
	});

	it('believes no scancel that says nothing of a job that is still there', async () => {
		const {results} = await changed([aRef('28')], cancel, {
			lists: [[aJob('28')], [aJob('28', {state: 'RUNNING'})]],
			script: [{command: 'scancel --user=alice 28'}],
		});
		expect(results).toMatchObject({'28': {kind: 'unknown'}});
	});

	it('sends nothing where the queue cannot be read', async () => {
		const {results, outcomes} = await changed([aRef('28')], cancel, {
			lists: [{ok: false, failure: timedOut}],
		});
		expect(results).toEqual({'28': {kind: 'failed', failure: timedOut}});
		expect(outcomes[0]?.argv).toEqual([]);
	});
});

describe('changes to many jobs', () => {
	const many = (count: number) => Array.from({length: count}, (_, index) => String(100 + index));
	const refs = (ids: readonly string[]) => ids.map(id => aRef(id));
	const jobsOf = (ids: readonly string[]) => ids.map(id => aJob(id));
	const more = {kind: 'addTime', seconds: 600} as const;
	const limitOf = (id: string) => `scontrol update JobId=${id} TimeLimit=+10`;
	const unsent = {
		...{kind: 'failed'},
		failure: {
			kind: 'rejected',
			where: expect.any(String),
			reason: expect.stringContaining('not sent'),
		},
	};

	it.each([
		['was never reached', {exitCode: 8, stderr: stderrOf('err-ctlddown-scancel')}],
		['fell silent', {exitCode: 1, stderr: stderrOf('err-ctldhung-sbatch')}],
		['gave no answer', {failure: timedOut}],
	])('send nothing more to a cluster that %s', async (_, silence) => {
		const ids = many(200);
		const {outcomes, looks} = await changed(refs(ids), more, {
			lists: [jobsOf(ids), {ok: false, failure: timedOut}],
			script: [{command: limitOf('100')}, {command: limitOf('101'), ...silence}],
		});
		expect(looks).toEqual([ids.slice(0, 10), ids.slice(0, 2)]);
		expect(outcomes.map(({argv}) => argv.length > 0)).toEqual(ids.map((__, index) => index < 2));
		expect(outcomes[0]?.result).toEqual(done);
		expect(outcomes.slice(2).map(({result}) => result)).toEqual(ids.slice(2).map(() => unsent));
	});

	it('send nothing more where the queue could not be read before', async () => {
		const ids = many(120);
		const {outcomes, looks} = await changed(
			refs(ids),
			{kind: 'hold'},
			{
				lists: [{ok: false, failure: timedOut}],
			},
		);
		expect(looks).toEqual([ids.slice(0, 50)]);
		expect(outcomes.flatMap(({argv}) => argv)).toEqual([]);
		expect(outcomes[119]?.result).toEqual(unsent);
	});

	it('mean the same jobs still when their turn comes', async () => {
		const ids = many(60);
		const [first, second] = [ids.slice(0, 50), ids.slice(50)];
		const anew = [aJob('150', {submittedAtMs: 9000}), ...jobsOf(second.slice(1))];
		const {results, looks} = await changed(
			refs(ids),
			{kind: 'hold'},
			{
				lists: [jobsOf(first), anew, jobsOf(ids)],
				script: [
					{command: `scontrol hold ${first.join(',')}`},
					{command: `scontrol hold ${second.slice(1).join(',')}`},
				],
			},
		);
		expect(looks).toEqual([first, second, ids.toSpliced(50, 1)]);
		expect(results).toMatchObject({'149': done, '150': {kind: 'gone'}, '151': done});
	});

	it('end where they are stopped', async () => {
		const stopping = new AbortController();
		const ids = many(3);
		const lists = [jobsOf(ids), {ok: false, failure: timedOut} as const];
		const script = {
			command: limitOf('100'),
			get stdout() {
				stopping.abort();
				return '';
			},
		};
		const {results} = await changed(refs(ids), more, {lists, script: [script], stopping});
		expect(results).toMatchObject({'100': done, '101': unsent, '102': unsent});
	});

	it('leave what was not sent where a person stops them, and tell how what was sent came out', async () => {
		const leaving = new AbortController();
		const ids = many(120);
		const first = ids.slice(0, 50);
		const script = {
			command: `scontrol hold ${first.join(',')}`,
			get stdout() {
				leaving.abort();
				return '';
			},
		};
		const held = jobsOf(first).map(job => ({...job, reason: 'JobHeldUser'}));
		const {outcomes, looks} = await changed(
			refs(ids),
			{kind: 'hold'},
			{lists: [jobsOf(first), held], script: [script], leaving},
		);
		expect(looks).toEqual([first, first]);
		expect(outcomes.slice(0, 50).map(({result}) => result)).toEqual(first.map(() => done));
		const left = outcomes.slice(50);
		expect(left.map(({result}) => result)).toEqual(left.map(() => unsent));
		expect(left[69]?.result).toMatchObject({failure: {reason: expect.stringContaining('stopped')}});
	});
});
