import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it, onTestFinished} from 'vitest';
import {startLiveRuntime} from '../../source/cli/live-runtime.ts';
import {succeeded} from '../../source/domain/result.ts';
import {screenParts} from '../../source/runtime/screen-parts.ts';
import type {ScreenParts} from '../../source/runtime/screen-parts.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {aProbe} from '../helpers/chat-world.ts';
import {aDeed} from '../helpers/model-desk.ts';
import {aConfig, aNodeConfig} from '../helpers/node-builders.ts';
import {someSurroundings} from '../helpers/surroundings.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';
import {startOllama} from '../ollama/server.ts';

/** The effects of the screen, as if a key had asked for the deed once the node is connected. */
const asking: ScreenParts['reduce'] = (state, event) => {
	const [next, effects] = screenParts.reduce(state, event);
	const deeds = [{number: 1, deed: aDeed('load')}];
	return event.type === 'ollama/installedListed'
		? [next, [...effects, {type: 'doDeeds', deeds}]]
		: [next, effects];
};

it('a deed of the dashboard is carried out, and written down before it goes and when it is done', async () => {
	const server = await startOllama();
	onTestFinished(() => server.close());
	const state = temporaryDirectory();
	const {world} = someSurroundings({
		...{clock: systemClock, chance: Math.random, env: {XDG_STATE_HOME: state}},
		openProbe: async () => succeeded(aProbe()),
	});
	const ollama = {use: 'ask', port: server.port, slots: undefined} as const;
	const config = aConfig([aNodeConfig('n1', {isLocal: false, ollama})]);
	const runtime = await startLiveRuntime(
		{
			session: {config, path: undefined, text: undefined},
			onRejected: () => undefined,
			screen: {...screenParts, reduce: asking},
		},
		world,
	);
	onTestFinished(runtime.stop);
	await until(() => server.requests.some(({path}) => path === '/api/generate'));
	await runtime.endDesks();

	const lines = readFileSync(join(state, 'clusterdeck/audit.jsonl'), 'utf8').trim().split('\n');
	const records = lines.map(
		line => JSON.parse(line) as {what: string; target: string; result: string},
	);
	expect(records.map(({what, target}) => `${what} ${target}`)).toEqual([
		'loadModel n1 tiny',
		'loadModel n1 tiny',
	]);
	expect(records[0]?.result).toBe('sent');
	expect(records[1]?.result).toMatch(/^(?:done|cancelled)$/);
});
