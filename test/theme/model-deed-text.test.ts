import {expect, test} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {deedSentence} from '../../source/theme/model-deed-text.ts';
import {aDeed} from '../helpers/model-desk.ts';

test('of a full disk a pull says that it goes on: what it fetched is there', () => {
	const failure = {kind: 'diskFull', where: 'n1: Ollama', folder: '/srv/models'} as const;
	expect(deedSentence(aDeed('pull', {model: 'big'}), {state: 'failed', failure})).toBe(
		'n1: big not pulled: the disk is full in /srv/models. Free some space there and do it again: it goes on from where it was.',
	);
	const laid = {kind: 'diskFull', where: 'n1'} as const;
	expect(deedSentence(aDeed('pull'), {state: 'failed', failure: laid})).toBe(
		'n1: tiny not pulled: the disk is full. Free some space there and do it again: it goes on from where it was.',
	);
	expect(deedSentence(aDeed('unload'), {state: 'failed', failure})).toBe(
		'n1: tiny not unloaded: the disk is full in /srv/models. Free some space and try again.',
	);
});

test('of a full disk it says which, and how much must be free, where Ollama told that', () => {
	const failure = {
		kind: 'diskFull',
		where: 'n1: Ollama',
		folder: '/srv/models',
		neededBytes: 3 * 2 ** 30,
	} as const;
	expect(deedSentence(aDeed('copy', {from: 'n2' as NodeName}), {state: 'failed', failure})).toBe(
		'n1: tiny not copied from n2: at least 3 GiB more must be free in /srv/models: the disk is full. Then do it again: it goes on from where it was.',
	);
});

test('a transfer that was cut off says that it goes on, and one where nobody listens how to start it', () => {
	const where = 'n1: Ollama';
	const cut = {kind: 'unreachable', where, reason: 'the connection broke off: closed'} as const;
	expect(deedSentence(aDeed('pull'), {state: 'failed', failure: cut})).toBe(
		'n1: tiny not pulled: the connection broke off: closed. Is it switched on, and is the network there? What came stays there: do it again, and it goes on from there.',
	);
	expect(deedSentence(aDeed('unload'), {state: 'failed', failure: cut})).not.toContain('stays');
	const refused = {kind: 'refused', where} as const;
	expect(deedSentence(aDeed('load'), {state: 'failed', failure: refused})).toBe(
		'n1: tiny not loaded: nothing listens where its Ollama should. On the node: systemctl start ollama',
	);
});
