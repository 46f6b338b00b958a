import {env, memoryUsage} from 'node:process';
import {expect, it, onTestFinished} from 'vitest';
import {createSlurmClient} from '../../source/clients/create-slurm-client.ts';
import type {AskSlurm} from '../../source/clients/slurm-command.ts';
import {runProgram} from '../../source/demo/queue/programs.ts';
import {advanceTo, openQueue} from '../../source/demo/queue/queue.ts';
import type {QueueState} from '../../source/demo/queue/queue-state.ts';
import type {SlurmConfig} from '../../source/domain/config.ts';
import type {SlurmName} from '../../source/domain/ids.ts';
import {succeeded} from '../../source/domain/result.ts';
import type {Key} from '../../source/domain/screen.ts';
import {screenParts} from '../../source/runtime/screen-parts.ts';
import {startRuntime} from '../../source/runtime/start-runtime.ts';
import {collectGarbage} from '../helpers/collect-garbage.ts';
import {aConfig, aNodeConfig} from '../helpers/node-builders.ts';
import {slopeOf} from '../helpers/slope-of.ts';
import {opens, quietProbe, someSurroundings} from '../helpers/surroundings.ts';
import {quote} from '../helpers/watched-rack.ts';

const isFull = env['FULL'] === '1';
const polls = isFull ? 200_000 : 20_000;
const looks = 8;
/** The events are full then, and every connection stands. */
const warmUpPolls = 4000;
/** Of a leak that holds on to a number a poll. */
const mostBytesPerPoll = 24;

it(`a cluster that is asked ${polls} times needs no more memory`, async () => {
	const {clock} = someSurroundings();
	const told = new TwoQueues();
	const runtime = startRuntime({
		screen: screenParts,
		...{clock, chance: () => 0.5, openProbe: opens(() => quietProbe), dialsAtOnce: 8},
		...{commitIntervalMs: 250, spreadMs: 0, connectTimeoutMs: 10_000},
		slurm: {
			createAsk: () => told.ask,
			createClient: (ask, where) => createSlurmClient({ask, where, clock}),
		},
	});
	onTestFinished(() => runtime.stop());
	const {dispatch} = runtime.store;
	const login = aNodeConfig('login', {isLocal: false, pollIntervalMs: 3_600_000});
	const slurm: SlurmConfig = {name: 'hpc' as SlurmName, via: login.host};
	dispatch({type: 'config/loaded', config: {...aConfig([login]), slurm: [slurm]}, atMs: 0});
	dispatch({type: 'screen/resized', size: {columns: 120, rows: 40}, atMs: 0});
	const press = (key: Key): void => dispatch({type: 'key/pressed', key, atMs: clock.monotonicMs()});
	press('2');
	press('a');
	const poll = async (count: number): Promise<void> => {
		for (const until = told.answered + count; told.answered < until; ) {
			press('r');
			await clock.advance(1000);
		}
	};
	await poll(warmUpPolls);
	const heaps: number[] = [];
	for (let look = 0; look < looks; look += 1) {
		await poll(polls / looks);
		collectGarbage();
		heaps.push(memoryUsage().heapUsed);
	}

	const bytesPerPoll = slopeOf(heaps) / (polls / looks);
	const megabytes = heaps.map(bytes => (bytes / 1e6).toFixed(2)).join(' ');
	quote(
		`${polls} polls of a cluster: ${bytesPerPoll.toFixed(2)} bytes a poll, heap ${megabytes} MB`,
	);
	const {events, clusters} = runtime.store.getState();
	expect(events.entries.length).toBeGreaterThan(100);
	expect(clusters[0]?.all.state).toBe('fresh');
	expect(bytesPerPoll, heaps.join(' ')).toBeLessThan(mostBytesPerPoll);
});

/** A cluster that is now as it was at the start, now as it was an hour later, so that there is always news. */
class TwoQueues {
	answered = 0;
	readonly #states: readonly [QueueState, QueueState];
	readonly #epoch = 1_795_350_000;

	constructor() {
		const parts = {seed: 1, jobCount: undefined, plans: []};
		this.#states = [openQueue(parts), openQueue(parts)];
		advanceTo(this.#states[1], 3600);
	}

	readonly ask: AskSlurm = async ({argv, input = '', onOutput}) => {
		this.answered += 1;
		const [early, late] = this.#states;
		const state = Math.floor(this.answered / 8) % 2 === 0 ? early : late;
		const answer = runProgram({argv, input, state, epoch: this.#epoch});
		const stdout = [...(answer?.stdout ?? [])].join('');
		onOutput?.(stdout);
		const kept = onOutput === undefined ? stdout : '';
		return succeeded({stdout: kept, stderr: answer?.stderr ?? '', exitCode: answer?.exitCode ?? 1});
	};
}
