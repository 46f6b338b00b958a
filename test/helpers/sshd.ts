import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {copyFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {connect} from 'node:net';
import {userInfo} from 'node:os';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {onTestFinished} from 'vitest';
import {freePort} from '../../scripts/lab/free-port.ts';
import {temporaryDirectory} from './temporary-directory.ts';

/** A real sshd on loopback for one test; the user who runs the tests may log in with `clientKey`. */
export type Sshd = {
	readonly port: number;
	readonly pid: number;
	readonly user: string;
	/** Private key that is let in. */
	readonly clientKey: string;
	/** As it stands in known_hosts after the name: `ssh-ed25519 AAAA...`. */
	readonly hostKey: string;
	/** Folder with all its files. */
	readonly folder: string;
	/** What it has logged so far, at VERBOSE. */
	readonly log: () => string;
	readonly stop: () => void;
};

export type SshdOptions = {
	/** Lines of sshd_config that come first, and so win. */
	readonly config?: readonly string[];
	/** What authorized_keys holds instead of the client's public key. */
	readonly authorized?: string;
};

export async function startSshd({config = [], authorized}: SshdOptions = {}): Promise<Sshd> {
	const folder = temporaryDirectory();
	const hostKeyFile = makeKey(join(folder, 'host_ed25519'));
	const clientKey = makeKey(join(folder, 'client'));
	const authorizedFile = join(folder, 'authorized_keys');
	copyFileSync(`${clientKey}.pub`, authorizedFile);
	if (authorized !== undefined) {
		writeFileSync(authorizedFile, authorized);
	}

	const lines = [
		...config,
		`HostKey ${hostKeyFile}`,
		`AuthorizedKeysFile ${authorizedFile}`,
		`PidFile ${join(folder, 'pid')}`,
		'UsePAM no',
		'StrictModes no',
		'PermitRootLogin prohibit-password',
		'PrintMotd no',
		'PrintLastLog no',
		'UseDNS no',
		'LogLevel VERBOSE',
		'MaxStartups 100:30:200',
		'Subsystem sftp internal-sftp',
	];
	mkdirSync('/run/sshd', {recursive: true});
	const {port, child, log} = await listening(join(folder, 'sshd_config'), lines);
	const stop = (): void => void child.kill('SIGKILL');
	onTestFinished(stop);
	return {
		port,
		pid: child.pid ?? expectPid(),
		user: userInfo().username,
		clientKey,
		hostKey: readFileSync(`${hostKeyFile}.pub`, 'utf8').split(' ').slice(0, 2).join(' '),
		folder,
		log,
		stop,
	};
}

/** Makes an ed25519 key pair; returns the path of the private key. */
export function makeKey(file: string, passphrase = ''): string {
	execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', file]);
	return file;
}

type Listening = {
	readonly port: number;
	readonly child: ChildProcess;
	readonly log: () => string;
};

/** Between its choice and its use a port may become somebody else's: then it is another one. */
async function listening(configFile: string, lines: readonly string[]): Promise<Listening> {
	const port = await freePort();
	writeFileSync(configFile, [...lines, `ListenAddress 127.0.0.1:${port}`, ''].join('\n'));
	const child = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', configFile], {
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	let text = '';
	child.stderr.setEncoding('utf8').on('data', (more: string) => {
		text += more;
	});
	const ended = once(child, 'close');
	while (!text.includes(`Server listening on 127.0.0.1 port ${port}`)) {
		if (child.exitCode !== null) {
			await ended;
			if (text.includes('Address already in use')) {
				return listening(configFile, lines);
			}

			throw new Error(`sshd ended: ${text}`);
		}

		await pause(10);
	}

	if (!(await answers(port))) {
		throw new Error(`sshd does not answer: ${text}`);
	}

	return {port, child, log: () => text};
}

function answers(port: number): Promise<boolean> {
	return new Promise(resolve => {
		const socket = connect(port, '127.0.0.1', () => {
			socket.destroy();
			resolve(true);
		});
		socket.on('error', () => resolve(false));
	});
}

function expectPid(): never {
	throw new Error('sshd could not be started');
}
