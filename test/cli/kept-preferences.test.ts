import {mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {createErrands} from '../../source/cli/errands.ts';
import {createPreferencesKeeper, readKeptPreferences} from '../../source/cli/kept-preferences.ts';
import type {Event} from '../../source/domain/event.ts';
import type {Preferences} from '../../source/domain/preferences.ts';
import {initialState} from '../../source/store/state.ts';
import {demoWorld} from '../helpers/demo-rack.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {someSurroundings} from '../helpers/surroundings.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const chosen: Preferences = {
	...{nodeSort: 'cpu', nodeView: 'table', gridMetric: 'cpu', jobSort: 'time', jobColumns: ['user']},
	...{slurmNodeSort: 'health', hasCommands: true, isBellOn: false},
};

function aHome(home = temporaryDirectory()) {
	const env = {HOME: home};
	const events: Event[] = [];
	const store = {dispatch: (event: Event) => events.push(event)};
	const keeper = createPreferencesKeeper({env, storeClock: new FakeClock(), store});
	const path = join(home, '.local/state/clusterdeck/preferences.json');
	const damage = (text: string): void => {
		mkdirSync(dirname(path), {recursive: true});
		writeFileSync(path, text);
	};
	return {env, events, keeper, path, damage};
}

describe('what was chosen', () => {
	it('is known to the next run; of choices in a row the last one is', async () => {
		const {env, keeper, events, path} = aHome();
		for (const nodeSort of ['cpu', 'memory', 'gpu', 'disk'] as const) {
			keeper.keep({...chosen, nodeSort});
		}

		await keeper.settled();
		const preferences = {...chosen, nodeSort: 'disk'};
		expect(await readKeptPreferences({env})).toEqual({preferences, problem: undefined});
		expect(events).toEqual([{type: 'preferences/written', failure: undefined, atMs: 0}]);
		expect(statSync(path).mode & 0o777).toBe(0o600);
		expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
	});

	it('that cannot be written down is told with the reason', async () => {
		const {keeper, events} = aHome('/proc');
		keeper.keep(chosen);
		await keeper.settled();
		expect(events).toMatchObject([
			{type: 'preferences/written', failure: {where: '/proc/.local/state/clusterdeck'}},
		]);
	});

	it('is nothing before the first choice, and without a home', async () => {
		expect(await readKeptPreferences(aHome())).toEqual({preferences: {}, problem: undefined});
		expect(await readKeptPreferences({env: {}})).toEqual({preferences: {}, problem: undefined});
	});
});

describe('a damaged file', () => {
	it('is told in one sentence, and stays as it is until something is chosen', async () => {
		const {env, path, damage, keeper} = aHome();
		damage('{"jobSort": "ti');
		expect(await readKeptPreferences({env})).toEqual({
			preferences: {},
			problem: `What you chose before is not known: ${path} is damaged.`,
		});
		expect(readFileSync(path, 'utf8')).toBe('{"jobSort": "ti');
		keeper.keep(chosen);
		await keeper.settled();
		expect((await readKeptPreferences({env})).preferences).toEqual(chosen);
	});

	it('keeps what can be read', async () => {
		const {env, path, damage} = aHome();
		damage('{"jobSort": "time", "nodeSort": "colour", "isBellOn": "yes"}');
		expect(await readKeptPreferences({env})).toEqual({
			preferences: {jobSort: 'time'},
			problem: `Of what you chose before 2 choices cannot be read: ${path}.`,
		});
	});

	it('that is a folder keeps nobody from a screen', async () => {
		const {env, path} = aHome();
		mkdirSync(path, {recursive: true});
		const {preferences, problem} = await readKeptPreferences({env});
		expect(preferences).toEqual({});
		expect(problem).toContain(`What you chose before is not known: ${path}: `);
	});
});

it('a demo neither reads nor writes what a person chose', async () => {
	const {env, keeper, path} = aHome();
	keeper.keep(chosen);
	await keeper.settled();
	const before = readFileSync(path, 'utf8');
	const {world: demo} = demoWorld();
	expect((await readKeptPreferences({env, demo})).preferences).toEqual({});
	const {world} = someSurroundings({env, demo});
	const events: Event[] = [];
	const dispatch = (event: Event): number => events.push(event);
	const store = {getState: () => initialState, dispatch};
	const session = {config: undefined as never, path: undefined, text: undefined};
	const errands = createErrands({...world, session, store});
	errands.run({type: 'keepPreferences', preferences: {...chosen, nodeSort: 'disk'}});
	await errands.settled();
	expect(readFileSync(path, 'utf8')).toBe(before);
	expect(events).toEqual([]);
});
