import type {Ollama} from 'ollama/browser';
import type {ChatQuestion, InstalledModel, LoadedModel, ShownModel} from '../domain/ollama.ts';
import type {Parsed, ReadList} from '../domain/parsed.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {
	parseInstalledModels,
	parseLoadedModels,
	parseModelNames,
} from '../parsers/ollama-models.ts';
import {parseOllamaVersion} from '../parsers/ollama-version.ts';
import {parseShownModel} from '../parsers/ollama-show.ts';
import {isTemporaryName} from '../rules/model-path.ts';
import {clientFor, type OllamaPlace, openCall} from './ollama-call.ts';
import {hasBlob, sendBlob, type SendListener, type SentBlob} from './ollama-blobs.ts';
import {type AnswerListener, type AnswerOutcome, chat} from './ollama-chat.ts';
import {createOllamaDeeds, type OllamaDeeds} from './ollama-deeds.ts';
import {
	type AskedPull,
	type CreatedModel,
	createModel,
	type Pulled,
	pullModel,
	type PullListener,
} from './ollama-pull.ts';

/** What one node's Ollama is asked. A question that failed is not asked again by itself. */
export type OllamaClient = {
	readonly readVersion: (signal: AbortSignal) => Promise<Result<string>>;
	readonly listInstalled: (signal: AbortSignal) => Promise<ReadList<readonly InstalledModel[]>>;
	/** The names of all that is on its disk, as it writes them: also those that no model is called here. */
	readonly listNames: (signal: AbortSignal) => Promise<Result<readonly string[]>>;
	readonly listLoaded: (signal: AbortSignal) => Promise<ReadList<readonly LoadedModel[]>>;
	/** Failures: `rejected` where there is no such model. */
	readonly showModel: (model: string, signal: AbortSignal) => Promise<Result<ShownModel>>;
	/** Resolves when the answer is whole, or why it is not: what came by then was told piece by piece. */
	readonly chat: (question: ChatQuestion, listener: AnswerListener) => Promise<AnswerOutcome>;
	readonly pull: (asked: AskedPull, listener: PullListener) => Promise<Result<Pulled>>;
	readonly create: (asked: CreatedModel, listener: PullListener) => Promise<Result<Pulled>>;
	readonly hasBlob: (digest: string, signal: AbortSignal) => Promise<Result<boolean>>;
	readonly sendBlob: (blob: SentBlob, listener: SendListener) => Promise<Result<void>>;
} & OllamaDeeds;

const listMs = 10_000;
const mostListBytes = 8 * 2 ** 20;
/** Licences and templates. */
const mostShownBytes = 4 * 2 ** 20;

type AskLimits = {
	readonly signal: AbortSignal;
	readonly mostBytes: number;
	readonly lane?: 'question' | 'version';
};

export function createOllamaClient(place: OllamaPlace): OllamaClient {
	const {where, clock} = place;
	const ask = async <Value>(
		question: (client: Ollama) => Promise<Value>,
		{signal, mostBytes, lane = 'question'}: AskLimits,
	): Promise<Result<Value>> => {
		const call = openCall(place, {firstMs: listMs, answer: {mostBytes, lane}}, signal);
		try {
			return succeeded(await question(clientFor(call)));
		} catch (error) {
			return failed(call.failureOf(error).failure);
		} finally {
			call.end();
		}
	};
	return {
		async readVersion(signal) {
			const answer = await ask(client => client.version(), {
				...{signal, mostBytes: mostListBytes, lane: 'version'},
			});
			return answer.ok ? versionIn(answer.value, where) : answer;
		},
		async listInstalled(signal) {
			const answer = await ask(client => client.list(), {signal, mostBytes: mostListBytes});
			return answer.ok ? installedIn(answer.value) : answer;
		},
		async listNames(signal) {
			const answer = await ask(client => client.list(), {signal, mostBytes: mostListBytes});
			return answer.ok ? succeeded(parseModelNames(JSON.stringify(answer.value))) : answer;
		},
		async listLoaded(signal) {
			const answer = await ask(client => client.ps(), {signal, mostBytes: mostListBytes});
			return answer.ok
				? listOf(parseLoadedModels(JSON.stringify(answer.value), clock.wallMs()))
				: answer;
		},
		async showModel(model, signal) {
			const answer = await ask(client => client.show({model}), {signal, mostBytes: mostShownBytes});
			const shown = answer.ok ? parseShownModel(JSON.stringify(answer.value)) : undefined;
			if (!answer.ok) {
				return answer;
			}

			const problem = 'it tells nothing of the model';
			return shown === undefined ? failed({kind: 'unparseable', where, problem}) : succeeded(shown);
		},
		chat: (question, listener) => chat(place, question, listener),
		pull: (asked, listener) => pullModel(place, asked, listener),
		create: (asked, listener) => createModel(place, asked, listener),
		hasBlob: (digest, signal) => hasBlob(place, digest, signal),
		sendBlob: (blob, listener) => sendBlob(place, blob, listener),
		...createOllamaDeeds(place),
	};
}

/** Without those that are being made by a copy, which have no name of their own yet. */
function installedIn(answer: unknown): ReadList<readonly InstalledModel[]> {
	const {value, problems} = parseInstalledModels(JSON.stringify(answer));
	return listOf({value: value.filter(({name}) => !isTemporaryName(name)), problems});
}

function listOf<Model>({value, problems}: Parsed<readonly Model[]>): ReadList<readonly Model[]> {
	return {ok: true, value, ...(problems.length === 0 ? {} : {problems})};
}

function versionIn(answer: unknown, where: string): Result<string> {
	const version = parseOllamaVersion(JSON.stringify(answer));
	return version === undefined
		? failed({kind: 'unparseable', where, problem: 'it tells no version'})
		: succeeded(version);
}
