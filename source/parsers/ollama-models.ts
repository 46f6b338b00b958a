import * as z from 'zod';
import {isModelName} from '../domain/grammar.ts';
import type {ModelName} from '../domain/ids.ts';
import type {InstalledModel, LoadedModel} from '../domain/ollama.ts';
import type {Parsed, ParseProblem} from '../domain/parsed.ts';

const mostModels = 5000;
const longestLine = 200;
/** Ollama writes a time centuries from now for a model that stays. */
const foreverMs = 10 * 365 * 86_400_000;

const name = z.custom<ModelName>(value => typeof value === 'string' && isModelName(value));
const text = z.string().max(200).optional().catch(undefined);
/** What a node says is summed up, compared and written down: more than 1 PB is no model, and would make all of that Infinity. */
const bytes = z.int().min(0).max(1e15);
const contextTokens = z.int().min(0).max(1e9).optional().catch(undefined);
const words = z.array(z.string().max(60)).max(50).optional().catch(undefined);

const named = z.object({name: z.string().max(1000)});

const installed = z.object({
	name,
	digest: z.string().regex(/^[0-9a-f]{64}$/),
	size: bytes,
	modified_at: text,
	details: z
		.object({
			family: text,
			parameter_size: text,
			quantization_level: text,
			context_length: contextTokens,
		})
		.catch({}),
	capabilities: words,
});

const loaded = z.object({
	name,
	digest: z.string().regex(/^[0-9a-f]{64}$/),
	size: bytes,
	size_vram: z.int().min(0).catch(0),
	expires_at: text,
	context_length: contextTokens,
});

/**
 * GET /api/tags of Ollama.
 *
 *     {"models":[{"name":"llama3.2:3b","model":"llama3.2:3b","modified_at":"2026-11-02T10:11:12.1+01:00",
 *     "size":2019393189,"digest":"a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72",
 *     "details":{"family":"llama","parameter_size":"3.2B","quantization_level":"Q4_K_M"}}]}
 *
 * https://github.com/ollama/ollama/blob/main/docs/api.md#list-local-models
 */
export function parseInstalledModels(document: string): Parsed<readonly InstalledModel[]> {
	return models(document, {source: 'GET /api/tags', schema: installed, make: installedModel});
}

/** The names in GET /api/tags, of whatever form. */
export function parseModelNames(document: string): readonly string[] {
	return (listIn(document) ?? []).slice(0, mostModels).flatMap(entry => {
		const read = named.safeParse(entry);
		return read.success ? [read.data.name] : [];
	});
}

/**
 * GET /api/ps of Ollama: what is in memory.
 *
 *     {"models":[{"name":"llama3.2:3b","model":"llama3.2:3b","size":3338801152,
 *     "digest":"a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72",
 *     "expires_at":"2026-11-22T16:02:11.5+01:00","size_vram":3338801152,"context_length":4096}]}
 *
 * https://github.com/ollama/ollama/blob/main/docs/api.md#list-running-models
 *
 * @param nowWallMs a model that expires years from now stays
 */
export function parseLoadedModels(
	document: string,
	nowWallMs: number,
): Parsed<readonly LoadedModel[]> {
	return models(document, {
		source: 'GET /api/ps',
		schema: loaded,
		make: model => loadedModel(model, nowWallMs),
	});
}

type Reading<Raw, Model> = {
	readonly source: string;
	readonly schema: z.ZodType<Raw>;
	readonly make: (raw: Raw) => Model;
};

function models<Raw, Model>(
	document: string,
	{source, schema, make}: Reading<Raw, Model>,
): Parsed<readonly Model[]> {
	const list = listIn(document);
	if (list === undefined) {
		return {
			value: [],
			problems: [{source, line: document.slice(0, longestLine), reason: 'no list of models'}],
		};
	}

	const value: Model[] = [];
	const problems: ParseProblem[] = [];
	for (const entry of list.slice(0, mostModels)) {
		const read = schema.safeParse(entry);
		if (read.success) {
			value.push(make(read.data));
		} else {
			const line = (JSON.stringify(entry) ?? '').slice(0, longestLine);
			const reason = `${read.error.issues[0]?.path.join('.') ?? 'it'} is not as expected`;
			problems.push({source, line, reason});
		}
	}

	return {value, problems};
}

/** Ollama writes null for none at all. */
function listIn(document: string): readonly unknown[] | undefined {
	try {
		const value: unknown = JSON.parse(document);
		const list =
			typeof value === 'object' && value !== null && 'models' in value ? value.models : undefined;
		return list === null ? [] : Array.isArray(list) ? list : undefined;
	} catch {
		return undefined;
	}
}

function installedModel({details, ...model}: z.output<typeof installed>): InstalledModel {
	const modifiedMs = Date.parse(model.modified_at ?? '');
	return {
		name: model.name,
		digest: model.digest,
		sizeBytes: model.size,
		family: details.family,
		parameterSize: details.parameter_size,
		quantization: details.quantization_level,
		contextTokens: details.context_length,
		capabilities: model.capabilities,
		...(modifiedMs > 0 ? {modifiedWallMs: modifiedMs} : {}),
	};
}

function loadedModel(model: z.output<typeof loaded>, nowWallMs: number): LoadedModel {
	const expires = model.expires_at === undefined ? Number.NaN : Date.parse(model.expires_at);
	const stays = Number.isNaN(expires) || expires - nowWallMs > foreverMs;
	return {
		name: model.name,
		digest: model.digest,
		sizeBytes: model.size,
		vramBytes: Math.min(model.size_vram, model.size),
		expiresWallMs: stays ? undefined : Math.max(0, expires),
		contextTokens: model.context_length,
	};
}
