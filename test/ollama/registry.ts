/**
 * A model store as a registry that can only be read: what makes Ollama's own pull copy from node to node.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pull
 */
import {once} from 'node:events';
import {createReadStream, statSync} from 'node:fs';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {setTimeout as sleep} from 'node:timers/promises';
import {blobPath, manifestPath} from './model-store.ts';
import {listen} from './listen.ts';

export type Registry = {
	readonly url: string;
	/** `127.0.0.1:PORT`, as it is said in a model's name. */
	readonly host: string;
	/** What parts of blobs were asked for: `bytes=0-655359`. */
	readonly ranges: readonly string[];
	/** Of blobs, to all who asked: on their way, at least. */
	readonly sentBytes: () => number;
	/** What is wrong from now on; `{}` heals. */
	readonly setFaults: (faults: RegistryFaults) => void;
	readonly close: () => Promise<void>;
};

export type RegistryFaults = {
	/** Each answer with a part of a blob is cut after so many bytes of it. */
	readonly diesAfter?: number;
	/** The same, but the connection stays. */
	readonly stallsAfter?: number;
	/** It has models only for newer servers. */
	readonly isTooNew?: boolean;
	/** Other bytes than the digest says. */
	readonly isLying?: boolean;
};

export type RegistryOptions = {
	readonly folder: string;
	/** Ollama takes no blob without it, also where it is no redirect. @default true */
	readonly hasLocation?: boolean;
	/** Of each answer: slow enough, and no bytes wait in buffers that nobody may come to read. @default as fast as it goes */
	readonly bytesPerSecond?: number | undefined;
	readonly faults?: RegistryFaults;
	/** @default a free one */
	readonly port?: number;
	/** @default '127.0.0.1' */
	readonly address?: string;
};

export async function startRegistry({
	folder,
	hasLocation = true,
	bytesPerSecond,
	faults: firstFaults = {},
	port: wantedPort = 0,
	address = '127.0.0.1',
}: RegistryOptions): Promise<Registry> {
	const ranges: string[] = [];
	let faults = firstFaults;
	let sentBytes = 0;
	const count = (bytes: number): void => {
		sentBytes += bytes;
	};
	const server = createServer((request, response) => {
		if (request.url === sentPath) {
			response.end(`${sentBytes}`);
			return;
		}

		const file = fileOf(folder, request);
		if (faults.isTooNew === true && request.url?.includes('/manifests/') === true) {
			response.writeHead(412).end(tooNew);
			return;
		}

		const size = statSync(file ?? '', {throwIfNoEntry: false})?.size;
		if (file === undefined || size === undefined) {
			response.writeHead(404).end();
			return;
		}

		ranges.push(...(request.headers.range === undefined ? [] : [request.headers.range]));
		send({request, response, file, size, hasLocation, bytesPerSecond, faults, count});
	});
	const {port, close} = await listen(server, wantedPort, address);
	return {
		url: `http://${address}:${port}`,
		host: `${address}:${port}`,
		ranges,
		sentBytes: () => sentBytes,
		setFaults(next) {
			faults = next;
		},
		close,
	};
}

/** https://github.com/ollama/ollama/issues/8398 has it in the words of the registry. */
const tooNew =
	'\n\nThe model you are attempting to pull requires a newer version of Ollama.\n\nPlease download the latest version at:\n\n\thttps://ollama.com/download\n\n';

/** Tells `sentBytes` to who is in another process. */
export const sentPath = '/sent';

function fileOf(folder: string, {url = ''}: IncomingMessage): string | undefined {
	const route = /^\/v2\/([^/]+)\/([^/]+)\/(manifests|blobs)\/([^/]+)$/;
	const [, namespace, model, kind, last] = route.exec(url) ?? [];
	if (namespace === undefined || model === undefined || last === undefined) {
		return undefined;
	}

	const host = 'registry.ollama.ai';
	return kind === 'blobs'
		? blobPath(folder, last)
		: manifestPath(folder, {scheme: undefined, host, namespace, model, tag: last});
}

type Sending = Required<Pick<RegistryOptions, 'hasLocation' | 'faults'>> &
	Pick<RegistryOptions, 'bytesPerSecond'> & {
		readonly request: IncomingMessage;
		readonly response: ServerResponse;
		readonly file: string;
		readonly size: number;
		readonly count: (bytes: number) => void;
	};

function send(sending: Sending): void {
	const {request, response, size, hasLocation} = sending;
	const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
	const start = Number(from ?? 0);
	const end = to === undefined || to === '' ? size - 1 : Number(to);
	response.writeHead(from === undefined ? 200 : 206, {
		'Content-Length': end - start + 1,
		'Accept-Ranges': 'bytes',
		...(hasLocation ? {Location: request.url} : {}),
		...(from === undefined ? {} : {'Content-Range': `bytes ${start}-${end}/${size}`}),
	});
	if (request.method === 'HEAD') {
		response.end();
		return;
	}

	void sendPart(sending, start, end);
}

const chunkBytes = 65_536;

async function sendPart(sending: Sending, start: number, end: number): Promise<void> {
	const {request, response, file, bytesPerSecond, faults, count} = sending;
	const isPart = request.url?.includes('/blobs/') === true && request.headers.range !== undefined;
	const {diesAfter, stallsAfter, isLying} = isPart ? faults : {};
	const most = Math.min(diesAfter ?? Number.POSITIVE_INFINITY, stallsAfter ?? end + 1);
	const slice = bytesPerSecond === undefined ? chunkBytes : Math.ceil(bytesPerSecond / 100);
	const stream = createReadStream(file, {start, end, highWaterMark: Math.min(chunkBytes, slice)});
	response.on('close', () => stream.destroy());
	let sent = 0;
	try {
		for await (const chunk of stream as AsyncIterable<Buffer>) {
			if (sent + chunk.length > most) {
				throw new Error('it goes no further');
			}

			sent += chunk.length;
			count(isPart ? chunk.length : 0);
			await put(response, isLying === true ? chunk.fill(0) : chunk, bytesPerSecond);
		}

		response.end();
	} catch {
		if (stallsAfter === undefined) {
			response.destroy();
		}
	}
}

async function put(
	response: ServerResponse,
	chunk: Buffer,
	bytesPerSecond: number | undefined,
): Promise<void> {
	if (!response.write(chunk)) {
		await untilTaken(response);
	}

	await sleep(bytesPerSecond === undefined ? 0 : (chunk.length / bytesPerSecond) * 1000);
}

async function untilTaken(response: ServerResponse): Promise<void> {
	const over = new AbortController();
	const {signal} = over;
	const waits = ['drain', 'close'].map(event => once(response, event, {signal}));
	await Promise.race(waits).catch(() => undefined);
	over.abort();
	await Promise.allSettled(waits);
}
