/** Where a model's manifest lies under `manifests`, and what of it a registry is asked for. */
export type ModelPath = {
	readonly host: string;
	readonly namespace: string;
	readonly model: string;
	readonly tag: string;
};

/**
 * `qwen3:4b` is registry.ollama.ai/library/qwen3/4b. Undefined: it has too many parts.
 * https://github.com/ollama/ollama/blob/main/types/model/name.go
 */
export function modelPath(name: string): ModelPath | undefined {
	const words = name.split('/');
	const [model = '', tag = 'latest'] = (words.at(-1) ?? '').split(':');
	const [namespace = 'library', host = 'registry.ollama.ai'] = words.slice(0, -1).toReversed();
	return words.length > 3 ? undefined : {host, namespace, model, tag};
}

export function manifestFile({host, namespace, model, tag}: ModelPath): string {
	return `${host}/${namespace}/${model}/${tag}`;
}

/**
 * What a model is called on a node while it is copied there: the port is ours for as long as the copy takes, the
 * namespace says whose it is. Behind the last colon is the tag, before the first slash the registry.
 */
export function temporaryName({model, tag}: ModelPath, {port, nonce}: Copying): string {
	return `127.0.0.1:${port}/${ownNamespace(nonce)}/${model}:${tag}`;
}

export type Copying = {
	readonly port: number;
	/** 32 hex digits: who does not know them is told nothing. */
	readonly nonce: string;
};

export function ownNamespace(nonce: string): string {
	return `clusterdeck-${nonce}`;
}

/** Whether it is a name of `temporaryName`, of this copy or of one that was broken off. */
export function isTemporaryName(name: string): boolean {
	return /^127\.0\.0\.1:\d{1,5}\/clusterdeck-[0-9a-f]{32}\//.test(name);
}
