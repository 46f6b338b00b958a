/**
 * ollama-latency.ts FOLDER [HOST]: milliseconds of a request to Ollama, and from the making of a token to its arrival,
 * over a login on the host; without one straight from here. One line of JSON: {OllamaLatency}.
 */
import {createHttpPorts} from '../../source/clients/http-ports.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {openTcp} from '../../source/transport/open-tcp.ts';
import {median, quantile} from '../row.ts';
import {createLogin, deadlineMs, signal} from '../ssh-way.ts';

export type OllamaLatency = {
	readonly requestMs: number;
	readonly transitMs: number;
	readonly worstTransitMs: number;
};

const port = 11_434;
const rounds = 400;
/** The first rounds run cold code. */
const warmUp = 100;
const host = process.argv[3];
const http = createHttpPorts({
	...{where: host ?? 'here', clock: systemClock},
	openStream:
		host === undefined
			? () => openTcp({host: '127.0.0.1', port}, {clock: systemClock, signal, limitMs: deadlineMs})
			: (await login(host)).openStream,
}).openHttp(port);
const requests: number[] = [];
for (let round = 0; round < rounds; round += 1) {
	const startedMs = performance.now();
	await (await ask('/api/version')).text();
	requests.push(performance.now() - startedMs);
}

const transits = (await transitsOf()).slice(warmUp);
const latency: OllamaLatency = {
	requestMs: median(requests.slice(warmUp)),
	transitMs: median(transits),
	worstTransitMs: quantile(transits, 0.99),
};
console.log(JSON.stringify(latency));
process.exit();

async function login(name: string) {
	const link = await createLogin()(name);
	return {
		openStream: (wanted: number, closing: AbortSignal) =>
			link.openStream({host: '127.0.0.1', port: wanted}, closing),
	};
}

function ask(path: string, body?: object): Promise<Response> {
	return http.fetch(`http://127.0.0.1${path}`, {
		lane: body === undefined ? 'question' : 'answer',
		method: body === undefined ? 'GET' : 'POST',
		headers: {},
		body: body === undefined ? undefined : JSON.stringify(body),
		signal,
	});
}

/** Each token says when it was made, in microseconds and by the same clock: both ends are on this machine. */
async function transitsOf(): Promise<readonly number[]> {
	const content = 'one two three four five six seven eight '.repeat(100);
	const answer = await ask('/api/chat', {model: 'tiny', messages: [{role: 'user', content}]});
	const transitMs: number[] = [];
	let pending = '';
	for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
		const atMs = performance.timeOrigin + performance.now();
		const lines = (pending + chunk).split('\n');
		pending = lines.pop() ?? '';
		transitMs.push(...lines.map(line => atMs - madeAtMs(JSON.parse(line).created_at)));
	}

	return transitMs;
}

/** `2026-11-21T21:55:40.123456Z`; a date knows no microseconds. */
function madeAtMs(time: string): number {
	return Date.parse(time) + Number(time.slice(-4, -1)) / 1000;
}
