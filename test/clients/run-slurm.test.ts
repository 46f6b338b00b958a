/** The script under the shells that login nodes have for a /bin/sh, with programs that stand in for Slurm's. */
import {chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {createAskSlurm} from '../../source/clients/run-slurm.ts';
import {
	type SlurmAnswer,
	type SlurmCommand,
	tooLateCode,
} from '../../source/clients/slurm-command.ts';
import {slurmScript} from '../../source/clients/slurm-script.ts';
import type {Result} from '../../source/domain/result.ts';
import type {OpenShell} from '../../source/domain/shell.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {isGone} from '../helpers/is-gone.ts';
import {type Argv, shellOf} from '../helpers/local-shell.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';

const shells: readonly Argv[] = [
	['dash'],
	['bash', '--posix'],
	['bash'],
	['busybox', 'sh'],
	// A start-up file that talks.
	['sh', '-c', 'echo "Welcome"; printf "READY? not yet"; echo; exec /bin/sh'],
];

const never = new AbortController().signal;
/** Longer than a loaded machine takes to start a shell and a program. */
const limitMs = 3000;
const generous = {limitMs: 20_000, maxBytes: 10_000_000};

describe.each(shells.map(argv => [argv] as const))('under %s', argv => {
	const ask = (
		command: Pick<SlurmCommand, 'argv'> & Partial<SlurmCommand>,
		env: Readonly<Record<string, string>> = {},
		signal = never,
	): Promise<Result<SlurmAnswer>> =>
		createAskSlurm({openShell: shellOf(argv, env), clock: systemClock, where: 'hpc'})(
			{...generous, ...command},
			signal,
		);

	it('arguments arrive as they are, and none becomes code', async () => {
		const marker = join(temporaryDirectory(), 'touched');
		const hostile = [
			`$(touch ${marker})`,
			`'; touch ${marker}; '`,
			'a\\nb\\',
			'  two  ',
			'',
			'*',
			'-n',
			'ü\u202e\x1b[31m\x1f',
			'%i',
		];
		const answer = await ask({argv: ['printf', '[%s]', ...hostile]});
		expect(decoded(answer)).toEqual({
			stdout: hostile.map(one => `[${one}]`).join(''),
			stderr: '',
			exitCode: 0,
		});
		expect(existsSync(marker)).toBe(false);
	});

	it('a command runs where it is told, or says that there is no such folder', async () => {
		const home = temporaryDirectory();
		mkdirSync(join(home, '- my $(x)'));
		const at = async (folder: string) =>
			decoded(await ask({argv: ['pwd'], folder}, {HOME: home, CDPATH: '/usr'}));
		expect(await at('')).toMatchObject({stdout: `${home}\n`});
		expect(await at('- my $(x)')).toMatchObject({stdout: `${home}/- my $(x)\n`});
		expect(await at('/tmp')).toMatchObject({stdout: '/tmp\n'});
		expect(await at('bin')).toMatchObject({stderr: 'no folder ./bin', exitCode: 1});
	});

	it('a command that is told too late is never run', async () => {
		const marker = join(temporaryDirectory(), 'touched');
		const argv = ['touch', marker] as const;
		expect(decoded(await ask({argv, withinSeconds: -1}))).toMatchObject({exitCode: tooLateCode});
		expect(existsSync(marker)).toBe(false);
		expect(decoded(await ask({argv, withinSeconds: 30}))).toMatchObject({exitCode: 0});
		expect(existsSync(marker)).toBe(true);
	});

	it('output, errors and the exit code come back apart, whatever the output is', async () => {
		const folder = program(
			'squeue',
			'printf "a\\n\\n"; printf "\\377\\001\\n 0\\n"; echo no >&2; exit 210',
		);
		const answer = await ask({argv: ['squeue']}, {PATH: `${folder}:/usr/bin:/bin`});
		expect(answer).toEqual({
			ok: true,
			value: {stdout: 'a\n\n\xff\x01\n 0\n', stderr: 'no', exitCode: 210},
		});
	});

	it('what is given as input is all that the program reads', async () => {
		const bytes = `${'x\n'.repeat(40_000)}end\xff`;
		for (const LC_ALL of ['C', 'C.UTF-8']) {
			const answer = await ask({argv: ['cat'], input: bytes}, {LC_ALL});
			expect(answer).toMatchObject({value: {stdout: bytes}});
		}

		expect(await ask({argv: ['cat'], input: ''})).toMatchObject({value: {stdout: ''}});
		expect(await ask({argv: ['cat']})).toMatchObject({value: {stdout: ''}});
	});

	it('a program that is not there is missing', async () => {
		expect(await ask({argv: ['no-such-squeue', '-h']})).toEqual({
			ok: false,
			failure: {kind: 'missing', where: 'no-such-squeue'},
		});
	});

	it('a program that a signal ended has no exit code', async () => {
		const folder = program('sacct', 'kill -9 $$');
		const answer = await ask({argv: ['sacct']}, {PATH: `${folder}:/usr/bin:/bin`});
		expect(answer).toMatchObject({ok: true, value: {exitCode: undefined}});
	});

	it('endless errors are cut, and end nothing', async () => {
		const folder = program('sinfo', 'head -c 300000 /dev/zero | tr "\\0" e >&2; echo fine');
		const answer = await ask({argv: ['sinfo']}, {PATH: `${folder}:/usr/bin:/bin`});
		expect(answer).toMatchObject({value: {stdout: 'fine\n', stderr: 'e'.repeat(8192)}});
	});

	it('too much output is refused as it comes', async () => {
		const answer = await ask({argv: ['head', '-c', '5000', '/dev/zero'], maxBytes: 1000});
		expect(answer).toEqual({
			ok: false,
			failure: {kind: 'tooLarge', where: 'hpc', limitBytes: 1000},
		});
	});

	it('a program that hangs is killed when nobody listens any more', async () => {
		const pidFile = join(temporaryDirectory(), 'pid');
		const folder = program('sacct', `echo $$ >${pidFile}; exec sleep 100`);
		const env = {PATH: `${folder}:/usr/bin:/bin`};
		expect(await ask({argv: ['sacct'], limitMs}, env)).toMatchObject({
			failure: {kind: 'timedOut', where: 'hpc', afterMs: limitMs},
		});
		await until(() => isGone(Number(readFileSync(pidFile, 'utf8'))));
		rmSync(pidFile);
		const stop = new AbortController();
		const asked = ask({argv: ['sacct']}, env, stop.signal);
		await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '');
		stop.abort();
		expect(await asked).toMatchObject({failure: {kind: 'cancelled'}});
		await until(() => isGone(Number(readFileSync(pidFile, 'utf8'))));
	});

	it('a node that only sees its stdin end kills what hangs', async () => {
		const pidFile = join(temporaryDirectory(), 'pid');
		const folder = program('sacct', `echo $$ >${pidFile}; exec sleep 100`);
		const openShell = stdinOnly(shellOf(argv, {PATH: `${folder}:/usr/bin:/bin`}));
		const askFarAway = createAskSlurm({openShell, clock: systemClock, where: 'hpc'});
		const hanging = await askFarAway({...generous, argv: ['sacct'], limitMs}, never);
		expect(hanging).toMatchObject({failure: {kind: 'timedOut'}});
		await until(() => isGone(Number(readFileSync(pidFile, 'utf8'))));
	});

	it('a program whose input was cut off is not run', async () => {
		const marker = join(temporaryDirectory(), 'submitted');
		const folder = program('sbatch', `cat >${marker}`);
		const opened = await shellOf(argv, {PATH: `${folder}:/usr/bin:/bin`})(never);
		const shell = opened.ok ? opened.value : undefined;
		await new Promise<void>(resolve => {
			shell?.listen({
				onOutput(bytes) {
					if (bytes.includes('READY\n')) {
						shell.write('ab12\n1\nsbatch\n-\n-\n100\n#!/bin/sh\nrm -r /tmp/x');
						shell.end();
					}
				},
				onEnd: () => resolve(),
			});
			shell?.write(slurmScript);
		});
		expect(existsSync(marker)).toBe(false);
	});

	it('what a login sets for other eyes is unset, and what says where the cluster is stays', async () => {
		const set = {
			SQUEUE_FORMAT: '%i',
			SINFO_SORT: 'N',
			SACCT_FORMAT: 'User',
			SLURM_TIME_FORMAT: '%H',
			SLURM_CLUSTERS: 'b',
			SLURM_CONF: '/etc/our.conf',
			SBATCH_ACCOUNT: 'lab-a',
			SBATCH_WAIT: '1',
			LC_ALL: 'C',
		};
		expect(await slurmEnvironment(['env'], set)).toEqual([
			'LC_ALL=C.UTF-8',
			'SBATCH_ACCOUNT=lab-a',
			'SLURM_BITSTR_LEN=0',
			'SLURM_CONF=/etc/our.conf',
			'SLURM_TIME_FORMAT=%s',
		]);
	});

	it('a job that is submitted takes over the environment of the login, not ours', async () => {
		const folder = program('sbatch', 'exec env');
		const env = {PATH: `${folder}:/usr/bin:/bin`, LC_ALL: 'C', SLURM_TIME_FORMAT: '%H'};
		expect(await slurmEnvironment(['sbatch', 'x.sh'], env)).toEqual(['LC_ALL=C']);
		expect(await slurmEnvironment(['sbatch', '--test-only', 'x.sh'], env)).toContain(
			'SLURM_TIME_FORMAT=%s',
		);
	});

	async function slurmEnvironment(
		command: readonly string[],
		env: Readonly<Record<string, string>>,
	): Promise<readonly string[]> {
		const answer = await ask({argv: command}, env);
		const lines = answer.ok ? answer.value.stdout.split('\n') : [];
		return lines.filter(line => /^(S(BATCH|LURM|QUEUE|INFO|ACCT)_|LC_ALL)/.test(line)).toSorted();
	}
});

it('an argument that cannot be told in a line is not run', async () => {
	const openShell = async () => {
		throw new Error('a shell was opened');
	};
	const ask = createAskSlurm({openShell, clock: systemClock, where: 'hpc'});
	expect(await ask({...generous, argv: ['printf', 'a\nb']}, never)).toMatchObject({
		failure: {kind: 'rejected', where: 'hpc'},
	});
});

/** As over ssh: when we are gone, all that a node sees is the end of what we say. */
function stdinOnly(openShell: OpenShell): OpenShell {
	return async signal => {
		const opened = await openShell(signal);
		return opened.ok ? {ok: true, value: {...opened.value, close: opened.value.end}} : opened;
	};
}

/** A folder for the PATH with one program in it. */
function program(name: string, commands: string): string {
	const folder = temporaryDirectory();
	writeFileSync(join(folder, name), `#!/bin/sh\n${commands}\n`);
	chmodSync(join(folder, name), 0o755);
	return folder;
}

function decoded(answer: Result<SlurmAnswer>): unknown {
	return answer.ok
		? {...answer.value, stdout: Buffer.from(answer.value.stdout, 'latin1').toString()}
		: answer;
}
