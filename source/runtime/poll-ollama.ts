import type {OllamaClient} from '../clients/create-ollama-client.ts';
import type {OllamaPlace} from '../clients/ollama-call.ts';
import {assertNever} from '../domain/assert-never.ts';
import type {Clock} from '../domain/clock.ts';
import type {NodeConfig} from '../domain/config.ts';
import type {Event} from '../domain/event.ts';
import type {Failure} from '../domain/failure.ts';
import type {ModelName} from '../domain/ids.ts';
import type {NodeProbe} from '../domain/node-probe.ts';
import type {InstalledModel, OllamaQuestion} from '../domain/ollama.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {failedRetryMs, isSilence, type Misses, silentRetryMs} from '../rules/ollama-pace.ts';
import type {OllamaPace} from './ollama-pace.ts';
import {openOllamaClient} from './open-ollama-client.ts';
import {startPoll} from './poll.ts';

export type OllamaPolling = {
	readonly node: NodeConfig;
	readonly probe: Pick<NodeProbe, 'openHttp'>;
	readonly clock: Clock;
	readonly pace: OllamaPace;
	readonly dispatch: (event: Event) => void;
	/** @default what really asks, loaded once somebody listens: many racks have no Ollama */
	readonly createClient?: CreateClient | undefined;
};

type CreateClient = (place: OllamaPlace) => PolledClient;

/** What is asked again and again. */
type PolledClient = Pick<
	OllamaClient,
	'readVersion' | 'listInstalled' | 'listLoaded' | 'showModel'
>;

/** What was asked when, of one connection. */
type Asked = {
	readonly dueMs: Record<OllamaQuestion, number>;
	readonly port: number;
	client: PolledClient | undefined;
	misses: Misses;
	isSilent: boolean;
	/** Of the models that it listed; undefined: none. */
	largest: ModelName | undefined;
};

const inOrder: readonly OllamaQuestion[] = ['version', 'loaded', 'installed', 'modelFolder'];
/** However many came due meanwhile. */
const leastDelayMs = 1000;

/**
 * Asks a node's Ollama what it is and has, one question after another, over the node's own connection. Where nothing
 * answers, the other questions wait with the first. The returned function ends it, with what is under way.
 */
export function pollOllama(polling: OllamaPolling): () => void {
	const {node, clock, pace} = polling;
	if (node.ollama.use === 'never') {
		return () => undefined;
	}

	const {port} = node.ollama;
	const dueMs = {version: 0, loaded: 0, installed: 0, modelFolder: 0};
	const misses = {failures: 0, timeouts: 0, wasHeard: pace.wasHeard()};
	const asked: Asked = {
		...{dueMs, port, misses},
		...{client: undefined, isSilent: false, largest: undefined},
	};
	return startPoll({
		clock,
		firstDelayMs: 0,
		onHurry: hurry =>
			pace.onHurry((question, delayMs) => {
				if (asked.isSilent) {
					return;
				}

				dueMs[question] = Math.min(dueMs[question], clock.monotonicMs() + delayMs);
				hurry(delayMs);
			}),
		async task(signal) {
			const startedMs = clock.monotonicMs();
			for (const question of inOrder) {
				const isDue = canAsk(asked, question) && dueMs[question] <= clock.monotonicMs();
				if (isDue && !(await askInTurn(polling, {asked, question}, signal))) {
					break;
				}
			}

			const due = inOrder.filter(each => canAsk(asked, each)).map(each => dueMs[each]);
			return Math.max(leastDelayMs, Math.min(...due) - startedMs);
		},
	});
}

/** Where models lie one of them is asked for. */
function canAsk({largest}: Asked, question: OllamaQuestion): boolean {
	return question !== 'modelFolder' || largest !== undefined;
}

type Turn = {readonly asked: Asked; readonly question: OllamaQuestion};

/** Whether the next question may be asked. */
async function askInTurn(
	polling: OllamaPolling,
	{asked, question}: Turn,
	signal: AbortSignal,
): Promise<boolean> {
	const {node, clock, pace, dispatch} = polling;
	asked.dueMs[question] = clock.monotonicMs() + pace.intervalMs(question);
	const opened =
		asked.client === undefined
			? await openClient(polling, asked.port, signal)
			: succeeded(asked.client);
	asked.client = opened.ok ? opened.value : undefined;
	const answer = opened.ok ? await askOne(opened.value, {asked, question}, signal) : opened;
	if (signal.aborted) {
		return false;
	}

	if (answer.ok) {
		pace.noteHeard();
		asked.misses = {failures: 0, timeouts: 0, wasHeard: true};
		asked.isSilent = false;
		dispatch({...answer.value, node: node.name, atMs: clock.monotonicMs()});
		if (answer.value.type === 'ollama/installedListed') {
			noteLargest(asked, answer.value.models, clock.monotonicMs());
		}

		return true;
	}

	return !tellFailure(polling, {asked, question}, answer.failure);
}

/** Each model tells where it lies. One that lies elsewhere has a size of some bytes, and no file to be told of. */
function noteLargest(asked: Asked, models: readonly InstalledModel[], nowMs: number): void {
	const [largest] = models.toSorted((one, other) => other.sizeBytes - one.sizeBytes);
	if (largest?.name !== asked.largest) {
		asked.largest = largest?.name;
		asked.dueMs.modelFolder = nowMs;
	}
}

async function openClient(
	{node, probe, clock, createClient}: OllamaPolling,
	port: number,
	signal: AbortSignal,
): Promise<Result<PolledClient>> {
	const place = {http: probe.openHttp(port), where: placeText(node, port), clock};
	return createClient === undefined
		? openOllamaClient(place, signal)
		: succeeded(createClient(place));
}

/** Whether the Ollama is silent. */
function tellFailure(
	{node, clock, dispatch}: OllamaPolling,
	{asked, question}: Turn,
	failure: Failure,
): boolean {
	const isLate = failure.kind === 'timedOut';
	// Whoever reads a model to show it may be late while it lists at once: that one can wait.
	const isPatient = question === 'modelFolder' && isLate;
	const {failures, timeouts} = asked.misses;
	asked.misses = isPatient
		? asked.misses
		: {...asked.misses, failures: failures + 1, timeouts: isLate ? timeouts + 1 : 0};
	const isSilent = !isPatient && isSilence(failure, asked.misses);
	const atMs = clock.monotonicMs();
	const intervalMs = Math.max(leastDelayMs, asked.dueMs[question] - atMs);
	const lateMs = isPatient ? intervalMs : failedRetryMs(failure, intervalMs);
	const retryInMs = isSilent ? silentRetryMs(node.ollama, asked.misses) : lateMs;
	asked.isSilent ||= isSilent;
	for (const each of isSilent ? inOrder : [question]) {
		asked.dueMs[each] = atMs + retryInMs;
	}

	// From 0.32.4 on the list of what is in memory waits for a model that is being loaded: the version does not.
	if (!isSilent && question === 'loaded' && isLate) {
		asked.dueMs.version = atMs;
	}

	const where = placeText(node, asked.port);
	dispatch({
		...{type: 'ollama/askFailed', node: node.name, question, isSilent, retryInMs, atMs},
		failure: {...failure, where},
	});
	return isSilent;
}

/** As failures name it. */
function placeText({name}: NodeConfig, port: number): string {
	return `${name}: Ollama on port ${port}`;
}

type Told =
	| {readonly type: 'ollama/versionRead'; readonly version: string}
	| Pick<Extract<Event, {type: 'ollama/installedListed'}>, 'type' | 'models' | 'problems'>
	| Pick<Extract<Event, {type: 'ollama/loadedListed'}>, 'type' | 'models' | 'problems'>
	| Pick<Extract<Event, {type: 'ollama/modelFolderTold'}>, 'type' | 'folder'>;

async function askOne(
	client: PolledClient,
	{asked, question}: Turn,
	signal: AbortSignal,
): Promise<Result<Told>> {
	switch (question) {
		case 'version': {
			const version = await client.readVersion(signal);
			return version.ok
				? succeeded({type: 'ollama/versionRead', version: version.value})
				: failed(version.failure);
		}

		case 'installed': {
			const list = await client.listInstalled(signal);
			return list.ok
				? succeeded({type: 'ollama/installedListed', models: list.value, problems: list.problems})
				: failed(list.failure);
		}

		case 'loaded': {
			const list = await client.listLoaded(signal);
			return list.ok
				? succeeded({type: 'ollama/loadedListed', models: list.value, problems: list.problems})
				: failed(list.failure);
		}

		case 'modelFolder': {
			const shown = await client.showModel(asked.largest ?? '', signal);
			return shown.ok
				? succeeded({type: 'ollama/modelFolderTold', folder: shown.value.modelFolder})
				: shown;
		}

		default:
			return assertNever(question);
	}
}
