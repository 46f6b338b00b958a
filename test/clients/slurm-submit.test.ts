import {describe, expect, it} from 'vitest';
import {createSlurmSubmit} from '../../source/clients/slurm-submit.ts';
import type {Failure} from '../../source/domain/failure.ts';
import type {Submission} from '../../source/domain/submission.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {type ScriptedCommand, ScriptedSlurm} from '../helpers/scripted-slurm.ts';
import {slurmText} from '../helpers/slurm-fixture.ts';

const token = 'abcDEF123456';
const train: Submission = {
	script: {kind: 'remote', path: 'llm/train.sbatch'},
	options: ['--time=30', '--comment=my own'],
	token,
};
const run = `sbatch --parsable --time=30 --comment=my own clusterdeck:${token} train.sbatch`;
const look = 'squeue --local -h --me -t all -o %F %k';
const lookInDatabase = 'sacct -n -X -P -S now-1hour -o JobIDRaw,Comment';
const lost = {kind: 'unreachable', where: 'login', reason: 'connection reset'} as const;
const found = `30 (null)\n56 my own clusterdeck:${token}\n`;

/** What the screen is told in the end, and what was asked, with seconds of the virtual clock. */
async function submitted(script: readonly ScriptedCommand[], submission = train) {
	const clock = new FakeClock();
	const slurm = new ScriptedSlurm(script);
	const client = createSlurmSubmit({ask: slurm.ask, clock});
	let answer: Awaited<ReturnType<typeof client.submit>> | undefined;
	const asking = client.submit(submission, new AbortController().signal).then(told => {
		answer = told;
	});
	await clock.advance(120_000);
	await Promise.race([asking, Promise.resolve()]);
	expect(slurm.left).toEqual([]);
	return {outcome: answer?.outcome, argv: answer?.argv, asked: slurm.asked};
}

function stderrOf(name: string): string {
	return slurmText(`${name}.txt.err`);
}

describe('submitting a script', () => {
	it('tells the id, and runs in the folder of the script with the token behind its own comment', async () => {
		const {outcome, argv, asked} = await submitted([{command: run, stdout: '56\n'}]);
		expect(outcome).toEqual({kind: 'submitted', id: '56', wasLookedUp: false});
		expect(argv?.join(' ')).toBe(run);
		expect(asked[0]).toMatchObject({folder: 'llm', withinSeconds: 10});
	});

	it.each([
		['~/train.sbatch', '', 'train.sbatch'],
		['train.sbatch', '', 'train.sbatch'],
		['/srv/jobs/-x.sh', '/srv/jobs', './-x.sh'],
		['/x.sh', '/', 'x.sh'],
		['a b/$(touch x).sh', 'a b', '$(touch x).sh'],
	])('goes to the folder of %s first', async (path, folder, name) => {
		const {asked} = await submitted(
			[{command: `sbatch --parsable --comment=clusterdeck:${token} ${name}`, stdout: '56'}],
			{script: {kind: 'remote', path}, options: [], token},
		);
		expect(asked[0]?.folder).toBe(folder);
		expect(asked[0]?.argv.at(-1)).toBe(name);
	});

	it('gives the text of a script by stdin', async () => {
		const bytes = '#!/bin/sh\nsleep 1\n';
		const {asked} = await submitted(
			[{command: `sbatch --parsable --comment=clusterdeck:${token}`, stdout: '56'}],
			{script: {kind: 'text', name: 'x.sh', bytes}, options: [], token},
		);
		expect(asked[0]?.input).toBe(bytes);
	});

	it.each([
		['submit-noshebang', 1, /This does not look like a batch script/],
		['err-badpartition-sbatch', 1, /^invalid partition specified: nosuch; Batch job/],
		['err-badaccount-sbatch', 1, /Invalid account or account\/partition combination/],
		['err-badtime-sbatch', 255, /^Invalid --time specification$/],
		['submit-missing', 1, /^Unable to open file nosuch.sh$/],
	])("tells the cluster's refusal of %s in its own words", async (name, exitCode, words) => {
		const {outcome} = await submitted([{command: run, exitCode, stderr: stderrOf(name)}]);
		expect(outcome).toEqual({kind: 'refused', words: expect.stringMatching(words)});
	});

	it('looks a lost answer up by the token, and never submits twice', async () => {
		const {outcome} = await submitted([
			{command: run, failure: lost},
			{command: look, stdout: '30 (null)\n'},
			{command: look, stdout: found},
		]);
		expect(outcome).toEqual({kind: 'submitted', id: '56', wasLookedUp: true});
	});

	it.each<[string, Omit<ScriptedCommand, 'command'>]>([
		['its controller hung', {exitCode: 1, stderr: stderrOf('err-ctldhung-sbatch')}],
		['it was killed', {exitCode: 137}],
		['it was told too late', {exitCode: 75, stderr: 'told too late'}],
		['it said nothing', {}],
	])('looks it up too where %s', async (_, answer) => {
		const {outcome} = await submitted([
			{command: run, ...answer},
			{command: look, stdout: found},
		]);
		expect(outcome).toMatchObject({kind: 'submitted', wasLookedUp: true});
	});

	it('says that there is no job only when nothing that was sent can become one any more', async () => {
		const {outcome} = await submitted([
			{command: run, failure: lost},
			...Array.from({length: 5}, () => ({command: look, stdout: '30 (null)\n'})),
			{command: look, stdout: ''},
			{command: lookInDatabase, stdout: ''},
		]);
		expect(outcome).toEqual({kind: 'notSubmitted', failure: lost});
	});

	it('finds a job in the database that the queue has forgotten', async () => {
		const {outcome} = await submitted([
			{command: run, failure: lost},
			...Array.from({length: 6}, () => ({command: look, stdout: ''})),
			{command: lookInDatabase, stdout: `56|my own clusterdeck:${token}\n`},
		]);
		expect(outcome).toMatchObject({kind: 'submitted', id: '56', wasLookedUp: true});
	});

	it('says that nobody knows where the cluster cannot be asked', async () => {
		const {outcome} = await submitted([
			{command: run, failure: lost},
			...Array.from({length: 3}, () => ({command: look, failure: lost as Failure})),
		]);
		expect(outcome).toEqual({kind: 'unknown', token, failure: lost});
	});

	it('is not looked for where the controller was never reached', async () => {
		const {outcome} = await submitted([
			{command: run, exitCode: 1, stderr: stderrOf('err-ctlddown-sbatch')},
		]);
		expect(outcome).toMatchObject({kind: 'notSubmitted', failure: {kind: 'exited'}});
	});

	it('looks first when it is tried again, and then submits only what is not there', async () => {
		const again = {...train, isRetried: true} as const;
		const was = await submitted([{command: look, stdout: found}], again);
		expect(was.outcome).toEqual({kind: 'submitted', id: '56', wasLookedUp: true});
		const wasNot = await submitted(
			[
				{command: look, stdout: ''},
				{command: look, stdout: ''},
				{command: lookInDatabase, exitCode: 1},
				{command: run, stdout: '57\n'},
			],
			again,
		);
		expect(wasNot.outcome).toEqual({kind: 'submitted', id: '57', wasLookedUp: false});
	});
});

describe('testing a script before it is submitted', () => {
	const testRun = 'sbatch --test-only --time=30 --comment=my own train.sbatch';

	async function tested(answer: Omit<ScriptedCommand, 'command'>) {
		const slurm = new ScriptedSlurm([{command: testRun, ...answer}]);
		const client = createSlurmSubmit({ask: slurm.ask, clock: new FakeClock()});
		return client.test(train, new AbortController().signal);
	}

	it('tells the start that the cluster expects', async () => {
		expect(await tested({stderr: stderrOf('submit-test')})).toMatchObject({
			ok: true,
			value: {kind: 'fits', startsAtMs: 1_795_350_580_000},
		});
	});

	it("tells the cluster's refusal, and a controller that is away as a failure", async () => {
		const refused = await tested({exitCode: 1, stderr: stderrOf('submit-test-toobig')});
		expect(refused).toMatchObject({ok: true, value: {kind: 'refused'}});
		const away = await tested({exitCode: 1, stderr: stderrOf('err-ctlddown-sbatch')});
		expect(away).toMatchObject({ok: false, failure: {kind: 'exited', where: 'sbatch'}});
	});
});
