import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it, onTestFinished} from 'vitest';
import {openDemoSession} from '../../source/cli/demo-session.ts';
import {startLiveRuntime} from '../../source/cli/live-runtime.ts';
import type {SessionConfig} from '../../source/cli/session-config.ts';
import type {Surroundings} from '../../source/cli/surroundings.ts';
import {succeeded} from '../../source/domain/result.ts';
import {screenParts} from '../../source/runtime/screen-parts.ts';
import {shownOpening} from '../../source/store/chat-drawn.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {aProbe} from '../helpers/chat-world.ts';
import {aConfig, aNodeConfig} from '../helpers/node-builders.ts';
import {someSurroundings} from '../helpers/surroundings.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';
import {scriptedEngine} from '../ollama/scripted-engine.ts';
import {startOllama} from '../ollama/server.ts';

/** The state and the keys of a dashboard without its screen. */
async function openDashboard(session: SessionConfig, world: Surroundings, isReadOnly = false) {
	const runtime = await startLiveRuntime(
		{session, onRejected: () => undefined, screen: screenParts},
		world,
	);
	const {store} = runtime;
	onTestFinished(async () => {
		await runtime.endDesks();
		runtime.stop();
	});
	const atMs = world.storeClock.monotonicMs();
	const isDemo = world.demo !== undefined;
	store.dispatch({type: 'session/opened', isReadOnly, isDemo, atMs});
	store.dispatch({type: 'screen/resized', size: {columns: 120, rows: 40}, atMs});
	const press = (key: string): void =>
		store.dispatch({type: 'key/pressed', key, atMs: world.storeClock.monotonicMs()});
	press('3');
	return {
		...runtime,
		ask(text: string) {
			for (const character of text) {
				press(character === ' ' ? 'space' : character);
			}

			press('enter');
		},
		answers: () =>
			(shownOpening(store.getState().chat)?.conversation?.turns ?? []).map(
				({answer}) => answer.content,
			),
	};
}

async function aRack(engine = scriptedEngine()) {
	const server = await startOllama({engine});
	onTestFinished(() => server.close());
	const state = temporaryDirectory();
	const {world} = someSurroundings({
		...{clock: systemClock, chance: Math.random, env: {XDG_STATE_HOME: state}},
		openProbe: async () => succeeded(aProbe()),
	});
	const ollama = {use: 'ask', port: server.port, slots: undefined} as const;
	const config = aConfig([aNodeConfig('n1', {isLocal: false, ollama})]);
	return {world, state, server, session: {config, path: undefined, text: undefined}};
}

it('two questions at once are answered one after the other, the second with the first before it', async () => {
	const {world, session, server, state} = await aRack(scriptedEngine({tokensPerSecond: 30}));
	const {ask, answers} = await openDashboard(session, world);
	ask('one');
	ask('two');
	await until(() => answers().length === 2);
	expect(answers()).toEqual(['You said: one.', 'You said: two.']);
	const sent = server.requests.filter(({path}) => path === '/api/chat').map(({body}) => body);
	expect(sent.at(-1)).toMatchObject({
		messages: [{content: 'one'}, {role: 'assistant', content: 'You said: one.'}, {content: 'two'}],
	});
	expect(readdirSync(join(state, 'clusterdeck/conversations'))).toHaveLength(1);
});

it('with --read-only questions are asked and kept: nothing outside is changed by them', async () => {
	const {world, session, state} = await aRack();
	const {ask, answers} = await openDashboard(session, world, true);
	ask('one');
	await until(() => answers().length === 1);
	expect(readdirSync(join(state, 'clusterdeck/conversations'))).toHaveLength(1);
});

it('a demo answers, and writes nothing on this machine', async () => {
	const state = temporaryDirectory();
	const {world} = someSurroundings({
		...{clock: systemClock, chance: Math.random, env: {XDG_STATE_HOME: state, HOME: state}},
	});
	const {session, surroundings} = openDemoSession({seed: 1, nodeCount: undefined}, world);
	const {ask, answers, store} = await openDashboard(session, surroundings);
	ask('Why is a node slow?');
	await until(() => answers().length === 1);
	expect(shownOpening(store.getState().chat)).toMatchObject({unkept: undefined});
	expect(readdirSync(state)).toEqual([]);
	expect(existsSync(join(state, 'clusterdeck'))).toBe(false);
});
