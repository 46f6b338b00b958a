/**
 * A model store as a registry that can only be read: what makes Ollama's own pull copy from node to node.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pull
 */
import {createReadStream, statSync} from 'node:fs';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {blobPath, manifestPath} from './model-store.ts';
import {listen} from './listen.ts';

export type Registry = {
	readonly url: string;
	/** `127.0.0.1:PORT`, as it is said in a model's name. */
	readonly host: string;
	/** What parts of blobs were asked for: `bytes=0-655359`. */
	readonly ranges: readonly string[];
	readonly close: () => Promise<void>;
};

export type RegistryOptions = {
	readonly folder: string;
	/** Ollama takes no blob without it, also where it is no redirect. @default true */
	readonly hasLocation?: boolean;
};

export async function startRegistry({
	folder,
	hasLocation = true,
}: RegistryOptions): Promise<Registry> {
	const ranges: string[] = [];
	const server = createServer((request, response) => {
		const file = fileOf(folder, request);
		const size = statSync(file ?? '', {throwIfNoEntry: false})?.size;
		if (file === undefined || size === undefined) {
			response.writeHead(404).end();
			return;
		}

		ranges.push(...(request.headers.range === undefined ? [] : [request.headers.range]));
		send({request, response, file, size, hasLocation});
	});
	const {port, close} = await listen(server, 0);
	return {
		url: `http://127.0.0.1:${port}`,
		host: `127.0.0.1:${port}`,
		ranges,
		close,
	};
}

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

type Sending = {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	readonly file: string;
	readonly size: number;
	readonly hasLocation: boolean;
};

function send({request, response, file, size, hasLocation}: Sending): void {
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

	const stream = createReadStream(file, {start, end, highWaterMark: 65_536});
	response.on('close', () => stream.destroy());
	stream.on('error', () => response.destroy());
	stream.pipe(response);
}
