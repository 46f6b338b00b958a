import {startPoll} from '../runtime/poll.ts';
import {type Runtime, startRuntime} from '../runtime/start-runtime.ts';
import {configProblemText} from '../theme/config-problem-text.ts';
import {jsonText} from '../theme/json-text.ts';
import {connectTimeoutMs, settled} from './collect.ts';
import type {SessionConfig} from './session-config.ts';
import {requestedDocument} from './status-document.ts';
import type {StatusRequest} from './status-request.ts';
import {type ExitStatus, exitDone, type Surroundings} from './surroundings.ts';

const commitIntervalMs = 250;
const spreadMs = 2000;
/** Between two documents there is nothing to do, but a screen of a later version would stutter. */
const dialsAtOnce = 8;

/**
 * `--watch`: a document a line until it is stopped or nobody reads any more. The first comes when every node has
 * answered, at the latest after the timeout. A reader that falls behind misses documents. Edits of the configuration
 * are followed.
 */
export async function runWatch(
	session: SessionConfig,
	request: StatusRequest & {readonly everyMs: number},
	world: Surroundings,
): Promise<ExitStatus> {
	const {storeClock: clock, chance, openProbe, signal, output} = world;
	const runtime = startRuntime({
		...{clock, chance, openProbe, commitIntervalMs, spreadMs, connectTimeoutMs},
		dialsAtOnce,
	});
	runtime.store.dispatch({
		type: 'config/loaded',
		config: session.config,
		atMs: clock.monotonicMs(),
	});
	await followConfig(runtime, session, world);
	await settled(runtime, {clock, timeoutMs: request.timeoutMs, signal});
	const stopPrinting = startPoll({
		clock,
		firstDelayMs: 0,
		task: async () => {
			runtime.tick();
			if (output.isBackedUp()) {
				return request.everyMs;
			}

			const document = requestedDocument(runtime.store.getState(), request, world.version);
			output.print(`${jsonText(document, 0)}\n`);
			return request.everyMs;
		},
	});
	await aborted(signal);
	stopPrinting();
	runtime.stop();
	return exitDone;
}

async function followConfig(
	{store}: Runtime,
	{path, text}: SessionConfig,
	world: Surroundings,
): Promise<void> {
	if (path === undefined) {
		return;
	}

	const {watchConfig} = await import('../clients/watch-config.ts');
	const {storeClock: clock, signal, output} = world;
	watchConfig({
		path,
		text,
		clock,
		signal,
		onLoaded: config => store.dispatch({type: 'config/loaded', config, atMs: clock.monotonicMs()}),
		onRejected(problems) {
			store.dispatch({type: 'config/rejected', problems, atMs: clock.monotonicMs()});
			for (const problem of problems) {
				output.complain(`${configProblemText(problem)} (the configuration before it stays)`);
			}
		},
	});
}

function aborted(signal: AbortSignal): Promise<void> {
	return new Promise(resolve => {
		if (signal.aborted) {
			resolve();
		}

		signal.addEventListener('abort', () => resolve(), {once: true});
	});
}
