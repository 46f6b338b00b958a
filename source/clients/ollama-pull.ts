import type {AbortableAsyncIterator, Ollama, ProgressResponse} from 'ollama/browser';
import type {Failure} from '../domain/failure.ts';
import type {DeedProgress, Modelfile} from '../domain/model-deed.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {parsePullRefusal, type RefusedPull} from '../parsers/pull-refusal.ts';
import {parsePullStatus} from '../parsers/pull-status.ts';
import {isStanding, nextStatusMs, standingLimitMs} from '../rules/pull-deadlines.ts';
import {
	fetchedBytes,
	nothingPulled,
	type PullSoFar,
	restBytes,
	withPullStatus,
} from '../rules/pull-progress.ts';
import {bytesPerSecond, type TransferSamples, withSample} from '../rules/transfer-rate.ts';
import {FailureError} from '../transport/failure-error.ts';
import {clientFor, type OllamaCall, type OllamaPlace, openCall} from './ollama-call.ts';

export type PullListener = {
	readonly signal: AbortSignal;
	/** Of each line that tells something new, and while it fetches of each: the rate is another one by then. */
	readonly onProgress: (progress: DeedProgress) => void;
};

/** `fetchedBytes`: what came over the network for it, as far as Ollama tells. */
export type Pulled = {readonly fetchedBytes: number};

export type AskedPull = {
	/** As Ollama takes it, also with a registry of its own before it: `127.0.0.1:5000/library/qwen3:4b`. */
	readonly model: string;
	/** Over http, from a registry that the name says. @default false */
	readonly isInsecure?: boolean;
};

export type CreatedModel = {
	readonly model: string;
	readonly modelfile: Modelfile;
	/** The files of it that are on the node, each under its name there. */
	readonly files: BlobNames;
	readonly adapters: BlobNames;
};

/** `sha256:` and 64 hex digits, by name. */
export type BlobNames = Readonly<Record<string, string>>;

/**
 * Until the model is there whole. What was fetched by the end of one that failed stays, and the next goes on from there;
 * two of the same model share what they fetch. https://github.com/ollama/ollama/blob/main/docs/api.md#pull-a-model
 */
export function pullModel(
	place: OllamaPlace,
	{model, isInsecure = false}: AskedPull,
	listener: PullListener,
): Promise<Result<Pulled>> {
	const start: StartStatuses = client =>
		client.pull({model, stream: true, ...(isInsecure ? {insecure: true} : {})});
	return followStatuses(place, {model, start}, listener);
}

/** A model of another one that the node has, or pulls for it, or of files that were brought. https://github.com/ollama/ollama/blob/main/docs/api.md#create-a-model */
export function createModel(
	place: OllamaPlace,
	{model, modelfile, files, adapters}: CreatedModel,
	listener: PullListener,
): Promise<Result<Pulled>> {
	const {from, system, template, license, parameters, messages, extras} = modelfile;
	const start: StartStatuses = client =>
		client.create({
			...{model, stream: true},
			...(from === undefined ? {files: {...files}} : {from}),
			...(Object.keys(adapters).length === 0 ? {} : {adapters: {...adapters}}),
			...(system === undefined ? {} : {system}),
			...(template === undefined ? {} : {template}),
			...(license === undefined ? {} : {license}),
			...(Object.keys(parameters).length === 0 ? {} : {parameters: {...parameters}}),
			...(messages.length === 0 ? {} : {messages: messages.map(message => ({...message}))}),
			...extras,
		});
	return followStatuses(place, {model: from ?? model, start}, listener);
}

type StartStatuses = (client: Ollama) => Promise<AbortableAsyncIterator<ProgressResponse>>;

type Asked = {readonly model: string; readonly start: StartStatuses};

async function followStatuses(
	place: OllamaPlace,
	{model, start}: Asked,
	{signal, onProgress}: PullListener,
): Promise<Result<Pulled>> {
	const {where} = place;
	const call = openCall(place, {firstMs: nextStatusMs(nothingPulled), answer: 'statuses'}, signal);
	const following = openFollowing(place, call);
	let stream: AbortableAsyncIterator<ProgressResponse> | undefined;
	try {
		stream = await start(clientFor(call));
		for await (const line of stream) {
			signal.throwIfAborted();
			const progress = following.take(line);
			if (progress !== undefined) {
				onProgress(progress);
			}
		}

		return succeeded({fetchedBytes: fetchedBytes(following.soFar())});
	} catch (error) {
		const missingBytes = restBytes(following.soFar());
		return failed(inWords(call.failureOf(error).failure, {where, model, missingBytes}));
	} finally {
		stream?.abort();
		call.end();
	}
}

/** What the lines told by now, and when the next has to come. */
function openFollowing({where, clock}: OllamaPlace, {heard}: Pick<OllamaCall, 'heard'>) {
	let soFar: PullSoFar = nothingPulled;
	let samples: TransferSamples = [];
	let newAtMs = clock.monotonicMs();
	return {
		soFar: () => soFar,
		/** Undefined where nothing is to be told. */
		take(line: unknown): DeedProgress | undefined {
			const nowMs = clock.monotonicMs();
			const status = parsePullStatus(line);
			const next = status === undefined ? soFar : withPullStatus(soFar, status);
			const isNew = next !== soFar;
			soFar = next;
			newAtMs = isNew ? nowMs : newAtMs;
			if (isStanding(newAtMs, nowMs)) {
				throw new FailureError({kind: 'timedOut', where, afterMs: standingLimitMs});
			}

			heard(nextStatusMs(soFar));
			samples = withSample(samples, {atMs: nowMs, bytes: fetchedBytes(soFar)});
			return isNew || soFar.step === 'layers' ? progressOf(soFar, samples) : undefined;
		},
	};
}

function progressOf({step, layers}: PullSoFar, samples: TransferSamples): DeedProgress {
	return {
		step,
		layers: layers.map(({digest, totalBytes, completedBytes: done}) => ({
			...{digest, totalBytes, completedBytes: done},
		})),
		bytesPerSecond: step === 'layers' ? bytesPerSecond(samples) : undefined,
	};
}

function inWords(failure: Failure, asked: Omit<RefusedPull, 'reason'>): Failure {
	return failure.kind === 'rejected'
		? parsePullRefusal({...asked, reason: failure.reason})
		: failure;
}
