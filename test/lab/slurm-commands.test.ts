/** The `jobs` commands of the built program where a lab's operator is, over ssh as alice. */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {hostileNames} from '../../scripts/lab/slurm-names.ts';
import type {JobDocument} from '../../source/parsers/job-schema.ts';
import type {StatusDocument} from '../../source/parsers/status-schema.ts';
import {programPath} from '../helpers/program.ts';
import {eventually, hasSlurmLab, raiseSlurmLab, type SlurmLab} from '../helpers/slurm-lab.ts';
import {jobSchemaErrors, schemaErrors} from '../helpers/validate-document.ts';

describe.skipIf(!hasSlurmLab)('the commands on a real cluster', () => {
	let cluster: SlurmLab;

	beforeAll(async () => {
		cluster = await raiseSlurmLab();
	});

	afterAll(() => cluster.close());

	const jobs = (...args: readonly string[]) =>
		cluster.lab.exec([process.execPath, programPath, 'jobs', ...args]);
	const documentOf = async (...args: readonly string[]): Promise<JobDocument> => {
		const {stdout, stderr} = await jobs(...args, '--json');
		const document = JSON.parse(stdout || stderr) as JobDocument;
		expect(jobSchemaErrors(document)).toEqual([]);
		return document;
	};
	const aScript = (text: string): string => {
		const path = join(cluster.lab.folder, 'i script.sh');
		writeFileSync(path, text);
		return path;
	};

	test('a script of this machine is submitted, listed, shown, read and cancelled', async () => {
		const path = aScript(
			'#!/bin/sh\n#SBATCH --comment=mine\nprintf "a\\377\\033[31m\\n"; sleep 600\n',
		);
		const {submission} = await documentOf('submit', path);
		const submittedMs = performance.now();
		const id = submission?.id ?? '';
		expect(submission).toMatchObject({result: 'submitted', wasLookedUp: false});
		expect(await cluster.as('alice', ['squeue', '-h', '-j', id, '-o', '%j|%k'])).toBe(
			`i script.sh|mine clusterdeck:${submission?.token}`,
		);
		const listed = await jobs('ls');
		expect(performance.now() - submittedMs).toBeLessThan(12_000);
		expect(listed).toMatchObject({status: 0, stderr: ''});
		expect(listed.stdout).toMatch(new RegExp(`^${id} +i script\\.sh `, 'm'));
		await cluster.untilState(id, 'RUNNING');
		expect(await documentOf('show', id)).toMatchObject({
			job: {id, user: 'alice', state: 'RUNNING'},
			detail: {stdout: `/home/alice/slurm-${id}.out`},
		});
		const printed = join(cluster.lab.folder, 'printed');
		const program = `${process.execPath} ${programPath} jobs logs ${id} > ${printed}`;
		await eventually(
			async () => {
				await cluster.lab.exec(['sh', '-c', program]);
				return readFileSync(printed, 'latin1') === 'a\u00ff\u001b[31m\n';
			},
			() => `the log is ${JSON.stringify(readFileSync(printed, 'latin1'))}`,
		);
		expect(await jobs('why', id)).toMatchObject({
			...{status: 0, stdout: `${id} does not wait: it is running.\n`},
		});
		expect(await jobs('cancel', id)).toMatchObject({status: 1, stdout: ''});
		expect(await jobs('cancel', '--yes', id)).toMatchObject({
			...{status: 0, stdout: `${id} is cancelled.\n`},
		});
		await cluster.untilState(id, 'CANCELLED');
	});

	test('hold and release do what they say, and what is another’s is refused in words', async () => {
		const own = await cluster.submit('alice', 'true', ['--begin=now+1hour']);
		const other = await cluster.submit('bob', 'true', ['--begin=now+1hour']);
		expect(await jobs('hold', own)).toMatchObject({status: 0, stdout: `${own} is held.\n`});
		expect(await documentOf('why', own)).toMatchObject({
			why: {isWaiting: true, cause: 'heldByUser', reason: 'JobHeldUser'},
		});
		expect(await jobs('release', own)).toMatchObject({status: 0, stdout: `${own} is released.\n`});
		const refused = await jobs('cancel', '--yes', own, other, '999999');
		expect(refused).toMatchObject({status: 1, stdout: `${own} is cancelled.\n`});
		expect(refused.stderr).toContain('has no job 999999 in its queue');
		expect(refused.stderr.replaceAll(/\s+/g, ' ')).toContain(
			`${other} is not cancelled: Access/permission denied. Only its owner, bob, or an operator`,
		);
		await cluster.cancelAll();
	});

	test('every hostile name is exact in the document, and one row in the table', async () => {
		const ids = new Map<string, string>();
		for (const name of Object.values(hostileNames)) {
			ids.set(await cluster.submit('alice', 'true', ['-H', `--job-name=${name}`]), name);
		}

		const {stdout} = await jobs('ls', '--json');
		const document = JSON.parse(stdout) as StatusDocument;
		expect(schemaErrors(document)).toEqual([]);
		const told = (document.slurm?.[0]?.jobs ?? [])
			.filter(({id}) => ids.has(id))
			.map(({id, name, nameBase64}) => [id, bytesOf(name, nameBase64)] as const);
		expect(new Map(told)).toEqual(ids);
		const table = await jobs('ls');
		expect(table.stdout).not.toMatch(/[^\P{Cc}\n]/u);
		for (const id of ids.keys()) {
			expect(table.stdout.match(new RegExp(`^${id} `, 'gm'))).toHaveLength(1);
		}

		await cluster.cancelAll();
	});

	test('a bad partition, account, time and script are told in the cluster’s words', async () => {
		const path = aScript('#!/bin/sh\ntrue\n');
		const said = async (...args: readonly string[]) => {
			const {status, stderr} = await jobs('submit', ...args);
			return `${status} ${stderr.replaceAll(/\s+/g, ' ')}`;
		};
		expect(await said(path, '--', '-p', 'nosuch')).toMatch(/^1 .*invalid partition.*sinfo -s/i);
		expect(await said(path, '--', '-A', 'nosuch')).toMatch(/^1 .*invalid account.*sacctmgr/i);
		expect(await said(path, '--', '-t', 'soon')).toMatch(/^1 .*invalid --time.*90 is minutes/i);
		const acting = '\u001b[31mno\u0007such';
		const answer = await jobs('submit', path, '--', '-p', acting);
		expect(answer.stderr.replaceAll(/\s+/g, ' ')).toMatch(/invalid partition.*␛\[31mno␇such/i);
		expect(answer.stderr).not.toMatch(/[^\P{Cc}\n]/u);
		expect(await said(aScript('true\n'))).toMatch(/^1 .*batch script.*#!\/bin\/bash/);
		expect(await cluster.as('alice', ['squeue', '-h', '--me', '-t', 'PD,R', '-o', '%i'])).toBe('');
	});

	test.each([
		['show'],
		['why'],
		['logs'],
		['hold'],
		['release'],
		['cancel', '--yes'],
		['requeue', '--yes'],
	])(
		'%s takes no id that is none, and says of a job that vanished that it did',
		async (...verb) => {
			const none = await jobs(...verb, '$(touch x)');
			expect(none).toMatchObject({status: 2, stdout: ''});
			expect(none.stderr).toContain('"$(touch x)" is no id of a job');
			const gone = await jobs(...verb, '999999');
			expect(gone).toMatchObject({status: 1, stdout: ''});
			expect(gone.stderr.replaceAll(/\s+/g, ' ')).toMatch(
				/has no job 999999 in its queue: it ended/,
			);
			expect(await cluster.as('root', ['find', '/home', '-name', 'x'])).toBe('');
		},
	);
});

/** One character each. */
function bytesOf(name: string, nameBase64: string | undefined): string {
	return Buffer.from(nameBase64 ?? name, nameBase64 === undefined ? 'utf8' : 'base64').toString(
		'latin1',
	);
}
