import {describe, expect, it} from 'vitest';
import type {KnownHostsEntry, RecordedNames} from '../../source/domain/known-hosts.ts';
import {
	decideHostKey,
	type HostKeyDecision,
	isAbout,
	isCertificateOnly,
	lookupNames,
	type Recorded,
	recordedTypes,
} from '../../source/rules/host-key.ts';

type Case = readonly [
	name: string,
	first: readonly Recorded[],
	second: readonly Recorded[],
	decision: HostKeyDecision,
];

const mine = {type: 'ssh-ed25519', base64: 'bWluZQ=='};
const other = {type: 'ssh-ed25519', base64: 'b3RoZXI='};
const rsa = {type: 'ssh-rsa', base64: 'cnNh'};

describe('the names of a host', () => {
	it.each([
		[
			'on port 22 are the host, in lower case',
			{host: 'Pi-1', port: 22, hostKeyName: 'Pi-1'},
			{first: 'pi-1', second: undefined},
		],
		[
			'on another port are that port, then the host',
			{host: 'pi-1', port: 2222, hostKeyName: 'PI-1'},
			{first: '[pi-1]:2222', second: 'pi-1'},
		],
		[
			'of an IPv6 address stand in brackets with a port',
			{host: 'fe80::1', port: 23, hostKeyName: 'fe80::1'},
			{first: '[fe80::1]:23', second: 'fe80::1'},
		],
		[
			'are the alias alone, whatever the port',
			{host: '10.0.0.7', port: 2222, hostKeyName: 'Rack-7'},
			{first: 'rack-7', second: undefined},
		],
	])('%s', (_, target, names) => {
		expect(lookupNames(target)).toEqual(names);
	});
});

describe('a line', () => {
	const hashName = (salt: string, name: string) => `${salt}+${name}`;

	it.each([
		['pi-1', 'pi-1', true],
		['pi-1', '*,!pi-1', false],
		['pi-1', '!pi-1,*', false],
		['pi-2', '*,!pi-1', true],
		['pi-2', '!pi-1', false],
		['pi-1', '!', false],
		['pi-1 ', '*', false],
		['pï', '*', false],
		['', '*', false],
	])('is about %j with the patterns %j: %j', (name, patterns, isOne) => {
		expect(isAbout(entryOf('none', mine, namesOf(patterns)), name, hashName)).toBe(isOne);
	});

	it('with a hashed name is about the one whose hash it holds', () => {
		const entry = entryOf('none', mine, {kind: 'hashed', salt: 's', hash: 's+pi-1'});
		expect(isAbout(entry, 'pi-1', hashName)).toBe(true);
		expect(isAbout(entry, 'pi-2', hashName)).toBe(false);
	});
});

describe('a key', () => {
	const revoked = at('revoked', mine);
	const known = at('none', mine);
	const changed = at('none', other);
	const changedRsa = at('none', rsa);
	const authority = at('certAuthority', mine);
	const none: readonly Recorded[] = [];

	it.each<Case>([
		['that nobody recorded is unknown', none, none, {state: 'unknown'}],
		['that is recorded is known', [known], none, {state: 'known'}],
		['is known beside others', [changed, changedRsa, known], none, {state: 'known'}],
		['in place of another is a mismatch', [changed], none, {state: 'mismatch', recorded: changed}],
		[
			'of a type that is not recorded is a mismatch where another type is',
			[changedRsa],
			none,
			{state: 'mismatch', recorded: changedRsa},
		],
		[
			'is compared with the one of its type',
			[changedRsa, changed],
			none,
			{state: 'mismatch', recorded: changed},
		],
		['that is revoked stays so', [known, revoked], none, {state: 'revoked', recorded: revoked}],
		['that is revoked by name alone', [known], [revoked], {state: 'revoked', recorded: revoked}],
		['is not revoked with another', [at('revoked', other), known], none, {state: 'known'}],
		['is unknown beside a revoked one', [at('revoked', other)], none, {state: 'unknown'}],
		['of an authority is no key of a host', [authority], none, {state: 'unknown'}],
		['that is known to the host without its port is known', none, [known], {state: 'known'}],
		['that the host without its port has not is unknown', none, [changed], {state: 'unknown'}],
		[
			'that the port contradicts is a mismatch, whatever the host has',
			[changed],
			[known],
			{state: 'mismatch', recorded: changed},
		],
		[
			'written with another type is another key',
			[at('none', {...mine, type: 'ssh-rsa'})],
			none,
			{state: 'mismatch', recorded: at('none', {...mine, type: 'ssh-rsa'})},
		],
	])('%s', (_, ...[first, second, decision]) => {
		expect(decideHostKey({first, second}, mine)).toEqual(decision);
	});

	it('is asked for by the types that would be trusted', () => {
		expect(recordedTypes({first: [changedRsa, revoked], second: [known]})).toEqual(['ssh-rsa']);
		expect(recordedTypes({first: [revoked, authority], second: [known]})).toEqual(['ssh-ed25519']);
	});

	it('helps nobody where only an authority is known', () => {
		expect(isCertificateOnly({first: [authority], second: none})).toBe(true);
		expect(isCertificateOnly({first: none, second: [authority]})).toBe(true);
		expect(isCertificateOnly({first: [authority, changed], second: none})).toBe(false);
		expect(isCertificateOnly({first: [authority], second: [changed]})).toBe(false);
		expect(isCertificateOnly({first: none, second: none})).toBe(false);
	});
});

function at(marker: KnownHostsEntry['marker'], key: KnownHostsEntry['key']): Recorded {
	return {file: '/k', entry: entryOf(marker, key, namesOf('pi-1'))};
}

function entryOf(
	marker: KnownHostsEntry['marker'],
	key: KnownHostsEntry['key'],
	names: RecordedNames,
): KnownHostsEntry {
	return {line: 1, marker, names, key};
}

function namesOf(text: string): RecordedNames {
	const patterns = text.split(',').map(pattern => ({
		glob: pattern.replace('!', ''),
		isNegated: pattern.startsWith('!'),
	}));
	return {kind: 'patterns', patterns};
}
