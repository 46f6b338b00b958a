import {expect, it} from 'vitest';
import {createMemoryArchive} from '../../source/clients/memory-archive.ts';
import type {Failure} from '../../source/domain/failure.ts';
import {failed} from '../../source/domain/result.ts';
import {createChatKeeper} from '../../source/runtime/chat-keeper.ts';
import {aTurn, atWallMs, said} from '../helpers/chat-builders.ts';
import {kindsOf} from '../helpers/chat-desk.ts';

const full: Failure = {kind: 'diskFull', where: '/state'};

/** An archive whose disk is full until it is not. */
function aFullDisk() {
	const memory = createMemoryArchive();
	let failure: Failure | undefined = full;
	const written = <Value>(write: () => Promise<Value>) =>
		failure === undefined ? write() : Promise.resolve(failed(failure));
	const keeper = createChatKeeper(
		{
			begin: (opened, records) => written(() => memory.begin(opened, records)),
			add: (id, record) => written(() => memory.add(id, record)),
		},
		Math.random,
	);
	return {
		keep: (turn: string, id?: string, after?: string) =>
			keeper.keep({chat: 3, id, wallMs: atWallMs, records: [said(aTurn(turn), after)]}),
		fail: (why: Failure | undefined) => {
			failure = why;
		},
		async kinds(id: string) {
			const opened = await memory.open(id);
			return opened.ok ? kindsOf(opened.value.records) : 'none';
		},
	};
}

it('a conversation that cannot be written goes on in memory, and is written whole once it can be', async () => {
	const {keep, fail, kinds} = aFullDisk();
	const first = await keep('a');
	expect(first).toMatchObject({failure: full, records: [{type: 'opened'}, {type: 'turn'}]});
	expect(await keep('b', first.id, 'a')).toMatchObject({id: first.id, failure: full});
	expect(await kinds(first.id)).toBe('none');
	fail(undefined);
	const third = await keep('c', first.id, 'b');
	expect(third.failure).toBeUndefined();
	expect(kindsOf(third.records)).toEqual(['turn']);
	expect(await kinds(first.id)).toEqual(['opened', 'turn', 'turn', 'turn']);
});

it('a record that a full disk did not take goes before the next one', async () => {
	const {keep, fail, kinds} = aFullDisk();
	fail(undefined);
	const {id} = await keep('a');
	fail(full);
	await keep('b', id, 'a');
	fail(undefined);
	await keep('c', id, 'b');
	expect(await kinds(id)).toEqual(['opened', 'turn', 'turn', 'turn']);
});

it('a record that can never be kept is not tried again', async () => {
	const {keep, fail, kinds} = aFullDisk();
	fail(undefined);
	const {id} = await keep('a');
	fail({kind: 'rejected', where: '/state', reason: 'it is full'});
	await keep('b', id, 'a');
	fail(undefined);
	await keep('c', id, 'b');
	expect(await kinds(id)).toEqual(['opened', 'turn', 'turn']);
});

it('what is said at once in a conversation that begins is in one, in the order in which it came', async () => {
	const {keep, fail, kinds} = aFullDisk();
	fail(undefined);
	const [one, other] = await Promise.all([keep('a'), keep('b')]);
	expect(other?.id).toBe(one?.id);
	expect(await kinds(one?.id ?? '')).toEqual(['opened', 'turn', 'turn']);
});
