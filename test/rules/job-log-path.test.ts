import {describe, expect, it} from 'vitest';
import {
	jobLogPath,
	type LogPathFacts,
	patternOf,
	shortLogPath,
} from '../../source/rules/job-log-path.ts';

const job: LogPathFacts = {
	rawId: '37',
	array: undefined,
	name: 'nm',
	user: 'carol',
	host: 'node001.cluster',
	workDir: '/home/carol',
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

	it('has the last digit of the index where Slurm knows %b', () => {
		expect(pathOf('%b', {...task, version: '24.05.1'})).toBe('/home/carol/2');
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
		[undefined, job, 'slurm-%j.out'],
		[undefined, task, 'slurm-%A_%a.out'],
		['/home/carol/slurm-38.out', task, 'slurm-%A_%a.out'],
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
