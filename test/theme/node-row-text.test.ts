import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Connection} from '../../source/domain/connection.ts';
import type {Failure} from '../../source/domain/failure.ts';
import {glyphsOf} from '../../source/theme/glyphs.ts';
import {connectionParts, fitParts} from '../../source/theme/node-row-text.ts';
import {clean, safe} from '../../source/theme/safe.ts';
import {widthOf} from '../../source/theme/width.ts';

const unicode = glyphsOf('unicode');
const where = 'pi-1';
const now = {atMs: 100_000_000, wallMs: new Date(2026, 10, 21, 14, 2, 30).getTime()};
const at1348 = now.atMs - 14 * 60_000;
const noRoute: Failure = {kind: 'unreachable', where, reason: 'no route to host'};
const carrier = {transport: 'ssh2', transportReason: undefined} as const;

function sentence(connection: Connection, lastSeenAtMs?: number): string | undefined {
	const parts = connectionParts(connection, now, lastSeenAtMs);
	return parts === undefined ? undefined : fitParts(parts, 200, unicode);
}

function backoff(failure: Failure, retryAtMs?: number): Connection {
	return {state: 'backoff', failure, retryAtMs};
}

describe('a row', () => {
	it('of a node that is not there says why, when it was seen and when the next try is', () => {
		expect(sentence(backoff(noRoute, now.atMs + 12_000), at1348)).toBe(
			'no route to host · last seen 13:48 · next try in 12 s · r tries now',
		);
	});

	it('says nothing of a time when nobody saw it, and the day when it was another', () => {
		expect(sentence(backoff(noRoute, now.atMs + 11_001))).toBe(
			'no route to host · next try in 12 s · r tries now',
		);
		expect(sentence(backoff(noRoute, now.atMs + 72_000), now.atMs - 15 * 3_600_000)).toBe(
			'no route to host · last seen 20 Nov · next try in 1 m 12 s · r tries now',
		);
	});

	it.each([undefined, now.atMs, now.atMs - 5000])('says that it tries now when %s is due', due => {
		expect(sentence(backoff(noRoute, due))).toBe('no route to host · trying now');
	});

	it('with values to show says nothing', () => {
		expect(sentence({state: 'ready', roundTripMs: 1, ...carrier})).toBeUndefined();
		expect(
			sentence({state: 'degraded', failure: noRoute, retryAtMs: undefined, ...carrier}),
		).toBeUndefined();
	});

	it('says that it connects, or that it is not asked to', () => {
		expect(sentence({state: 'idle'})).toBe('connecting');
		expect(sentence({state: 'connecting'})).toBe('connecting');
		expect(sentence({state: 'bootstrapping'})).toBe('connecting');
		expect(sentence({state: 'disabled'})).toBe('disabled');
	});
});

const key = {keyType: 'ssh-ed25519', fingerprint: 'SHA256:abc'};
const changed = {name: 'pi-1', files: ['/k']};
const recorded = {file: '/k', line: 7, isRevoked: false, fingerprint: undefined};
const exit = {kind: 'exited', where, stderr: ''} as const;

it.each<readonly [string, Failure]>([
	['no route to host', noRoute],
	['connection timed out', {kind: 'timedOut', where, afterMs: 10_000}],
	['connection refused: is sshd running?', {kind: 'refused', where}],
	['key not accepted for pi · try ssh-add', {kind: 'authFailed', where, user: 'pi'}],
	['unknown host key · A shows it', {kind: 'hostKeyUnknown', where, ...key}],
	[
		'host key changed: refused · w explains',
		{kind: 'hostKeyMismatch', where, ...key, ...changed, recorded},
	],
	[
		'host key revoked: refused · w explains',
		{kind: 'hostKeyMismatch', where, ...key, ...changed, recorded: {...recorded, isRevoked: true}},
	],
	['asks for a passphrase · try ssh-add', {kind: 'needsPassphrase', where, keyFile: '~/.ssh/id'}],
	['no shell for us · w explains', {kind: 'restrictedShell', where}],
	['sampler ended (exit 127) · w shows why', {...exit, exitCode: 127, signal: undefined}],
	['sampler ended (SIGKILL) · w shows why', {...exit, exitCode: undefined, signal: 'SIGKILL'}],
	['sampler ended (a signal) · w shows why', {...exit, exitCode: undefined, signal: undefined}],
	['answer not understood · w shows it', {kind: 'unparseable', where, problem: 'no figures'}],
	['answer not understood · w shows it', {kind: 'protocol', where, problem: 'cut off'}],
	['answer over 1 MiB, cut off', {kind: 'tooLarge', where, limitBytes: 1024 ** 2}],
	['stopped by you · r tries', {kind: 'cancelled', where}],
	['its disk is full', {kind: 'diskFull', where}],
	['pi-1 not found', {kind: 'missing', where}],
	['not allowed', {kind: 'denied', where, reason: 'not allowed'}],
	['not now', {kind: 'rejected', where, reason: 'not now'}],
	['no way', {kind: 'unsupported', where, reason: 'no way'}],
])('a row says: %s', (words, failure) => {
	expect(sentence({state: 'unsupported', failure})).toBe(words);
	expect(sentence(backoff(failure))).toBe(`${words} · trying now`);
});

it('words from outside cannot act', () => {
	expect(sentence(backoff({kind: 'unreachable', where, reason: 'a\u001b[2Jb\n'}))).toBe(
		'a␛[2Jb␊ · trying now',
	);
	expect(
		sentence({state: 'auth-failed', failure: {kind: 'authFailed', where, user: 'p\u202ei'}}),
	).toBe('key not accepted for p�i · try ssh-add');
});

describe('parts', () => {
	const parts = [safe`no route to host`, safe`last seen 13:48`, safe`r tries now`];

	it.each([
		[48, 'no route to host · last seen 13:48 · r tries now'],
		[47, 'no route to host · last seen 13:48'],
		[33, 'no route to host'],
		[15, 'no route to ho…'],
		[0, ''],
	])('that fit into %d cells are: %s', (columns, text) => {
		expect(fitParts(parts, columns, unicode)).toBe(text);
	});

	it('are kept apart by a stroke in ascii', () => {
		expect(fitParts(parts, 40, glyphsOf('ascii'))).toBe('no route to host | last seen 13:48');
	});

	it('never take more cells than there are', () => {
		const part = fc.string({unit: 'grapheme'}).map(text => clean(text));
		fc.assert(
			fc.property(fc.array(part), fc.nat(60), (some, columns) => {
				expect(widthOf(fitParts(some, columns, unicode))).toBeLessThanOrEqual(columns);
			}),
		);
	});
});
