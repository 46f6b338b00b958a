import {env, memoryUsage} from 'node:process';
import {expect, it, onTestFinished} from 'vitest';
import {openDemoSession} from '../../source/cli/demo-session.ts';
import {startRuntime} from '../../source/runtime/start-runtime.ts';
import {collectGarbage} from '../helpers/collect-garbage.ts';
import {slopeOf} from '../helpers/slope-of.ts';
import {someSurroundings} from '../helpers/surroundings.ts';
import {quote} from '../helpers/watched-rack.ts';

const isFull = env['FULL'] === '1';
const nodeCount = isFull ? 500 : 50;
const polls = isFull ? 200_000 : 20_000;
const looks = 8;
const pollMs = 2000;
/** Every connection stands then; rings have their memory from the start. */
const warmUpMs = 5 * 60_000;
/** Of a leak that holds on to a number a sample. */
const mostBytesPerPoll = 24;

it(`${nodeCount} nodes that are polled for hours need no more memory`, async () => {
	const {world, clock} = someSurroundings();
	const {session, surroundings} = openDemoSession({seed: 1, nodeCount}, world);
	const {openProbe, chance, storeClock} = surroundings;
	const runtime = startRuntime({
		...{openProbe, chance, clock: storeClock},
		...{commitIntervalMs: 250, spreadMs: 2000, connectTimeoutMs: 10_000, dialsAtOnce: 8},
	});
	onTestFinished(() => runtime.stop());
	// Without its cluster, whose simulated controller remembers jobs for a day (cluster-soak.test.ts has one that does not).
	const config = {...session.config, slurm: []};
	runtime.store.dispatch({type: 'config/loaded', config, atMs: 0});
	await clock.advance(warmUpMs);
	const heaps: number[] = [];
	for (let look = 0; look < looks; look += 1) {
		await clock.advance((polls / looks / nodeCount) * pollMs);
		collectGarbage();
		heaps.push(memoryUsage().heapUsed);
	}

	const bytesPerPoll = slopeOf(heaps) / (polls / looks);
	const megabytes = heaps.map(bytes => (bytes / 1e6).toFixed(1)).join(' ');
	quote(
		`${polls} polls of ${nodeCount} nodes: ${bytesPerPoll.toFixed(2)} bytes a poll, heap ${megabytes} MB`,
	);
	expect(bytesPerPoll, heaps.join(' ')).toBeLessThan(mostBytesPerPoll);
});
