import {describe, expect, it} from 'vitest';
import {onlyFile} from '../../source/clients/tool-scripts.ts';
import {runOnCluster, slurmMark, squeueOf} from '../helpers/commanded-cluster.ts';
import {slurmBytes} from '../helpers/slurm-fixture.ts';
import {logSchemaErrors} from '../helpers/validate-document.ts';

/** As scontrol tells of one job. */
function recordOf(id: string): string {
	const records = slurmBytes('scontrol-show-job-d.txt').split(/\n\n(?=JobId=)/);
	return records.find(record => record.startsWith(`JobId=${id} `)) ?? '';
}

/** What squeue tells to the byte: nobody knows here. */
const silent = {failure: {kind: 'timedOut', where: 'login', afterMs: 1}} as const;
const texts = ['Name', 'Command', 'WorkDir', 'Comment', 'STDOUT', 'STDERR']
	.map(name => `${name}:m${slurmMark}`)
	.join(',');
const asksForTexts = {
	command: `squeue --local --noheader --states=all --jobs=71 --Format=${texts}`,
	...silent,
};

describe('jobs logs --json', () => {
	const stdout = recordOf('36').replaceAll('JobId=36', 'JobId=71');
	const shown = [asksForTexts, {command: 'scontrol --local -d show job 71', stdout}];
	const read = {command: `sh -c IFS= read -r path; ${onlyFile}; exec cat -- "$path"`};

	it('is one object a line, of the schema', async () => {
		const script = [squeueOf('71'), ...shown, {...read, stdout: 'one\n\u001b[31mtwo'}];
		const run = await runOnCluster(['jobs', 'logs', '71', '--json'], {script});
		expect(run).toMatchObject({status: 0, stderr: ''});
		const objects = objectsOf(run.stdout);
		expect(objects.flatMap(logSchemaErrors)).toEqual([]);
		expect(objects).toMatchObject([
			{schemaVersion: 1, cluster: 'hpc', job: '71', stream: 'stdout'},
			{stream: 'stdout', text: 'one'},
			{stream: 'stdout', text: '\u001b[31mtwo', isUnended: true},
		]);
		expect(run.stdout).not.toMatch(/[^\P{Cc}\n]/u);
	});

	it('of a file that is not there says so in an object and on stderr', async () => {
		const stderr = 'cat: slurm-71.out: No such file or directory\n';
		const script = [squeueOf('71'), ...shown, {...read, stdout: '', stderr, exitCode: 1}];
		const run = await runOnCluster(['jobs', 'logs', '71', '--json'], {script});
		expect(run).toMatchObject({status: 1, stderr: expect.stringContaining('is not there: ')});
		const objects = objectsOf(run.stdout);
		expect(objects.flatMap(logSchemaErrors)).toEqual([]);
		expect(objects.slice(1)).toEqual([{remark: 'notThere', text: run.stderr}]);
	});
});

function objectsOf(stdout: string): readonly unknown[] {
	return stdout
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line));
}
