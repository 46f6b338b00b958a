import {describe, expect, it} from 'vitest';
import {jobLogPath, toldLogPath, patternOf, shortLogPath} from '../../source/rules/job-log-path.ts';
import type {LogPathFacts} from '../../source/rules/log-fields.ts';

const job: LogPathFacts = {
	rawId: '37',
	array: undefined,
	name: 'nm',
	user: 'carol',
	host: 'node001.cluster',
	workDir: '/home/carol',
	restarts: 0,
	sluid: undefined,
	version: '22.05.8',
};
const task: LogPathFacts = {...job, rawId: '38', array: {id: '38', task: '12'}};

function pathOf(pattern: string, facts: LogPathFacts): string {
	const found = jobLogPath(pattern, facts);
	return found.kind === 'path' ? found.path : `unknown ${found.missing}`;
}

/** Each as Slurm 22.05.8 named the file of a job that was submitted with it. */
describe('the file that a batch job writes', () => {
	it.each([
		[
			'p-%A-%a-%b-%s-%n-%t-%N-%J-%5j-%%-%x-%u-%q-%15j',
			'p-37-4294967294-%b-batch-0-0-node001-37-00037-%-nm-carol-%q-0000000037',
		],
		['a-%15q-%5_-%15%j-%r-%S-%b-%5', 'a-5q-5_-537-%r-%S-%b-5'],
		['b%%%j-%%5j', 'b%37-%5j'],
		['pc-%%j-%j-%', 'pc-%j-37-%'],
		['zz-%0j-%10N-%5x-%3u-%3t-%3s-%2n-%3J', 'zz-37-node001-nm-carol-000-batch-00-037'],
		['h%H-%M-%C-%q-%z-%l-%j', 'h%H-%M-%C-%q-%z-%l-37'],
		[String.raw`bs\\-%j`, String.raw`bs\-%j`],
		[String.raw`bs2-\%j-%j`, 'bs2-%j-%j'],
		[String.raw`bs3-%j\\x`, String.raw`bs3-%j\x`],
		['sp ace-%j ', 'sp ace-37 '],
		['~/tilde-%j', '~/tilde-37'],
		['sub/dir-%j', 'sub/dir-37'],
	])('of %s is %s in its folder', (pattern, name) => {
		expect(pathOf(pattern, job)).toBe(`/home/carol/${name}`);
	});

	it('of a task of an array has the ids of both', () => {
		expect(pathOf('arr-%A-%a-%b-%s-%n-%t-%N-%J-%3a-%5A', task)).toBe(
			'/home/carol/arr-38-12-%b-batch-0-0-node001-38-012-00038',
		);
	});

	it.each([
		['20.02.7', '%s-%b', '4294967294-%b'],
		['20.11.9', '%s-%b', 'batch-%b'],
		['24.05.8', '%b-%15q-%', '%b-5q-%'],
		['24.11.0', '%b-%15q-%', '2-5q-%'],
		['25.05.3', '%r', '%r'],
		['25.11.1', '%r-%3r-%15q-%', '1-001-%15q-'],
		['25.11.1', '%15%j-%N', '%15%j-node001.cluster'],
		['25.11.1', String.raw`a\\-\x%j`, 'a-x%j'],
		[undefined, '%b', '2'],
	])('of %s has of %s what that version makes of it', (version, pattern, name) => {
		expect(pathOf(pattern, {...task, restarts: 1, version})).toBe(`/home/carol/${name}`);
	});

	it('has the id that no other job has from 25.11 on', () => {
		const facts = {...job, version: '25.11.0'};
		expect(pathOf('%S', {...facts, sluid: 's7BPD7B3AV4600'})).toBe('/home/carol/s7BPD7B3AV4600');
		expect(pathOf('%S', facts)).toBe('unknown sluid');
		expect(pathOf('%r', {...facts, restarts: undefined})).toBe('unknown restarts');
	});

	it('has the name of the job as it is, whatever is in it', () => {
		expect(pathOf('/logs/%x.out', {...job, name: '%j\n../%u'})).toBe('/logs/%j\n../%u.out');
	});

	it('stays where it is told whole', () => {
		expect(pathOf('/scratch/%j', job)).toBe('/scratch/37');
	});

	it.each([
		['%N', {...job, host: undefined}, 'unknown node'],
		['%a', {...task, array: {id: '38', task: '1-20%4'}}, 'unknown task'],
		['x', {...job, workDir: undefined}, 'unknown folder'],
	])('of %s is not known while that is not', (pattern, facts, expected) => {
		expect(pathOf(pattern, facts)).toBe(expected);
	});

	it.each([
		['/home/carol/slurm-38.out', {...task, version: '24.05.0'}, '/home/carol/slurm-38.out'],
		[undefined, job, 'slurm-%j.out'],
		[undefined, task, 'slurm-%A_%a.out'],
		['/home/carol/slurm-38.out', task, 'slurm-%A_%a.out'],
		['/home/carol/slurm-41.out', {...task, rawId: '41'}, 'slurm-%A_%a.out'],
		['/home/carol/slurm-42.out', {...task, rawId: '41'}, '/home/carol/slurm-42.out'],
		['/home/carol/slurm-37.out', job, '/home/carol/slurm-37.out'],
		['/home/carol/%j', task, '/home/carol/%j'],
	])('told as %s has the pattern that it has', (told, facts, pattern) => {
		expect(patternOf(told, facts)).toBe(pattern);
	});

	it('is read without its folder', () => {
		expect(shortLogPath('/home/carol/logs/1', '/home/carol')).toBe('logs/1');
		expect(shortLogPath('/home/carolin/1', '/home/carol')).toBe('/home/carolin/1');
	});
});

/** Where squeue does not know the job any more: scontrol has put in what it knows. */
describe('the file that scontrol tells of', () => {
	const toldOf = (told: string, facts: LogPathFacts): string => {
		const found = toldLogPath(told, facts);
		return found.kind === 'path' ? found.path : `unknown ${found.missing}`;
	};

	it.each([
		['22.05.8', '/l/37-%N-%5j-%s', '/l/37-node001-00037-batch'],
		['22.05.8', '/l/37-%j', '/l/37-%j'],
		['24.05.1', '/l/37-%N-%5j-%b', '/l/37-node001-%5j-%b'],
		['24.05.1', '/l/100%%', '/l/100%%'],
		['24.11.1', '/l/%b', '/l/%b'],
		['25.11.1', '/l/%N-%j-%%', '/l/%N-%j-%%'],
	])('by %s as %s is %s', (version, told, path) => {
		expect(toldOf(told, {...job, version})).toBe(path);
	});

	it('is not known where a % of it may be of the name of the job', () => {
		const odd = {...job, name: '50%N', version: '24.05.1'};
		expect(toldOf('/l/50%N', odd)).toBe('unknown pattern');
		expect(toldOf('/l/50%q', odd)).toBe('/l/50%q');
		expect(toldOf('/l/50%N', {...odd, version: '25.11.1'})).toBe('/l/50%N');
		expect(toldOf(String.raw`/l/a\\37`, job)).toBe('unknown pattern');
	});

	it('is not known of tasks that wait, nor before its node is', () => {
		expect(toldOf('/l/4294967294', {...task, array: {id: '38', task: '1-9'}})).toBe('unknown task');
		const waits = {...job, host: undefined};
		expect(toldOf('/l/%N', waits)).toBe('unknown node');
		expect(toldOf('/l/(null)', {...waits, version: '26.05.1'})).toBe('unknown node');
	});
});
