import type {Failure} from '../domain/failure.ts';

export type RefusedPull = {
	readonly where: string;
	readonly model: string;
	/** What Ollama says, in its own words. */
	readonly reason: string;
	/** Of what it told of, so much had not come. */
	readonly missingBytes: number;
};

/**
 * Why a pull failed, from the words of its last line:
 *
 *     {"error":"pull model manifest: file does not exist"}
 *     {"error":"pull model manifest: Get \"https://registry.ollama.ai/v2/...\": dial tcp: lookup ...: no such host"}
 *     {"error":"max retries exceeded: write /root/.ollama/...-partial: no space left on device"}
 *
 * https://github.com/ollama/ollama/blob/main/server/images.go PullModel, server/download.go
 */
export function parsePullRefusal(refused: RefusedPull): Failure {
	const reading = readings.find(([pattern]) => pattern.test(refused.reason));
	const {where, reason} = refused;
	return reading?.[1](refused) ?? {kind: 'rejected', where, reason};
}

type Reading = readonly [pattern: RegExp, failureOf: (refused: RefusedPull) => Failure];

const readings: readonly Reading[] = [
	[/no space left on device|disk quota exceeded/i, fullDisk],
	[
		/requires a newer version/i,
		({where, model}) => ({
			...{kind: 'unsupported', where},
			reason: `this Ollama is too old for ${model}. Update it: https://ollama.com/download`,
		}),
	],
	[/context canceled/i, ({where}) => ({kind: 'cancelled', where})],
	[
		/^pull model manifest: (?:file does not exist|404)/i,
		({where, model}) => ({
			...{kind: 'rejected', where},
			reason: `the registry has no ${model}. Check its name, and the tag behind the colon.`,
		}),
	],
	[/^pull model manifest: 40[13]\b|unauthorized|authentication required|access denied/i, unwelcome],
	[/^pull model manifest: realm host "huggingface\.co"/i, unwelcome],
	[
		/permission denied|read-only file system/i,
		({where, reason}) => ({
			...{kind: 'rejected', where},
			reason: `it may not write where its models are (${reason}). Check who owns that folder.`,
		}),
	],
	[
		/digest mismatch/i,
		({where}) => ({
			...{kind: 'rejected', where},
			reason: 'what came is not what the registry has: it was thrown away. Do it again.',
		}),
	],
	[
		/^pull model manifest: (?:Get|Head|do request) /i,
		({where, reason}) => ({
			...{kind: 'rejected', where},
			reason: `it does not reach the registry: ${causeOf(reason)}. Is that node on the internet? Another one that has the model can give it: clusterdeck models copy`,
		}),
	],
	[
		/^max retries exceeded|unexpected EOF$|connection reset/i,
		({where, reason}) => ({
			...{kind: 'rejected', where},
			reason: `the registry stopped sending: ${causeOf(reason)}. What came stays: do it again, and it goes on from there.`,
		}),
	],
];

/** `write /usr/share/ollama/.ollama/models/blobs/sha256-...-partial: no space left on device`: models are beside blobs. */
function fullDisk({where, reason, missingBytes}: RefusedPull): Failure {
	const [, folder] = / (\/.*)\/(?:blobs|manifests)\/[^:]*: /.exec(reason) ?? [];
	return {
		...{kind: 'diskFull', where},
		...(folder === undefined ? {} : {folder}),
		...(missingBytes === 0 ? {} : {neededBytes: missingBytes}),
	};
}

/** What is not there is told in the same words as what is not for everybody, and Hugging Face has accounts of its own. */
function unwelcome({where, model}: RefusedPull): Failure {
	const isHuggingFace = /^(?:hf\.co|huggingface\.co)\//i.test(model);
	const [registry, remedy] = isHuggingFace
		? [
				'Hugging Face',
				'Check owner and name, or put the key of that Ollama into your account: https://huggingface.co/docs/hub/ollama',
			]
		: ['the registry', 'Check its name, or sign in on the node: ollama signin'];
	return {
		...{kind: 'rejected', where},
		reason: `${registry} has no ${model}, or gives it only to who may have it. ${remedy}`,
	};
}

/** Behind the URL, which is long and says nothing more. */
function causeOf(reason: string): string {
	const behind = reason.replace(/^.*"https?:\/\/[^"]*": /s, '');
	return behind.replace(/^max retries exceeded: /, '').replace(/\.$/, '');
}
