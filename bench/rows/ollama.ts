import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import type {OllamaLatency} from '../children/ollama-latency.ts';
import {measureInLab} from '../in-lab.ts';
import {median, type Row} from '../row.ts';

/** Over talking to the node directly. */
const mostRequestMs = 0.3;
const mostTransitMs = 0.5;
/** One way after the other, so that a loud neighbour hits both alike. */
const turns = 5;

/** What the way over a login costs a request and a token, beside the same asked on the host itself. */
export async function ollamaRows(): Promise<readonly Row[]> {
	const what = 'Ollama over ssh';
	if (!isIsolated) {
		return [{what, missing: 'hosts of its own need root'}];
	}

	const plan = {engine: 'scripted', tokensPerSecond: 200, models: ['tiny']} as const;
	const lab = await openLab({hosts: 1, ollama: plan});
	try {
		return await measure(lab);
	} finally {
		await lab.close();
	}
}

async function measure(lab: Lab): Promise<readonly Row[]> {
	const host = lab.hosts()[0]?.name ?? '';
	const over: OllamaLatency[] = [];
	const direct: OllamaLatency[] = [];
	for (let turn = 0; turn < turns; turn += 1) {
		direct.push(await onHost(lab, host));
		over.push(await measureInLab<OllamaLatency>({lab, program: 'ollama-latency', args: [host]}));
	}

	const row = (what: string, pick: (latency: OllamaLatency) => number, most?: number): Row => {
		const floorValue = median(direct.map(pick));
		return {
			...{what, value: median(over.map(pick)), unit: 'ms', floor: 'on the host itself', floorValue},
			budget: most === undefined ? undefined : floorValue + most,
		};
	};
	return [
		row('a request to Ollama over ssh, p50', ({requestMs}) => requestMs, mostRequestMs),
		row('a token on its way over ssh, p50', ({transitMs}) => transitMs, mostTransitMs),
		row('a token on its way over ssh, p99', ({worstTransitMs}) => worstTransitMs),
	];
}

async function onHost(lab: Lab, host: string): Promise<OllamaLatency> {
	const program = new URL('../children/ollama-latency.ts', import.meta.url).pathname;
	const argv = [process.execPath, '--max-semi-space-size=4', program, lab.folder] as const;
	const {status, stdout, stderr} = await lab.inHost(host, argv, {timeoutMs: 120_000});
	if (status !== 0) {
		throw new Error(`ollama-latency ended with ${status}: ${stderr.slice(-2000)}`);
	}

	// Ours on both sides.
	return JSON.parse(stdout) as OllamaLatency;
}
