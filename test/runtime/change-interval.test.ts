import {expect, it} from 'vitest';
import {succeeded} from '../../source/domain/result.ts';
import {screenParts} from '../../source/runtime/screen-parts.ts';
import {startRuntime} from '../../source/runtime/start-runtime.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aConfig, aNodeConfig, aSample} from '../helpers/node-builders.ts';
import {quietProbe} from '../helpers/surroundings.ts';

it('a key polls at another pace over the connections that stand, and the history so far stays', async () => {
	const clock = new FakeClock();
	const sampledAtMs: number[] = [];
	let opened = 0;
	const {store, stop} = startRuntime({
		clock,
		screen: screenParts,
		chance: () => 0.5,
		async openProbe() {
			opened += 1;
			return succeeded({
				...quietProbe,
				async readSample() {
					sampledAtMs.push(clock.monotonicMs());
					return succeeded(aSample({uptimeSeconds: clock.monotonicMs() / 1000 + 1}));
				},
			});
		},
		...{commitIntervalMs: 0, spreadMs: 2000, connectTimeoutMs: 10_000, dialsAtOnce: 8},
	});
	const press = (key: string): void =>
		store.dispatch({type: 'key/pressed', key, atMs: clock.monotonicMs()});
	const node = aNodeConfig('pi-1', {pollIntervalMs: 30_000});
	store.dispatch({type: 'screen/resized', size: {columns: 80, rows: 24}, atMs: 0});
	store.dispatch({type: 'config/loaded', config: aConfig([node]), atMs: 0});
	await clock.advance(35_000);
	expect(sampledAtMs).toEqual([0, 30_000]);
	press('+');
	press('+');
	await clock.advance(8000);
	expect(sampledAtMs).toEqual([0, 30_000, 37_000, 42_000]);
	expect(store.history(node.name, 'memory').map(({atMs}) => atMs)).toEqual(sampledAtMs);
	expect(store.getState().nodes[0]?.history.length).toBe(4);
	expect(store.getState().nodes[0]?.connection.state).toBe('ready');
	expect(opened).toBe(1);
	stop();
});
