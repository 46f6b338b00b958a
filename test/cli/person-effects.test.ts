import {expect, it} from 'vitest';
import {type PersonWorld, runPersonEffect} from '../../source/cli/person-effects.ts';
import type {AskedAt} from '../../source/domain/ask-secret.ts';
import type {Event} from '../../source/domain/event.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import type {Secret} from '../../source/domain/secret.ts';
import {createStore} from '../../source/store/create-store.ts';
import {reduce} from '../../source/store/reducer.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aConfig, aNodeConfig} from '../helpers/node-builders.ts';
import {someSurroundings} from '../helpers/surroundings.ts';

const node = aNodeConfig('pi-1', {isLocal: false});
const question = {kind: 'passphrase', keyFile: '/key', isRepeated: false} as const;
const asked: AskedAt = {where: 'pi-1', question};

/** A store whose events are kept, and a terminal that a test types on. */
function person(names: readonly string[] = ['pi-1']) {
	const clock = new FakeClock();
	const store = createStore({clock, reduce, runEffect: () => undefined, commitIntervalMs: 0});
	const events: Event[] = [];
	const answers: Secret[] = [];
	const copies: string[] = [];
	let type: ((text: string) => void) | undefined;
	const dispatch = (event: Event): void => {
		events.push(event);
		store.dispatch(event);
	};
	dispatch({
		...{type: 'config/loaded', atMs: 0},
		config: aConfig(names.map(name => aNodeConfig(name, {isLocal: false}))),
	});
	dispatch({type: 'screen/resized', size: {columns: 80, rows: 24}, atMs: 0});
	const {world: surroundings} = someSurroundings();
	const world: PersonWorld = {
		...surroundings,
		screen: () => undefined,
		terminal: {
			copy: base64 => copies.push(base64),
			ring: () => undefined,
			divert(listener) {
				type = listener;
				return () => {
					type = undefined;
				};
			},
			handOver: () => () => undefined,
		},
		store: {...store, dispatch},
		quit: () => undefined,
		errands: {
			run: () => undefined,
			settled: async () => undefined,
			keepAnswer: (_, secret) => answers.push(secret),
		},
	};
	return {world, events, answers, copies, store, type: (text: string) => type?.(text)};
}

it('a secret is in no event and in no state, only its length is', () => {
	const {world, events, answers, store, type} = person();
	runPersonEffect({type: 'readSecret', node, asked}, world);
	for (const key of 'Xyzzy-123') {
		type(key);
		expect(JSON.stringify(store.getState())).not.toContain('yzz');
	}

	type('\r');
	expect(answers.map(secret => secret.reveal())).toEqual(['Xyzzy-123']);
	expect(JSON.stringify(events)).not.toMatch(/Xyz|yzz|123/);
	expect(events.filter(event => event.type === 'secret/typed')).toHaveLength(9);
	expect(events.at(-1)?.type).toBe('secret/closed');
});

it('more than a terminal takes is told, and not copied in part', () => {
	const names = Array.from({length: 3000}, (_, index) => `a-node-with-a-long-name-${index}`);
	const {world, events, copies} = person(names);
	runPersonEffect({type: 'copyNodes', nodes: names as NodeName[], what: 'name'}, world);
	expect(copies).toEqual([]);
	expect(events.at(-1)).toMatchObject({notice: {kind: 'copyTooLarge', limitBytes: 74_994}});
});

it('what was copied is told', () => {
	const {world, events, copies} = person();
	runPersonEffect({type: 'copyNodes', nodes: [node.name], what: 'name'}, world);
	expect(copies).toEqual(['cGktMQ==']);
	expect(events.at(-1)).toMatchObject({
		notice: {kind: 'copied', what: 'name', where: 'pi-1', count: 1},
	});
});
