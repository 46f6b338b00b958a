import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Result} from '../../source/domain/result.ts';
import type {SshTarget} from '../../source/domain/ssh-target.ts';
import {systemClock} from '../../source/transport/clock.ts';
import type {NodeLink} from '../../source/transport/ssh/node-link.ts';
import type {SystemWorld} from '../../source/transport/ssh/start-master.ts';
import {connectSystem} from '../../source/transport/ssh/system-link.ts';
import {targetOf} from './logged-in.ts';
import type {Sshd} from './sshd.ts';
import {temporaryDirectory} from './temporary-directory.ts';

/** A folder for sockets and a configuration of ssh that is empty, unless the test says what stands in it. */
export function systemWorld(sshConfig = ''): SystemWorld {
	const runtimeFolder = temporaryDirectory();
	const folder = temporaryDirectory();
	const sshConfigFile = join(folder, 'config');
	writeFileSync(sshConfigFile, sshConfig);
	return {
		clock: systemClock,
		sshConfigFile,
		ownKnownHosts: join(folder, 'own known_hosts'),
		runtimeFolder,
	};
}

/** A target whose host key stands in a known_hosts file, in a folder with a space and a quote in its name. */
export function knownTarget(sshd: Sshd, parts: Partial<SshTarget> = {}): SshTarget {
	const file = join(temporaryDirectory(), 'a "known" host');
	writeFileSync(file, `[127.0.0.1]:${sshd.port} ${sshd.hostKey}\n`);
	return targetOf(sshd, {knownHostsFiles: [file], ...parts});
}

export type Attempt = {
	readonly deadlineMs?: number;
	readonly signal?: AbortSignal;
	readonly onAuthenticated?: () => void;
};

export function connect(
	target: SshTarget,
	world: SystemWorld,
	{deadlineMs = 20_000, signal, onAuthenticated = () => undefined}: Attempt = {},
): Promise<Result<NodeLink>> {
	return connectSystem(
		target,
		{deadlineMs, signal: signal ?? new AbortController().signal, onAuthenticated},
		{...world, reason: 'a user certificate'},
	);
}

/** The processes that have this folder on their command line: ssh, its guard and those that go over it. */
export function processesOf({runtimeFolder}: SystemWorld): readonly number[] {
	return readdirSync('/proc')
		.filter(name => /^\d+$/.test(name))
		.filter(pid => {
			try {
				return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(runtimeFolder);
			} catch {
				return false;
			}
		})
		.map(Number);
}

export function filesOf({runtimeFolder}: SystemWorld): readonly string[] {
	return readdirSync(runtimeFolder, {recursive: true, encoding: 'utf8'});
}
