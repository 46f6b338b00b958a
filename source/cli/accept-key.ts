import {assertNever} from '../domain/assert-never.ts';
import type {Result} from '../domain/result.ts';
import type {SshTarget} from '../domain/ssh-target.ts';
import type {OfferedHostKey} from '../transport/ssh/fetch-host-key.ts';
import {failureText} from '../theme/failure-text.ts';
import {hostKeyWord} from '../theme/host-key-word.ts';
import {clean} from '../theme/safe.ts';
import {lookAtHostKey, rememberHostKey, type ShownKey} from './host-key-look.ts';
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
	const look = await lookAtHostKey(target, parts.fetchKey);
	if (!look.ok) {
		output.complain(failureText(look.failure));
		return false;
	}

	switch (look.value.state) {
		case 'certified':
			output.print(`${clean(target.where)} proves itself by a certificate: no key to accept.\n`);
			return true;
		case 'known':
			return isRightKey(look.value, parts);
		case 'unknown':
			return decide(look.value, parts);
		default:
			return assertNever(look.value);
	}
}

function isRightKey({target, offered, fingerprint}: ShownKey, parts: Acceptance): boolean {
	const {output} = parts.world;
	if (!parts.isHop && !isExpected(fingerprint, parts.consent)) {
		output.complain(unexpectedText(target, fingerprint));
		return false;
	}

	const name = clean(target.where);
	const keyType = clean(offered.keyType);
	output.print(`The key of ${name} is known already:\n  ${keyType}  ${fingerprint}\n`);
	return true;
}

function isExpected(fingerprint: string, {fingerprints}: Consent): boolean {
	return fingerprints.length === 0 || fingerprints.includes(fingerprint);
}

function unexpectedText({where}: SshTarget, fingerprint: string): string {
	return `${where} shows ${fingerprint}, which is not what --fingerprint expects: refused.`;
}

async function decide(unknown: ShownKey, parts: Acceptance): Promise<boolean> {
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

function descriptionOf({target, offered: {keyType}, fingerprint}: ShownKey): string {
	return [
		`${clean(target.where)} shows a key that known_hosts lacks.`,
		`  ${clean(keyType)}  ${fingerprint}`,
		'To be sure, run this on its own keyboard and compare:',
		`  ssh-keygen -lf /etc/ssh/ssh_host_${hostKeyWord(keyType)}_key.pub`,
		'',
	].join('\n');
}

async function remember(unknown: ShownKey, world: Surroundings): Promise<boolean> {
	const file = await rememberHostKey(unknown, world);
	if (!file.ok) {
		world.output.complain(failureText(file.failure));
		return false;
	}

	world.output.print(`It is in ${clean(file.value)} now.\n`);
	return true;
}
