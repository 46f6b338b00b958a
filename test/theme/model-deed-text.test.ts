import {expect, test} from 'vitest';
import {deedSentence} from '../../source/theme/model-deed-text.ts';
import {aDeed} from '../helpers/model-desk.ts';

test('of a full disk a pull says that it goes on: what it fetched is there', () => {
	const failure = {kind: 'diskFull', where: 'n1: Ollama'} as const;
	expect(deedSentence(aDeed('pull', {model: 'big'}), {state: 'failed', failure})).toBe(
		'n1: big not pulled: the disk is full. Free some space there and do it again: it goes on from where it was.',
	);
	expect(deedSentence(aDeed('unload'), {state: 'failed', failure})).toBe(
		'n1: tiny not unloaded: the disk is full, so nothing was changed. Free some space and try again.',
	);
});

test('of a full disk it says which, and how much must be free, where Ollama told that', () => {
	const failure = {
		...{kind: 'diskFull', where: 'n1: Ollama'},
		...{folder: '/srv/models', neededBytes: 3 * 2 ** 30},
	} as const;
	expect(deedSentence(aDeed('copy', {from: 'n2'}), {state: 'failed', failure})).toBe(
		'n1: tiny not copied from n2: the disk of /srv/models is full. Free at least 3 GiB there and do it again: it goes on from where it was.',
	);
});
