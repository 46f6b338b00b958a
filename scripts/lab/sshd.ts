/** The real sshd of a host: its configuration, its start and its end. */
import {readFileSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {type Argv, mustRun} from './command.ts';
import {type HostContext, insideHost, ownSshFolder, sshFolder} from './host-context.ts';
import {hostKeyTypes} from './keys.ts';
import {ollamaPid} from './ollama-process.ts';
import {
	allPids,
	commandLineOf,
	descendantsOf,
	namespaceOf,
	signalProcess,
	until,
} from './processes.ts';
import {slurmProcesses} from './slurm-daemons.ts';

const sshdPath = '/usr/sbin/sshd';

/**
 * Starts the listener and waits until its port is open. `lines` come first, since sshd takes the first value that it
 * finds (man 5 sshd_config).
 */
export async function startListener(context: HostContext, lines: readonly string[]): Promise<void> {
	const {folder, host} = context;
	const own = ownSshFolder(context);
	const file = join(sshFolder(folder, host.name), 'sshd_config');
	await writeFile(file, `${[...lines, ...usualLines(context)].join('\n')}\n`);
	const argv: Argv = [sshdPath, '-f', join(own, 'sshd_config'), '-E', join(own, 'sshd.log')];
	await mustRun(counted(context, insideHost(context, argv)), {
		env: {SSH_AUTH_SOCK: undefined},
		cwd: '/',
	});
	await until(`sshd of ${host.name}`, () => isListening(context));
}

/** Ends the listener; sessions that are open go on. */
export async function stopListener(context: HostContext): Promise<void> {
	const pid = listenerOf(context);
	if (pid !== undefined) {
		signalProcess(pid, 'SIGKILL');
		await until(`the end of ${context.host.name}'s sshd`, () => listenerOf(context) === undefined);
	}
}

/**
 * All processes of a host but the one that holds its namespaces, and but Slurm's and Ollama's; without root: its
 * listener and what that started.
 */
export function processesOf(context: HostContext): number[] {
	const {init} = context.host;
	if (init === undefined) {
		const listener = listenerOf(context);
		return listener === undefined ? [] : [listener, ...descendantsOf(listener)];
	}

	const own = namespaceOf(init.pid, 'pid');
	const pids = allPids().filter(pid => pid !== init.pid && namespaceOf(pid, 'pid') === own);
	const slurms = context.state.slurm === undefined ? new Set() : slurmProcesses(pids);
	const ollama = ollamaPid(context);
	return pids.filter(pid => !slurms.has(pid) && pid !== ollama);
}

/** Everything that the host's sshd has logged. */
export function sshdLog({folder, host}: HostContext): string {
	return readFileSync(join(sshFolder(folder, host.name), 'sshd.log'), 'utf8');
}

function usualLines(context: HostContext): string[] {
	const {host, state} = context;
	const own = ownSshFolder(context);
	return [
		`Port ${host.port}`,
		...(state.isolated ? [] : [`ListenAddress ${host.address}`]),
		...hostKeyTypes.map(type => `HostKey ${own}/ssh_host_${type}_key`),
		`AuthorizedKeysFile ${own}/authorized_keys/%u`,
		`PidFile ${own}/sshd.pid`,
		'LogLevel VERBOSE',
		'UsePAM no',
		'StrictModes no',
		'PasswordAuthentication no',
		'KbdInteractiveAuthentication no',
		'PermitRootLogin no',
		'PrintMotd no',
		'PrintLastLog no',
		'UseDNS no',
		'MaxStartups 100:30:200',
		'Subsystem sftp internal-sftp',
	];
}

/** The process enters the host's cgroup first, so that what it starts is counted there. 0 is the writer itself. */
function counted({host}: HostContext, argv: Argv): Argv {
	return host.cgroup === undefined
		? argv
		: ['sh', '-c', 'echo 0 >"$0/cgroup.procs" && exec "$@"', host.cgroup, ...argv];
}

/** sshd writes its role where `ps` looks: `sshd: /usr/sbin/sshd -f FILE -E FILE [listener] 0 of 100-200 startups`. */
export function listenerOf(context: HostContext): number | undefined {
	const config = join(ownSshFolder(context), 'sshd_config');
	const candidates = context.host.init === undefined ? allPids() : processesOf(context);
	return candidates.find(pid => {
		const title = commandLineOf(pid);
		return title.startsWith('sshd:') && title.includes('[listener]') && title.includes(config);
	});
}

/** By the kernel's list, since a connection would show in sshd's log. State 0A is LISTEN. */
export function isListening({host}: HostContext): boolean {
	const port = host.port.toString(16).toUpperCase().padStart(4, '0');
	const sockets = readFileSync(`/proc/${host.init?.pid ?? 'self'}/net/tcp`, 'latin1');
	return new RegExp(`^ *\\d+: [0-9A-F]{8}:${port} \\S+ 0A `, 'm').test(sockets);
}
