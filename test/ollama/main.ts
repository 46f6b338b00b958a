/**
 * node test/ollama/main.ts --folder FOLDER [--port 11434] [--engine real|scripted] [--pace TOKENS_PER_SECOND]
 *     [--model NAME[+CAPABILITY...][+SIZEGB]]... [--registry URL] [--faults FILE]
 *
 * The test server as a program of its own. FOLDER is OLLAMA_MODELS; with the real engine all models are the tiny one.
 * On SIGHUP it reads FILE, JSON of faults.ts, and when all of it holds it copies FILE to FILE.applied. It ends when it
 * is told to. Each request is a line on stdout.
 */
import {copyFileSync, readFileSync, renameSync} from 'node:fs';
import {parseArgs} from 'node:util';
import type {ModelPlan} from './add-model.ts';
import type {Engine} from './engine.ts';
import type {OllamaFaults} from './faults.ts';
import {pacedEngine} from './paced-engine.ts';
import {scriptedEngine} from './scripted-engine.ts';
import {startOllama} from './server.ts';
import {tinyModelFile} from './tiny-model.ts';

const {values} = parseArgs({
	options: {
		folder: {type: 'string'},
		port: {type: 'string', default: '11434'},
		engine: {type: 'string', default: 'real'},
		pace: {type: 'string'},
		model: {type: 'string', multiple: true, default: ['tiny']},
		registry: {type: 'string'},
		faults: {type: 'string'},
	},
});
const {folder, faults: faultsFile} = values;
if (folder === undefined || !['real', 'scripted'].includes(values.engine)) {
	throw new Error('--folder FOLDER is needed, and --engine is real or scripted');
}

const isReal = values.engine === 'real';
const server = await startOllama({
	folder,
	port: Number(values.port),
	models: values.model.map(planOf),
	engine: await engineOf(),
	faults: readFaults(),
	...(values.registry === undefined ? {} : {registryUrl: values.registry}),
	onRequest: line => void process.stdout.write(`${line}\n`),
});

// Who refuses every connection has nothing else to wait for.
setInterval(() => undefined, 2 ** 30);
process.on('SIGHUP', () => {
	void applyFaults();
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => {
		void server.close().then(() => process.exit());
	});
}

/** llama.cpp is loaded only where it is meant. */
async function engineOf(): Promise<Engine> {
	const engine = isReal ? (await import('./real-engine.ts')).realEngine() : scriptedEngine();
	return values.pace === undefined ? engine : pacedEngine(engine, Number(values.pace));
}

function planOf(words: string): ModelPlan {
	const [name = '', ...others] = words.split('+');
	const size = others.find(word => /^\d+GB$/.test(word));
	return {
		...{name, capabilities: others.filter(word => word !== size)},
		...(size === undefined ? {} : {sizeBytes: Number(size.slice(0, -2)) * 1e9}),
		...(isReal ? {ggufPath: tinyModelFile()} : {}),
	};
}

async function applyFaults(): Promise<void> {
	await server.setFaults(readFaults());
	if (faultsFile !== undefined) {
		copyFileSync(faultsFile, `${faultsFile}.new`);
		renameSync(`${faultsFile}.new`, `${faultsFile}.applied`);
	}
}

function readFaults(): OllamaFaults {
	return faultsFile === undefined
		? {}
		: (JSON.parse(readFileSync(faultsFile, 'utf8')) as OllamaFaults);
}
