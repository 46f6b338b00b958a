import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {expect, it, onTestFinished} from 'vitest';
import {startLiveRuntime} from '../../source/cli/live-runtime.ts';
import {builtInConfig} from '../../source/parsers/config-defaults.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {someSurroundings} from '../helpers/surroundings.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';

it('the configuration is followed from the first frame on, and what was saved before it is not lost', async () => {
	const lookedAt = join(temporaryDirectory(), 'config.yaml');
	const config = builtInConfig({hasSlurm: false});
	const {world, stopping} = someSurroundings({clock: systemClock});
	const {promise: drawn, resolve: draw} = Promise.withResolvers<void>();
	const {store, stop} = await startLiveRuntime(
		{
			session: {config, path: undefined, text: undefined, lookedAt},
			onRejected: () => undefined,
			drawn,
		},
		world,
	);
	onTestFinished(() => {
		stopping.abort();
		stop();
	});
	const names = (): readonly string[] => store.getState().nodes.map(node => node.config.name);
	writeFileSync(lookedAt, 'version: 1\nnodes: [{name: here-it-is, local: true}]\n');

	await delay(700);
	expect(names()).toEqual(['localhost']);
	draw();
	await until(() => names().includes('here-it-is'));
});
