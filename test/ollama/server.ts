/**
 * A server that speaks Ollama's API, for tests, benchmarks and the lab: its routes, its queue and its store are as
 * Ollama's, its answers are an engine's. https://github.com/ollama/ollama/blob/main/docs/api.md
 */
import {mkdtempSync, rmSync} from 'node:fs';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {hostname, tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {addModel, type ModelPlan} from './add-model.ts';
import {isAllowedHost} from './allowed-host.ts';
import {Downloads} from './downloads.ts';
import type {Engine} from './engine.ts';
import {type Exchange, sendError} from './exchange.ts';
import type {OllamaFaults} from './faults.ts';
import {listen} from './listen.ts';
import {greetAsOther, isTakenByFault} from './request-faults.ts';
import {route} from './routes.ts';
import {Scheduler} from './scheduler.ts';
import {scriptedEngine} from './scripted-engine.ts';
import type {Served} from './served.ts';

/** As Ollama's own settings of the same name. https://github.com/ollama/ollama/blob/main/docs/faq.mdx */
export type OllamaOptions = {
	/** @default scriptedEngine(): words at once */
	readonly engine?: Engine;
	/** On 127.0.0.1. @default a free one */
	readonly port?: number;
	/** OLLAMA_MODELS. @default a fresh folder, gone when the server closes */
	readonly folder?: string;
	/** Laid into the folder before the server listens. @default one, `tiny:latest` */
	readonly models?: readonly ModelPlan[];
	/** OLLAMA_NUM_PARALLEL. @default 1 */
	readonly numParallel?: number;
	/** OLLAMA_MAX_LOADED_MODELS. @default 3 */
	readonly maxLoaded?: number;
	/** OLLAMA_MAX_QUEUE: requests that wait for a model to be loaded. @default 512 */
	readonly maxQueue?: number;
	/** OLLAMA_KEEP_ALIVE. @default five minutes */
	readonly keepAliveMs?: number;
	/** OLLAMA_CONTEXT_LENGTH. @default 4096, or what the model was trained with where that is less */
	readonly contextTokens?: number;
	/** @default '0.12.6' */
	readonly version?: string;
	/** How much of a model is in the memory of a GPU, 0..1. @default 0 */
	readonly vramFraction?: number;
	/** Of a pull. @default as fast as it goes */
	readonly pullBytesPerSecond?: number;
	/** What stands for registry.ollama.ai: `http://127.0.0.1:1234`. @default nothing, as without internet */
	readonly registryUrl?: string;
	readonly faults?: OllamaFaults;
	/** Told of each request as it comes: `POST /api/chat` */
	readonly onRequest?: (line: string) => void;
};

export type OllamaServer = {
	/** `http://127.0.0.1:PORT` */
	readonly url: string;
	readonly port: number;
	/** OLLAMA_MODELS */
	readonly folder: string;
	/** What is wrong from now on, instead of what was wrong before; `{}` heals. */
	readonly setFaults: (faults: OllamaFaults) => Promise<void>;
	/** All requests so far, in the order they came. */
	readonly requests: readonly SeenRequest[];
	/** Answers that are being made now, and those that wait for a slot. */
	readonly busy: () => {readonly answering: number; readonly waiting: number};
	readonly close: () => Promise<void>;
};

export type SeenRequest = {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingMessage['headers'];
	/** Parsed JSON; undefined: there was none. */
	readonly body: unknown;
	/** The connection ended before the answer was whole. */
	readonly isAborted: boolean;
};

type Settings = Required<Omit<OllamaOptions, Unset>> & Pick<OllamaOptions, Unset>;
type Unset = 'pullBytesPerSecond' | 'registryUrl' | 'onRequest';

export async function startOllama(options: OllamaOptions = {}): Promise<OllamaServer> {
	const isOwnFolder = options.folder === undefined;
	const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'clusterdeck-ollama-'));
	const settings: Settings = {...usual, ...options, folder};
	for (const plan of settings.models) {
		addModel(folder, plan);
	}

	let faults = settings.faults;
	const served = serve(settings, () => faults);
	const requests: Array<{-readonly [Key in keyof SeenRequest]: SeenRequest[Key]}> = [];
	const server = createServer((request, response) => {
		const seen = {
			method: request.method ?? '',
			path: request.url ?? '',
			headers: request.headers,
			body: undefined as unknown,
			isAborted: false,
		};
		requests.push(seen);
		settings.onRequest?.(`${seen.method} ${seen.path}`);
		response.on('close', () => {
			seen.isAborted = !response.writableFinished;
		});
		void answer(served, openExchange(request, response, {faults: served.faults, seen}));
	});
	// A client that takes its time with nothing to say is no reason to end the connection.
	server.keepAliveTimeout = 0;
	greetAsOther(server, served.faults);
	let door = await listen(server, settings.port);
	const {port} = door;
	return {
		url: `http://127.0.0.1:${port}`,
		port,
		folder,
		requests,
		setFaults: async next => {
			faults = next;
			if (next.isRefusing === true && server.listening) {
				await door.close();
			} else if (next.isRefusing !== true && !server.listening) {
				door = await listen(server, port);
			}
		},
		busy: () => ({
			answering: sum(served, ({slots}) => slots.taken),
			waiting: sum(served, ({slots}) => slots.waiting),
		}),
		close: async () => {
			await door.close();
			await served.scheduler.close();
			if (isOwnFolder) {
				rmSync(folder, {recursive: true, force: true});
			}
		},
	};
}

const sum = ({scheduler}: Served, count: (loaded: (typeof scheduler.loaded)[number]) => number) =>
	scheduler.loaded.reduce((total, loaded) => total + count(loaded), 0);

const usual = {
	engine: scriptedEngine(),
	port: 0,
	models: [{name: 'tiny'}] satisfies readonly ModelPlan[],
	numParallel: 1,
	maxLoaded: 3,
	maxQueue: 512,
	keepAliveMs: 300_000,
	contextTokens: 4096,
	version: '0.12.6',
	vramFraction: 0,
	faults: {},
};

function serve(settings: Settings, faults: () => OllamaFaults): Served {
	const {folder, pullBytesPerSecond, registryUrl} = settings;
	return {
		...settings,
		registryUrl,
		faults,
		downloads: new Downloads({folder, bytesPerSecond: pullBytesPerSecond, faults}),
		scheduler: new Scheduler({
			...settings,
			beforeLoad: async signal => {
				const {loadMs = 0, loadError} = faults();
				await sleep(loadMs, undefined, {signal}).catch(() => undefined);
				if (loadError !== undefined) {
					throw new Error(loadError);
				}
			},
		}),
	};
}

function openExchange(
	request: IncomingMessage,
	response: ServerResponse,
	shared: Pick<Exchange, 'faults' | 'seen'>,
): Exchange {
	const over = new AbortController();
	response.on('close', () => over.abort());
	const path = new URL(request.url ?? '/', 'http://localhost').pathname;
	return {...shared, request, response, path, signal: over.signal, sentBytes: 0};
}

async function answer(served: Served, exchange: Exchange): Promise<void> {
	const {request, response} = exchange;
	if (!isAllowedHost(request.headers.host, hostname())) {
		response.writeHead(403).end();
		return;
	}

	try {
		if (!(await isTakenByFault(exchange))) {
			await route(served, exchange);
		}
	} catch (error) {
		await sendError(exchange, error);
	}
}
