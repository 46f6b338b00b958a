import type {ConfigProblem} from '../domain/config.ts';
import {startPoll} from '../runtime/poll.ts';
import {configProblemText} from '../theme/config-problem-text.ts';
import {jsonText} from '../theme/json-text.ts';
import {settled} from './collect.ts';
import {startLiveRuntime} from './live-runtime.ts';
import type {SessionConfig} from './session-config.ts';
import {requestedDocument} from './status-document.ts';
import type {StatusRequest} from './status-request.ts';
import {type ExitStatus, exitDone, type Surroundings} from './surroundings.ts';
import {untilAborted} from './until-aborted.ts';

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
	void import('./lean-heap.ts').then(({keepHeapLean}) => keepHeapLean());
	const {storeClock: clock, signal, output} = world;
	const onRejected = (problems: readonly ConfigProblem[]): void => {
		for (const problem of problems) {
			output.complain(`${configProblemText(problem)} (the configuration before it stays)`);
		}
	};
	const runtime = await startLiveRuntime({session, onRejected, only: request.only}, world);
	await settled(runtime, {clock, timeoutMs: request.timeoutMs, signal});
	const stopPrinting = startPoll({
		clock,
		firstDelayMs: 0,
		task: async () => {
			runtime.tick();
			if (output.untilDrained() !== undefined) {
				return request.everyMs;
			}

			const document = requestedDocument(runtime.store.getState(), request, world.version);
			output.print(`${jsonText(document, 0)}\n`);
			return request.everyMs;
		},
	});
	await untilAborted(signal);
	stopPrinting();
	runtime.stop();
	return exitDone;
}
