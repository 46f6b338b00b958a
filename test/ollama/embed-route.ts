/** `/api/embed`: one vector for each text. */
import {ApiError, notFound} from './api-error.ts';
import {nanoseconds} from './answer-routes.ts';
import {trainedTokens} from './capabilities.ts';
import {readFields, sendJson, textIn} from './exchange.ts';
import {neededKeepAlive} from './keep-alive.ts';
import {readModelNamed} from './model-store.ts';
import type {Handler} from './served.ts';

export const embed: Handler = async (served, exchange) => {
	const startMs = performance.now();
	const fields = await readFields(exchange);
	const texts = readInput(fields['input']);
	const name = textIn(fields, 'model') ?? '';
	const model = readModelNamed(served.folder, name);
	if (model === undefined) {
		throw notFound(name);
	}

	const trained = trainedTokens(served.folder, model) ?? Number.POSITIVE_INFINITY;
	const loaded = await served.scheduler.acquire({
		model,
		contextTokens: Math.min(served.contextTokens, trained),
		settings: '[null,null,null,null,null]',
		keepAliveMs: neededKeepAlive(fields['keep_alive']) ?? served.keepAliveMs,
		signal: exchange.signal,
	});
	try {
		const loadedMs = performance.now();
		const embeddings = await Promise.all(texts.map(text => loaded.runner.embed(text)));
		if (embeddings.includes(undefined)) {
			throw new ApiError(500, 'this model does not support embeddings');
		}

		await sendJson(exchange, {
			model: name,
			embeddings,
			total_duration: nanoseconds(performance.now() - startMs),
			load_duration: nanoseconds(loadedMs - startMs),
			prompt_eval_count: texts.reduce(
				(sum, content) => sum + loaded.runner.countTokens([{role: 'user', content}]),
				0,
			),
		});
	} finally {
		served.scheduler.release(loaded);
	}
};

function readInput(input: unknown): readonly string[] {
	const texts = typeof input === 'string' ? [input] : (input ?? []);
	if (!Array.isArray(texts) || !texts.every(text => typeof text === 'string')) {
		throw new ApiError(400, 'invalid input type');
	}

	return texts.filter(text => text !== '');
}
