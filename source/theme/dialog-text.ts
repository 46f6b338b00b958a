/** The words of dialogs, a sentence each. What comes from outside is cleaned here. */
import type {AskedSecret} from '../domain/ask-secret.ts';
import type {Failure} from '../domain/failure.ts';
import {forgetHostKey} from './failure-text.ts';
import {hostKeyWord} from './host-key-word.ts';
import {clean, type Safe, safe} from './safe.ts';

const longestName = 200;
const longestPath = 1024;

type UnknownKey = Extract<Failure, {kind: 'hostKeyUnknown'}>;
type ChangedKey = Extract<Failure, {kind: 'hostKeyMismatch'}>;

/** `pi-worker3` of `pi-worker3 (192.168.1.13:22)`. */
export function machineName(where: string): Safe {
	return clean(where.replace(/ \(.*$/, ''), {maxCharacters: longestName});
}

export function whereText(where: string): Safe {
	return clean(where, {maxCharacters: longestName});
}

/** `ED25519`, as ssh-keygen writes it. */
export function keyTypeText(keyType: string): Safe {
	const isUsual = /^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-.*)$/.test(keyType);
	return clean(isUsual ? hostKeyWord(keyType).toUpperCase() : keyType, {maxCharacters: 40});
}

export type UnknownKeyWords = {
	readonly what: Safe;
	/** Where the way goes on behind a jump host; undefined: it is the node itself. */
	readonly behind: Safe | undefined;
	readonly key: Safe;
	readonly check: Safe;
	readonly command: Safe;
	readonly does: Safe;
	readonly until: Safe;
};

export function unknownKeyWords(
	{where, keyType, fingerprint}: UnknownKey,
	node: string,
): UnknownKeyWords {
	const machine = machineName(where);
	return {
		what: safe`${whereText(where)} shows a key that known_hosts lacks.`,
		behind: machine === node ? undefined : safe`${clean(node)} is reached through it.`,
		key: safe`${keyTypeText(keyType)}  ${clean(fingerprint, {maxCharacters: 60})}`,
		check: safe`To be sure, run this on its own keyboard and compare:`,
		command: safe`ssh-keygen -lf /etc/ssh/ssh_host_${clean(hostKeyWord(keyType))}_key.pub`,
		does: safe`A adds the key to known_hosts in the state folder and connects.`,
		until: safe`Until then nothing is sent to ${machine}.`,
	};
}

export type ChangedKeyWords = {
	readonly title: Safe;
	readonly what: Safe;
	readonly shown: Safe;
	readonly recorded: Safe;
	readonly place: Safe;
	readonly advice: readonly Safe[];
	/** What forgets the old key; undefined where that is no remedy. */
	readonly command: Safe | undefined;
};

export function changedKeyWords(failure: ChangedKey): ChangedKeyWords {
	const {where, keyType, fingerprint, recorded} = failure;
	const {isRevoked, line, file} = recorded;
	const before = recorded.fingerprint ?? 'another key';
	const type = keyTypeText(keyType);
	return {
		title: isRevoked ? safe`Host key revoked` : safe`Host key changed`,
		what: isRevoked
			? safe`${whereText(where)} shows the key ${type}, which is revoked.`
			: safe`${whereText(where)} shows the key ${type}, which is not the recorded one.`,
		shown: clean(fingerprint, {maxCharacters: 60}),
		recorded: clean(before, {maxCharacters: 60}),
		place: safe`line ${line} of ${clean(file, {maxCharacters: longestPath})}`,
		advice: isRevoked
			? [safe`Nothing is sent to it. Ask its owner for a new key.`]
			: [
					safe`Somebody may be in between, or it was set up anew: nothing is sent to it.`,
					safe`Ask its owner. Only if the change was meant, this forgets the old key, and r tries again:`,
				],
		command: isRevoked ? undefined : clean(forgetHostKey(failure)),
	};
}

export type SecretWords = {
	readonly title: Safe;
	readonly what: Safe;
	readonly after: Safe;
	/** What enter does. */
	readonly enter: Safe;
};

/** What a server asks stands under `what`, and never without it: it cannot speak as if it were us. */
export function secretWords(question: AskedSecret, where: string): SecretWords {
	if (question.kind === 'answer') {
		return {
			title: safe`${machineName(where)} asks`,
			what: safe`${whereText(where)} asks:`,
			after: safe`What you type goes to that machine, and is not kept.`,
			enter: safe`sends it`,
		};
	}

	const keyFile = clean(question.keyFile, {maxCharacters: longestPath});
	return {
		title: safe`Passphrase`,
		what: question.isRepeated
			? safe`That was not it. The passphrase of ${keyFile}:`
			: safe`${whereText(where)} would take ${keyFile}, which has a passphrase:`,
		after: safe`It stays in the memory of this machine; ssh-add asks only once.`,
		enter: safe`unlocks the key`,
	};
}
