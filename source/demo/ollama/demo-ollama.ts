import type {Clock} from '../../domain/clock.ts';
import type {NodePlan} from '../plan.ts';
import {answerWords} from './answer-words.ts';
import {type DemoAnswer, type DemoOllama, document, text} from './demo-answer.ts';
import {type DemoModel, modelLoadedOn, modelsOn, speedsOf} from './demo-models.ts';
import {copyName, create, type ModelShelf, pull, remove} from './demo-shelf.ts';

type Loaded = {readonly model: DemoModel; untilWallMs: number};

const version = '0.12.6';
const keptMs = 5 * 60_000;
/** Its cache and buffers. */
const memoryFactor = 1.25;
/** One that has two cards breaks off every third answer: what was said by then, others have to say again. */
const breaksEvery = 3;
const breaksAfterWords = 14;
const nanoseconds = 1e6;
/** However fast a card is. */
const leastWordMs = 8;
/** Of a conversation: characters a token. */
const charactersPerToken = 4;

/** What an Ollama holds and has done. */
type Server = ModelShelf & {
	readonly loaded: Map<string, Loaded>;
	answers: number;
};

/** `models`: on its disk when the story begins. */
export function createDemoOllama(
	plan: NodePlan,
	clock: Clock,
	models: readonly DemoModel[] = modelsOn(plan),
): DemoOllama {
	const server: Server = {
		...{plan, clock, models: [...models], partials: new Map()},
		...{loaded: new Map(), answers: 0},
	};
	const first = modelLoadedOn(plan);
	if (first !== undefined) {
		server.loaded.set(first.name, {model: first, untilWallMs: Number.POSITIVE_INFINITY});
	}

	return {
		ask({path, body}) {
			if (models.length === 0) {
				return undefined;
			}

			if (path.startsWith('/api/blobs/')) {
				return document({error: 'a simulated node has no disk for files of yours.'}, 400);
			}

			switch (path) {
				case '/api/version':
					return document({version});
				case '/api/tags':
					return document({models: server.models.map(tagOf)});
				case '/api/ps':
					return document({models: inMemory(server).map(one => processOf(one, plan))});
				case '/api/show':
					return shown(server.models, askedIn(body).model);
				case '/api/chat':
					return chat(server, body);
				case '/api/generate':
					return generate(server, body);
				case '/api/pull':
					return pull(server, askedIn(body).model);
				case '/api/delete':
					return remove(server, askedIn(body).model);
				case '/api/create':
					return create(server, fieldsOf(jsonOf(body ?? '')));
				case '/api/copy':
					return copyName(server, fieldsOf(jsonOf(body ?? '')));
				default:
					return text('404 page not found', 404);
			}
		},
	};
}

function inMemory({loaded, clock}: Server): readonly Loaded[] {
	return [...loaded.values()].filter(({untilWallMs}) => untilWallMs > clock.wallMs());
}

/** Without a prompt it loads, or for no time unloads; nothing else is asked of it here. */
function generate(server: Server, body: string | undefined): DemoAnswer {
	const {model: name} = askedIn(body);
	const model = server.models.find(one => one.name === name);
	if (model === undefined) {
		return document({error: `model '${name}' not found`}, 404);
	}

	const {clock, loaded, plan} = server;
	const keptFor = keepAliveMs(fieldsOf(jsonOf(body ?? ''))['keep_alive']);
	const isWarm = inMemory(server).some(one => one.model === model);
	const loadMs =
		isWarm || keptFor === 0 ? 0 : (model.sizeBytes / speedsOf(plan.machine).load) * 1000;
	return {
		status: 200,
		async write(say, wait) {
			if (!(await wait(loadMs))) {
				return false;
			}

			if (keptFor === 0) {
				loaded.delete(model.name);
			} else {
				loaded.set(model.name, {model, untilWallMs: clock.wallMs() + (keptFor ?? keptMs)});
			}

			const done_reason = keptFor === 0 ? 'unload' : 'load';
			say(line(model, clock, {response: '', done: true, done_reason}));
			return true;
		},
	};
}

const unitMs: Readonly<Record<string, number>> = {s: 1000, m: 60_000, h: 3_600_000};

/** `5m`, `1h30m`, seconds; below 0 for ever. Undefined: it does not say. */
function keepAliveMs(value: unknown): number | undefined {
	const text = typeof value === 'number' ? `${value}s` : typeof value === 'string' ? value : '';
	if (text.startsWith('-')) {
		return Number.POSITIVE_INFINITY;
	}

	const parts = [...text.matchAll(/(\d+)([smh])/g)];
	return parts.length === 0
		? undefined
		: parts.reduce((sum, [, count, unit = 's']) => sum + Number(count) * (unitMs[unit] ?? 0), 0);
}

function chat(server: Server, body: string | undefined): DemoAnswer {
	const asked = askedIn(body);
	const model = server.models.find(({name}) => name === asked.model);
	if (model === undefined) {
		return document({error: `model '${asked.model}' not found`}, 404);
	}

	const {clock, loaded, plan} = server;
	const speeds = speedsOf(plan.machine);
	const isWarm = inMemory(server).some(one => one.model === model);
	const loadMs = isWarm ? 30 : (model.sizeBytes / speeds.load) * 1000;
	const promptTokens = Math.ceil(asked.characters / charactersPerToken) + 12;
	const promptMs = ((promptTokens * model.sizeBytes) / speeds.prefill) * 1000;
	const wordMs = Math.max(leastWordMs, (model.sizeBytes / speeds.decode) * 1000);
	const words = answerWords(asked.last).slice(0, asked.limit);
	const stay = (): void => {
		loaded.set(model.name, {model, untilWallMs: clock.wallMs() + keptMs});
	};
	return {
		status: 200,
		async write(say, wait) {
			if (!(await wait(loadMs + promptMs))) {
				return false;
			}

			stay();
			const breaksAt = breaksAtWord(server);
			for (const [index, word] of words.entries()) {
				if (index >= breaksAt || !(await wait(wordMs))) {
					return false;
				}

				say(line(model, clock, {message: {role: 'assistant', content: word}, done: false}));
			}

			stay();
			const took = {loadMs, promptMs, outputMs: words.length * wordMs};
			say(line(model, clock, endOf(took, promptTokens, words.length)));
			return true;
		},
	};
}

/** Of the answer that begins now; infinite: it is whole. */
function breaksAtWord(server: Server): number {
	server.answers += 1;
	const isFrail = server.plan.machine.gpus.length > 1;
	return isFrail && server.answers % breaksEvery === 0
		? breaksAfterWords
		: Number.POSITIVE_INFINITY;
}

type Took = {readonly loadMs: number; readonly promptMs: number; readonly outputMs: number};

/** Durations in nanoseconds. */
function endOf({loadMs, promptMs, outputMs}: Took, promptTokens: number, outputTokens: number) {
	const duration = (ms: number): number => Math.round(ms * nanoseconds);
	return {
		message: {role: 'assistant', content: ''},
		...{done: true, done_reason: 'stop'},
		total_duration: duration(loadMs + promptMs + outputMs),
		load_duration: duration(loadMs),
		...{prompt_eval_count: promptTokens, eval_count: outputTokens},
		prompt_eval_duration: duration(promptMs),
		eval_duration: duration(outputMs),
	};
}

function line(model: DemoModel, clock: Clock, parts: object): string {
	const created_at = new Date(clock.wallMs()).toISOString();
	return `${JSON.stringify({model: model.name, created_at, ...parts})}\n`;
}

function shown(models: readonly DemoModel[], name: string): DemoAnswer {
	const model = models.find(one => one.name === name);
	return model === undefined
		? document({error: `model '${name}' not found`}, 404)
		: document({
				...{details: detailsOf(model), capabilities: model.capabilities},
				...{parameters: 'temperature    0.6\nstop           "<|end|>"', license: licence},
				template: '{{ if .System }}{{ .System }}\n{{ end }}{{ .Prompt }}',
				model_info: infoOf(model),
			});
}

const licence = 'Apache License\nVersion 2.0, January 2004\nhttp://www.apache.org/licenses/';

function infoOf({family, contextTokens, shape: [layers, heads, headLength]}: DemoModel) {
	return {
		'general.architecture': family,
		[`${family}.context_length`]: contextTokens,
		[`${family}.block_count`]: layers,
		[`${family}.attention.head_count_kv`]: heads,
		[`${family}.attention.key_length`]: headLength,
		[`${family}.attention.value_length`]: headLength,
	};
}

function detailsOf({family, parameterSize, quantization}: DemoModel) {
	return {format: 'gguf', family, parameter_size: parameterSize, quantization_level: quantization};
}

function tagOf(model: DemoModel) {
	const {name, digest, sizeBytes, capabilities} = model;
	return {
		...{name, model: name, modified_at: '2026-11-02T10:11:12Z', size: sizeBytes, digest},
		...{details: detailsOf(model), capabilities},
	};
}

/** Ollama writes a time centuries from now for one that stays. */
function processOf({model, untilWallMs}: Loaded, {machine}: NodePlan) {
	const {name, digest, sizeBytes} = model;
	const size = Math.round(sizeBytes * memoryFactor);
	const expires_at = Number.isFinite(untilWallMs)
		? new Date(untilWallMs).toISOString()
		: '2318-01-01T00:00:00Z';
	return {
		...{name, model: name, size, digest, details: detailsOf(model), expires_at},
		...{
			size_vram: machine.gpus.length > 0 ? size : 0,
			context_length: Math.min(8192, model.contextTokens),
		},
	};
}

/** What of a question decides its answer. */
function askedIn(body: string | undefined) {
	const asked = fieldsOf(jsonOf(body ?? ''));
	const messages = Array.isArray(asked['messages']) ? asked['messages'] : [];
	const contents = messages.map((message: unknown) => String(fieldsOf(message)['content'] ?? ''));
	const limit = fieldsOf(asked['options'])['num_predict'];
	return {
		// Its clients name it either way.
		model: String(asked['model'] ?? asked['name'] ?? ''),
		characters: contents.join('').length,
		last: contents.at(-1) ?? '',
		limit: typeof limit === 'number' && limit > 0 ? limit : Number.POSITIVE_INFINITY,
	};
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? {...value} : {};
}

function jsonOf(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}
