import {expect, it} from 'vitest';
import type {Failure} from '../../source/domain/failure.ts';
import {shownEvents} from '../../source/store/shown-events.ts';
import {failureWords} from '../../source/theme/node-row-text.ts';
import {ToldRack} from '../helpers/told-rack.ts';

const where = 'pi-1';
const key = {where, keyType: 'ssh-ed25519', fingerprint: 'SHA256:abc'};
const recorded = {file: 'known_hosts', line: 1, isRevoked: false, fingerprint: undefined};
const mismatch = {kind: 'hostKeyMismatch', ...key, name: where, files: []} as const;
const ended = {kind: 'exited', where, signal: undefined, stderr: ''} as const;

/** One of each kind and of each sentence. */
const failures: readonly Failure[] = [
	{kind: 'unreachable', where, reason: 'no route to host'},
	{kind: 'timedOut', where, afterMs: 4000},
	{kind: 'refused', where},
	{kind: 'authFailed', where, user: 'admin'},
	{kind: 'hostKeyUnknown', ...key},
	{...mismatch, recorded},
	{...mismatch, recorded: {...recorded, isRevoked: true}},
	{kind: 'needsPassphrase', where, keyFile: 'id_ed25519'},
	{kind: 'restrictedShell', where},
	{...ended, exitCode: 127},
	{...ended, exitCode: undefined, signal: 'SIGKILL'},
	{kind: 'unparseable', where, problem: 'no cpu line'},
	{kind: 'protocol', where, problem: 'no banner'},
	{kind: 'cancelled', where},
	{kind: 'tooLarge', where, limitBytes: 1_048_576},
	{kind: 'diskFull', where},
	{kind: 'denied', where, reason: 'permission denied'},
	{kind: 'missing', where},
	{kind: 'rejected', where, reason: 'not in the configuration'},
	{kind: 'unsupported', where, reason: 'no such transport'},
];

const found = (rack: ToldRack, text: string): number => {
	rack.press('6', '/').type(text).press('enter');
	const {length} = shownEvents(rack.state);
	rack.press('esc');
	return length;
};

/** What is written together is one word of a filter; a size has its own. */
const wordsOf = (failure: Failure): readonly string[] =>
	`${failureWords(failure)}`
		.split(/[\s,:()?]+/)
		.filter(word => /^[a-z0-9_-]{2,}$/i.test(word) && word !== 'MB' && word !== 'MiB');

it.each(failures)('a command that failed by $kind is found by each word that tells it', failure => {
	const rack = new ToldRack().runs('df', {result: {kind: 'failed', failure}});
	const words = wordsOf(failure);
	expect(words.length).toBeGreaterThan(1);
	expect(words.filter(word => found(rack, word) !== 1)).toEqual([]);
});

it('so is a node that went down', () => {
	const rack = new ToldRack().refused({...ended, exitCode: 127});
	expect(['sampler', '127', 'down', 'elsewhere'].map(text => found(rack, text))).toEqual([
		1, 1, 1, 0,
	]);
});

it.each([
	['exit', {kind: 'exited', exitCode: 127}],
	['127', {kind: 'exited', exitCode: 127}],
	['127', {kind: 'failed', failure: {...ended, exitCode: 127}}],
	['failed', {kind: 'failed', failure: {...ended, exitCode: 127}}],
	['failed', {kind: 'exited', exitCode: 1}],
	['runs', {kind: 'runs'}],
] as const)('a command is found by %s where it ended as %j', (text, result) => {
	const rack = new ToldRack().runs('df', {result});
	expect(found(rack, text)).toBe(1);
	expect(found(rack, 'elsewhere')).toBe(0);
});

it('a command that went well has not failed', () => {
	expect(found(new ToldRack().runs('df'), 'failed')).toBe(0);
});
