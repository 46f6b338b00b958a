/** On samples that are not captured: test/fixtures/slurm/from-documentation/README.md says where each comes from. */
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {parseSacct} from '../../source/parsers/sacct.ts';
import {parseSstat} from '../../source/parsers/job-steps.ts';
import {parseTestedSubmission} from '../../source/parsers/sbatch-answer.ts';
import {parseScontrolJob} from '../../source/parsers/scontrol-job.ts';
import {parseScontrolPing} from '../../source/parsers/scontrol-ping.ts';
import {parseSinfo} from '../../source/parsers/sinfo.ts';
import {createSqueueReader} from '../../source/parsers/squeue.ts';
import {parseSqueueTexts} from '../../source/parsers/squeue-texts.ts';
import {phaseOf} from '../../source/rules/job-phase.ts';
import {slurmBytes} from '../helpers/slurm-fixture.ts';

const nonce = 'c0ffee5eed5eed5eed5eed5eed5eed11';
const sample = (file: string): string => slurmBytes(`from-documentation/${file}`);

function jobsOf(file: string) {
	const reader = createSqueueReader(nonce);
	const jobs = reader.push(sample(file));
	return {jobs, isWhole: reader.end(), problems: reader.problems};
}

describe('squeue', () => {
	const older = jobsOf('squeue-20.11.txt');
	const newer = jobsOf('squeue-25.11.txt');

	it('of 20.11 and of 25.11 is read whole', () => {
		expect(older).toMatchObject({isWhole: true, problems: []});
		expect(newer).toMatchObject({isWhole: true, problems: []});
		expect(newer.jobs.map(({id}) => id)).toEqual(older.jobs.map(({id}) => id));
	});

	it('tells how a job ended in either form, and nothing of what nobody knows', () => {
		for (const {jobs} of [older, newer]) {
			expect(jobs.find(({id}) => id === '75')?.exit).toEqual({code: 3, signal: 0});
			expect(jobs.find(({id}) => id === '76')?.exit).toEqual({code: 0, signal: 9});
			expect(jobs.find(({id}) => id === '74')?.exit).toBeUndefined();
		}

		expect(newer.jobs.find(({id}) => id === '77')?.exit).toBeUndefined();
	});

	it('has a job wait that is run again soon', () => {
		const [expediting] = newer.jobs.filter(({state}) => state === 'EXPEDITING');
		expect(expediting && phaseOf(expediting)).toBe('waits');
	});

	it('of 24.05 tells the pattern of a job that asked for none', () => {
		expect(parseSqueueTexts(sample('squeue-texts-24.05.txt'), 'markQ')).toMatchObject({
			...{stdOut: '/home/carol/caps/slurm-%j.out', stdErr: '(null)'},
		});
	});
});

it.each([
	['20.11', [['DRAINING', 'REBOOT_REQUESTED'], ['REBOOT'], ['IDLE', 'POWERED_DOWN']]],
	['25.11', [['INVAL'], ['REBOOT', 'REBOOT_ISSUED'], ['BLOCKED']]],
])('sinfo of %s tells states that others do not know', (version, told) => {
	const {value, problems, isWhole} = parseSinfo(sample(`sinfo-${version}.txt`), nonce);
	expect({problems, isWhole}).toEqual({problems: [], isWhole: true});
	expect(value.nodes.slice(1).map(({states}) => states)).toEqual(told);
});

it.each([
	['20.11', 3],
	['25.11', 130],
])('sacct of %s is read whole', (version, code) => {
	const {value, problems, isWhole} = parseSacct(sample(`sacct-${version}.txt`), nonce);
	expect({problems, isWhole}).toEqual({problems: [], isWhole: true});
	expect(value.find(({id}) => id === '75')?.exit).toEqual({code, signal: 0});
});

it.each([
	['20.11', undefined],
	['25.11', 0.98],
])('sstat of %s tells what it measures', (version, gpuFraction) => {
	const {value, problems} = parseSstat(sample(`sstat-${version}.txt`));
	expect(problems).toEqual([]);
	expect(value).toMatchObject({maxMemoryBytes: 4688 * 1024, gpuFraction});
});

describe('scontrol show job', () => {
	const job = (version: string) =>
		parseScontrolJob(sample(`scontrol-show-job-${version}.txt`), {id: '24', texts: undefined});

	it.each(['20.11', '23.02', '25.11'])('of %s tells the name and what it tells in all', version => {
		const {value, problems} = job(version);
		expect(problems).toEqual([]);
		expect(value).toMatchObject({
			...{name: 'train.sbatch', user: 'carol', state: 'RUNNING', batchHost: 'node001'},
			...{submittedAtMs: 1_795_350_126_000, workDir: '/home/carol/caps', restarts: 0},
			stdOut: '/home/carol/caps/out-24-train.sbatch.log',
		});
	});

	it('counts the gpus that it was given, and those asked for while it has none', () => {
		expect(job('20.11').value?.gpuCount).toBeUndefined();
		expect(job('23.02').value?.gpuCount).toBeUndefined();
		expect(job('25.11').value?.gpuCount).toBe(1);
	});

	it('of 25.11 tells what only newer ones have beside the rest, and no stderr of its own', () => {
		const {value} = job('25.11');
		expect(value?.stdErr).toBeUndefined();
		expect(value?.others).toEqual(
			expect.arrayContaining([
				['SLUID', 's7BPD7B3AV4600'],
				['SubmitLine', 'sbatch --epochs 3 train.sbatch'],
				['Extra', 'team=7'],
				['TresPerNode', 'gres/gpu:1'],
				['ResvPorts', '1200'],
			]),
		);
	});

	it('of 25.11 is no other job where a line of its submission looks like one of the controller', () => {
		const forged = sample('scontrol-show-job-25.11.txt').replace(
			'SubmitLine=sbatch',
			'SubmitLine=sbatch x\n   StdOut=/etc/shadow\n   sbatch',
		);
		const {value} = parseScontrolJob(forged, {id: '24', texts: undefined});
		expect(value).toMatchObject({user: 'carol', stdOut: undefined});
	});
});

it('scontrol ping tells of each controller', () => {
	expect(parseScontrolPing(sample('scontrol-ping-20.11.txt'))).toBe('up');
});

it.each(['20.11', '25.11'])('sbatch --test-only of %s tells when it would begin', version => {
	const told = parseTestedSubmission(sample(`sbatch-test-only-${version}.txt.err`), 0);
	expect(told).toMatchObject({kind: 'fits', startsAtMs: 1_795_622_335_000});
});

it('each sample is named in the README', () => {
	const folder = join(import.meta.dirname, '../fixtures/slurm/from-documentation');
	const readme = sample('README.md');
	for (const file of readdirSync(folder).filter(name => name !== 'README.md')) {
		const [, command = '', version = ''] = /^(.+)-(\d\d\.\d\d)\.txt/.exec(file) ?? [];
		expect(readme, file).toMatch(new RegExp(`\\| .*${command}-.*${version}.* \\|`));
	}
});
