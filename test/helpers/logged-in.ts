import {Buffer} from 'node:buffer';
import {readFileSync} from 'node:fs';
import type {Failure} from '../../source/domain/failure.ts';
import type {HostName} from '../../source/domain/ids.ts';
import type {Result} from '../../source/domain/result.ts';
import type {SshTarget} from '../../source/domain/ssh-target.ts';
import type {HostKeyCheck} from '../../source/transport/ssh/host-keys.ts';
import type {NodeLink} from '../../source/transport/ssh/node-link.ts';
import {type ClientParts, logIn} from '../../source/transport/ssh/ssh2-client.ts';
import {createSsh2Link} from '../../source/transport/ssh/ssh2-link.ts';
import {systemClock} from '../../source/transport/clock.ts';
import type {Sshd} from './sshd.ts';

/** A target that is an sshd of a test. */
export function targetOf(
	{port, user, clientKey}: Pick<Sshd, 'port' | 'user' | 'clientKey'>,
	parts: Partial<SshTarget> = {},
): SshTarget {
	return {
		where: `pi-1 (127.0.0.1:${port})`,
		alias: '127.0.0.1' as HostName,
		host: '127.0.0.1',
		port,
		user,
		hostKeyName: '127.0.0.1',
		knownHostsFiles: [],
		revokedKeysFile: undefined,
		hostKeyAlgorithms: undefined,
		identityFiles: [clientKey],
		isIdentitiesOnly: true,
		agentSocket: undefined,
		jumps: [],
		needsSystemSsh: undefined,
		...parts,
	};
}

/** Takes exactly this server's key. */
export function trusting({hostKey}: Sshd): HostKeyCheck {
	const blob = Buffer.from(hostKey.split(' ')[1] ?? '', 'base64');
	const failure: Failure = {
		kind: 'hostKeyUnknown',
		where: 'pi-1',
		keyType: 'ssh-ed25519',
		fingerprint: 'SHA256:test',
	};
	return {
		algorithms: undefined,
		verify: key => (blob.equals(key) ? undefined : failure),
		isCertificateOnly: false,
	};
}

/** Offers the private keys in these files, and nothing after them. */
export function offering(keyFiles: readonly string[], user: string): ClientParts['authentication'] {
	const methods = keyFiles.map(
		file => ({type: 'publickey', username: user, key: readFileSync(file)}) as const,
	);
	return {
		handler: (_left, _partial, next) => next(methods.shift() ?? false),
		failure: () => ({kind: 'authFailed', where: 'pi-1', user}),
	};
}

export function clientParts(sshd: Sshd, parts: Partial<ClientParts> = {}): ClientParts {
	return {
		target: targetOf(sshd),
		hostKeys: trusting(sshd),
		authentication: offering([sshd.clientKey], sshd.user),
		over: undefined,
		clock: systemClock,
		signal: new AbortController().signal,
		deadlineMs: 20_000,
		...parts,
	};
}

/** A link to an sshd of a test, with every default in place. */
export async function linkTo(sshd: Sshd): Promise<NodeLink> {
	const loggedIn = expectValue(await logIn(clientParts(sshd)));
	return createSsh2Link({loggedIn, where: 'pi-1', clock: systemClock, release: () => undefined});
}

export function expectValue<Value>(result: Result<Value>): Value {
	if (!result.ok) {
		throw new Error(`failed: ${JSON.stringify(result.failure)}`);
	}

	return result.value;
}
