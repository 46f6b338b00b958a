/** A lab with a real Slurm cluster, raised once for a file of tests. */
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import type {Argv, Ran} from '../../scripts/lab/command.ts';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import {loginHost, missingSlurm} from '../../scripts/lab/slurm-cluster.ts';
import {mustRunAs, runAs, type SlurmUserName, submitJob} from '../../scripts/lab/slurm-commands.ts';
import type {SlurmOptions} from '../../scripts/lab/state.ts';
import {createAskSlurm} from '../../source/clients/run-slurm.ts';
import type {AskSlurm} from '../../source/clients/slurm-command.ts';
import type {OpenShell} from '../../source/domain/shell.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {sshArgv} from './ask-host.ts';
import {shellOf} from './local-shell.ts';

/** Root, and Slurm is installed: else its tests are skipped. */
export const hasSlurmLab = isIsolated && missingSlurm().length === 0;

export type SlurmLab = {
	readonly lab: Lab;
	/** On the login host, without ssh: what it said, without the last line end. Throws with the cluster's words. */
	readonly as: (user: SlurmUserName, argv: Argv) => Promise<string>;
	/** The same; every exit status is an answer. */
	readonly tryAs: (user: SlurmUserName, argv: Argv) => Promise<Ran>;
	/** The id of a job that does `wrap`. Options are bytes, one character each. */
	readonly submit: (
		user: SlurmUserName,
		wrap: string,
		options?: readonly string[],
	) => Promise<string>;
	/** `RUNNING`, as the controller tells; `''` when it has forgotten the job. */
	readonly stateOf: (id: string) => Promise<string>;
	/** Throws when none of these is its state within 90 s. */
	readonly untilState: (id: string, ...states: readonly string[]) => Promise<void>;
	/** The controller has written a job down. It does so some seconds later, and when it is killed before that, it is lost. */
	readonly untilSaved: (id: string) => Promise<void>;
	/** Ends every job, and waits until they have. */
	readonly cancelAll: () => Promise<void>;
	/** As a user over ssh, each shell on a connection that they share. */
	readonly openShell: (user: SlurmUserName) => OpenShell;
	/** Of a user, over such shells. */
	readonly ask: (user: SlurmUserName) => AskSlurm;
	readonly close: () => Promise<void>;
};

export async function raiseSlurmLab(options: Partial<SlurmOptions> = {}): Promise<SlurmLab> {
	const lab = await openLab({hosts: 0, slurm: {hasAccounting: true, conf: [], ...options}});
	const as: SlurmLab['as'] = (user, argv) => mustRunAs(lab, user, argv);
	const stateOf = async (id: string) => {
		const {stdout} = await runAs(lab, 'root', ['squeue', '-h', '-t', 'all', '-j', id, '-o', '%T']);
		return stdout.split('\n')[0] ?? '';
	};
	const openShell = (user: SlurmUserName) => sharedShell(lab, user);
	return {
		...{lab, as, stateOf, openShell},
		tryAs: (user, argv) => runAs(lab, user, argv),
		submit: (user, wrap, jobOptions = []) => submitJob(lab, {user, options: jobOptions, wrap}),
		async untilState(id, ...states) {
			let seen = '';
			const isReached = async () => {
				seen = await stateOf(id);
				return states.includes(seen);
			};
			await eventually(
				isReached,
				() => `job ${id} is ${seen || 'gone'}, not ${states.join(' or ')}`,
			);
		},
		async untilSaved(id) {
			const since = Date.now();
			// What changed nothing is not written.
			await as('root', ['scontrol', 'update', `jobid=${id}`, 'comment=saved']);
			const savedMs = async () =>
				Number(await as('root', ['stat', '-c', '%.3Y', '/run/slurm/state/job_state'])) * 1000;
			await eventually(
				async () => (await savedMs()) > since,
				() => 'the controller does not save its state',
			);
		},
		async cancelAll() {
			for (const user of ['alice', 'bob', 'carol', 'root']) {
				await as('root', ['scancel', '--quiet', '--user', user]);
			}

			await eventually(
				async () => (await as('root', ['squeue', '-h', '-o', '%A'])) === '',
				() => 'there are jobs that do not end',
			);
		},
		ask: user => createAskSlurm({openShell: openShell(user), clock: systemClock, where: loginHost}),
		close: lab.close,
	};
}

/** Looks again until it is so, or throws. */
export async function eventually(
	isSo: () => Promise<boolean>,
	complaint: () => string,
	withinMs = 90_000,
): Promise<void> {
	const endMs = performance.now() + withinMs;
	while (!(await isSo())) {
		if (performance.now() > endMs) {
			throw new Error(complaint());
		}

		await pause(50);
	}
}

/** A login takes a tenth of a second and more: one for all. */
function sharedShell(lab: Lab, user: SlurmUserName): OpenShell {
	const path = `ControlPath=${join(lab.folder, 'operator', `mux-${user}`)}`;
	const argv = sshArgv(lab, '-o', path, '-l', user, loginHost, '/bin/sh');
	let master: Promise<unknown> | undefined;
	return async signal => {
		master ??= new Promise(resolve => {
			const flags = ['-o', path, '-l', user, '-M', '-N', '-f', loginHost];
			// It goes on in the background when it has logged in, with the pipes that it was given.
			lab.spawn(sshArgv(lab, ...flags), {stdio: 'ignore'}).on('close', resolve);
		});
		await master;
		return shellOf(lab.argvAt(argv))(signal);
	};
}
