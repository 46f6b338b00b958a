/** What is wrong with who may log in, and with what a login gives. */
import {existsSync} from 'node:fs';
import {copyFile, rename, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {mustRun} from './command.ts';
import type {FaultTable} from './fault.ts';
import {type HostContext, ownSshFolder, sshFolder} from './host-context.ts';
import {authorise, hostKeyTypes, makeKey} from './keys.ts';

export const loginFaults: FaultTable = {
	'changed-key': {
		usage: '',
		says: 'other host keys than those in known_hosts',
		isPlain: true,
		sshdLines: () => [],
		inflict: async context => {
			for (const path of hostKeyPaths(context)) {
				await rename(path, `${path}.right`);
				await rename(`${path}.pub`, `${path}.pub.right`);
			}

			await Promise.all(
				hostKeyPaths(context).map((path, index) =>
					makeKey(path, hostKeyTypes[index] ?? 'ed25519', 'changed'),
				),
			);
		},
		heal: async context => {
			for (const path of hostKeyPaths(context)) {
				await rename(`${path}.right`, path);
				await rename(`${path}.pub.right`, `${path}.pub`);
			}
		},
	},
	unauthorised: {
		usage: '',
		says: 'the operator’s key may not log in',
		isPlain: true,
		inflict: ({folder, host}) =>
			writeFile(join(sshFolder(folder, host.name), 'authorized_keys', host.user), ''),
		heal: ({folder, host}) => authorise(folder, host.name, host.user),
	},
	cert: {
		usage: '',
		says: 'only user certificates of the lab’s authority may log in',
		isPlain: true,
		sshdLines: context => [
			`TrustedUserCAKeys ${ownSshFolder(context)}/user_authority.pub`,
			'AuthorizedKeysFile none',
		],
		inflict: makeCertificate,
	},
	'restricted-shell': forced(
		'every command is replaced by one that says no',
		'echo "This account is restricted."; exit 1',
	),
	endless: forced('every command is replaced by one that prints without end', 'exec yes "no end"'),
	drip: forced(
		'every command is replaced by one that prints a byte a second',
		'while printf x; do sleep 1; done',
	),
	'max-sessions-1': {
		usage: '',
		says: 'one session a connection',
		isPlain: true,
		sshdLines: () => ['MaxSessions 1'],
	},
	'no-forwarding': {
		usage: '',
		says: 'no forwarding of any kind',
		isPlain: true,
		sshdLines: () => ['DisableForwarding yes'],
	},
};

function forced(says: string, command: string): FaultTable[string] {
	return {usage: '', says, isPlain: true, sshdLines: () => [`ForceCommand ${command}`]};
}

function hostKeyPaths({folder, host}: HostContext): string[] {
	return hostKeyTypes.map(type => join(sshFolder(folder, host.name), `ssh_host_${type}_key`));
}

async function makeCertificate({folder, host}: HostContext): Promise<void> {
	const operator = join(folder, 'operator');
	const authority = join(operator, 'user_authority');
	const key = join(operator, 'id_certified');
	// One certificate serves every host: a new authority would shut the operator out of the others.
	if (!existsSync(`${key}-cert.pub`)) {
		await makeKey(authority, 'ed25519', 'authority');
		await makeKey(key, 'ed25519', 'certified');
		const subject = ['-I', 'operator', '-n', host.user, '-V', '+1d'];
		await mustRun(['ssh-keygen', '-q', '-s', authority, ...subject, `${key}.pub`]);
	}

	await copyFile(`${authority}.pub`, join(sshFolder(folder, host.name), 'user_authority.pub'));
}
