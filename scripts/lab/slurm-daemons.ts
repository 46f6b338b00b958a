/** The daemons of a lab's cluster: their start, their processes. Each lives in the PID namespace of its host. */
import {join} from 'node:path';
import {type Argv, mustRun, runCommand} from './command.ts';
import {type HostContext, hostFolder, insideHost, runInHost} from './host-context.ts';
import {descendantsOf, livingPids, namespaceOf, statOf} from './processes.ts';
import {loginHost, slurmNodes} from './slurm-cluster.ts';
import {clusterName, databasePort} from './slurm-conf.ts';
import {hostNamed, type LabState, type SlurmOptions} from './state.ts';

/** `slurmstepd` holds the processes of a job. */
export type SlurmDaemon =
	| 'munged'
	| 'mariadbd'
	| 'slurmctld'
	| 'slurmdbd'
	| 'slurmd'
	| 'slurmstepd';

const daemonNames: readonly string[] = [
	'munged',
	'mariadbd',
	'slurmctld',
	'slurmdbd',
	'slurmd',
	'slurmstepd',
] satisfies readonly SlurmDaemon[];

/** Until all nodes are idle. */
export async function startSlurm(
	folder: string,
	state: LabState,
	{hasAccounting}: SlurmOptions,
): Promise<void> {
	const on = (name: string): HostContext => ({folder, state, host: hostNamed(state, name)});
	const login = on(loginHost);
	const nodes = slurmNodes.map(on);
	await Promise.all([
		...[login, ...nodes].map(startMunge),
		...(hasAccounting ? [startDatabase(login)] : []),
	]);
	if (hasAccounting) {
		await startAccounting(login);
		await mustRun(insideHost(login, ['sh', accountsScript, clusterName]));
	}

	await Promise.all([startController(login), ...nodes.map(startNodeDaemon)]);
	await untilAnswered(login, ['sinfo', '-h', '-N', '-o', '%T'], stdout =>
		/^(?:idle\n)+$/.test(stdout),
	);
}

const accountsScript = join(import.meta.dirname, 'slurm-accounts.sh');

/** Ends only when it listens. */
export function startMunge(context: HostContext): Promise<void> {
	const files = '--log-file=/run/munge/munged.log --seed-file=/run/munge/munge.seed';
	return runInHost(
		context,
		`mkdir -m 755 /run/munge; munged --key-file=/etc/slurm/munge.key ${files}`,
	);
}

/** It has to start without our terminal and away from our processes; the fork goes to the host's first process. */
async function startDatabase(login: HostContext): Promise<void> {
	await runInHost(login, startDatabaseScript, [`${databasePort}`]);
	await untilAnswered(login, [
		'mariadb-admin',
		'--no-defaults',
		'--socket=/run/slurm/mysql',
		'ping',
	]);
}

const startDatabaseScript = `
small='--innodb-log-file-size=8M --innodb-data-file-path=ibdata1:4M:autoextend'
log=/run/lab/folder/mariadb.log
mariadb-install-db --no-defaults --user=root --datadir=/run/slurm/db --auth-root-authentication-method=normal \\
	--skip-test-db $small >"$log" 2>&1
setsid --fork mariadbd --no-defaults --user=root --datadir=/run/slurm/db --socket=/run/slurm/mysql \\
	--pid-file=/run/slurm/mysql.pid --port="$1" --bind-address=127.0.0.1 --skip-grant-tables --skip-name-resolve \\
	--innodb-buffer-pool-size=64M --innodb-flush-log-at-trx-commit=0 --innodb-lock-wait-timeout=900 \\
	--performance-schema=OFF $small >>"$log" 2>&1 </dev/null
`;

export async function startAccounting(login: HostContext): Promise<void> {
	await runInHost(login, 'exec slurmdbd');
	await untilAnswered(login, ['sacctmgr', '-n', 'show', 'cluster']);
}

/** `-i`: state that cannot be read is no reason to stay down. Ready when it answers a ping. */
export async function startController(login: HostContext): Promise<void> {
	await runInHost(login, 'exec slurmctld -i');
	await untilAnswered(login, ['scontrol', 'ping']);
}

export async function startNodeDaemon(node: HostContext): Promise<void> {
	await runInHost(node, startNodeScript);
}

/** Two devices that are GPUs by name only. */
const startNodeScript = `
for gpu in 0 1; do
	[ -e /run/slurm/gpu$gpu ] || mknod /run/slurm/gpu$gpu c 1 3
done
exec slurmd
`;

/** As seen from outside. */
export function daemonPids({host}: HostContext, daemon: SlurmDaemon): number[] {
	const own = host.init === undefined ? undefined : namespaceOf(host.init.pid, 'pid');
	return livingPids().filter(
		pid => statOf(pid)?.name === daemon && own !== undefined && namespaceOf(pid, 'pid') === own,
	);
}

/** The daemons among these processes of one host, and the jobs that they run. */
export function slurmProcesses(pids: readonly number[]): ReadonlySet<number> {
	const daemons = pids.filter(pid => daemonNames.includes(statOf(pid)?.name ?? ''));
	return new Set(daemons.flatMap(pid => [pid, ...descendantsOf(pid)]));
}

async function untilAnswered(
	context: HostContext,
	argv: Argv,
	isRight: (stdout: string) => boolean = () => true,
): Promise<void> {
	const endMs = performance.now() + 120_000;
	for (;;) {
		const {status, stdout, stderr} = await runCommand(insideHost(context, argv));
		if (status === 0 && isRight(stdout)) {
			return;
		}

		if (performance.now() > endMs) {
			const logs = hostFolder(context.folder, context.host.name);
			throw new Error(`${argv.join(' ')}: ${(stderr || stdout).trim()}; logs are in ${logs}`);
		}
	}
}
