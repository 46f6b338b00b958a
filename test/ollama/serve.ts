import {Ollama} from 'ollama';
import {onTestFinished} from 'vitest';
import {type OllamaOptions, type OllamaServer, startOllama} from './server.ts';

export type ServedClient = {readonly server: OllamaServer; readonly client: Ollama};

/** A server for one test, and the client of the `ollama` package to it. */
export async function serveOllama(options: OllamaOptions = {}): Promise<ServedClient> {
	const server = await startOllama(options);
	onTestFinished(() => server.close());
	return {server, client: new Ollama({host: server.url})};
}

/** All that a stream says until its end. */
export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
	const all: T[] = [];
	for await (const each of stream) {
		all.push(each);
	}

	return all;
}

export const ask = (content: string) => [{role: 'user', content}];
