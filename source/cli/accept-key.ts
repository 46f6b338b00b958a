import type {Result} from '../domain/result.ts';
import type {SshTarget} from '../domain/ssh-target.ts';
import {lookupNames} from '../rules/host-key.ts';
import {acceptHostKey, ownKnownHostsFile} from '../transport/ssh/accept-host-key.ts';
import type {OfferedHostKey} from '../transport/ssh/fetch-host-key.ts';
import {fingerprintOf, openHostKeyCheck} from '../transport/ssh/host-keys.ts';
import {openStateDirectory} from '../transport/state-directory.ts';
import {failureText} from '../theme/failure-text.ts';
import {clean} from '../theme/safe.ts';
import {audit} from './audit.ts';
import type {Surroundings} from './surroundings.ts';

export type Consent = {
	/** The person is not asked; then the key must be one of these. */
	readonly isGiven: boolean;
	/** The keys that may be accepted, and be the node's; none: whichever the person takes. */
	readonly fingerprints: readonly string[];
};

export type Acceptance = {
	readonly consent: Consent;
	/** A jump host on the way; its key need not be among those that are expected when it is known already. */
	readonly isHop: boolean;
	readonly world: Surroundings;
	readonly fetchKey: () => Promise<Result<OfferedHostKey>>;
};

/** Whether the key of this machine is known now; else it has been said why not. */
export async function acceptKeyOf(target: SshTarget, parts: Acceptance): Promise<boolean> {
	const {output} = parts.world;
	const check = await openHostKeyCheck(target);
	if (!check.ok) {
		output.complain(failureText(check.failure));
		return false;
	}

	if (check.value.isCertificateOnly) {
		output.print(`${clean(target.where)} proves itself by a certificate: no key to accept.\n`);
		return true;
	}

	const offered = await parts.fetchKey();
	if (!offered.ok) {
		output.complain(failureText(offered.failure));
		return false;
	}

	const refusal = check.value.verify(offered.value.key);
	const fingerprint = fingerprintOf(offered.value.key);
	if (refusal === undefined) {
		if (!parts.isHop && !isExpected(fingerprint, parts.consent)) {
			output.complain(unexpectedText(target, fingerprint));
			return false;
		}

		const {keyType} = offered.value;
		const name = clean(target.where);
		output.print(`The key of ${name} is known already:\n  ${clean(keyType)}  ${fingerprint}\n`);
		return true;
	}

	if (refusal.kind !== 'hostKeyUnknown') {
		output.complain(failureText(refusal));
		return false;
	}

	return decide({target, offered: offered.value, fingerprint}, parts);
}

function isExpected(fingerprint: string, {fingerprints}: Consent): boolean {
	return fingerprints.length === 0 || fingerprints.includes(fingerprint);
}

function unexpectedText({where}: SshTarget, fingerprint: string): string {
	return `${where} shows ${fingerprint}, which is not what --fingerprint expects: refused.`;
}

type UnknownKey = {
	readonly target: SshTarget;
	readonly offered: OfferedHostKey;
	readonly fingerprint: string;
};

async function decide(unknown: UnknownKey, parts: Acceptance): Promise<boolean> {
	const {consent, world} = parts;
	const {target, fingerprint} = unknown;
	world.output.print(descriptionOf(unknown));
	if (!isExpected(fingerprint, consent)) {
		world.output.complain(unexpectedText(target, fingerprint));
		return false;
	}

	if (consent.isGiven || (await world.confirm('Is it the same, and shall it be accepted?'))) {
		return remember(unknown, world);
	}

	world.output.complain(
		'Nothing was accepted; --yes --fingerprint SHA256:... accepts the key you expect without asking.',
	);
	return false;
}

function descriptionOf({target, offered: {keyType}, fingerprint}: UnknownKey): string {
	return [
		`${clean(target.where)} shows a key that known_hosts lacks.`,
		`  ${clean(keyType)}  ${fingerprint}`,
		'To be sure, run this on its own keyboard and compare:',
		`  ssh-keygen -lf /etc/ssh/ssh_host_${fileWord(keyType)}_key.pub`,
		'',
	].join('\n');
}

/** sshd names its key files by the algorithm. */
function fileWord(keyType: string): 'ed25519' | 'ecdsa' | 'rsa' {
	const words = ['ed25519', 'ecdsa'] as const;
	return words.find(word => keyType.includes(word)) ?? 'rsa';
}

async function remember(
	{target, offered, fingerprint}: UnknownKey,
	world: Surroundings,
): Promise<boolean> {
	const {keyType, key} = offered;
	const directory = await openStateDirectory(world.env);
	if (!directory.ok) {
		world.output.complain(failureText(directory.failure));
		return false;
	}

	const file = ownKnownHostsFile(directory.value);
	const {first: name} = lookupNames(target);
	const accepted = await acceptHostKey({file, name, keyType, key});
	if (!accepted.ok) {
		world.output.complain(failureText(accepted.failure));
		return false;
	}

	const argv = [name, keyType, fingerprint];
	await audit({what: 'acceptHostKey', target: target.where, argv, result: 'done'}, world);
	world.output.print(`It is in ${clean(file)} now.\n`);
	return true;
}
