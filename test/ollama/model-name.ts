/** `HOST/NAMESPACE/MODEL:TAG`, of which only MODEL must be said. https://github.com/ollama/ollama/blob/main/types/model/name.go */
export type ParsedName = {
	/** Only where it was written: `http` */
	readonly scheme: string | undefined;
	readonly host: string;
	readonly namespace: string;
	readonly model: string;
	readonly tag: string;
};

const usual = {host: 'registry.ollama.ai', namespace: 'library', tag: 'latest'};

const part = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,79}$/;
const namespacePart = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,79}$/;
const hostPart = /^[A-Za-z0-9_][A-Za-z0-9._:-]{0,349}$/;

/** Undefined: not a name. */
export function parseName(text: string): ParsedName | undefined {
	const [, scheme, path = ''] = /^(?:(https?):\/\/)?(.+)$/.exec(text) ?? [];
	const words = path.split('/');
	const [model = '', tag = usual.tag, ...more] = (words.at(-1) ?? '').split(':');
	const namespace = words.at(-2) ?? usual.namespace;
	const host = words.at(-3) ?? usual.host;
	const isRight =
		words.length <= 3 &&
		more.length === 0 &&
		[model, tag].every(word => part.test(word)) &&
		namespacePart.test(namespace) &&
		hostPart.test(host);
	return isRight ? {scheme, host, namespace, model, tag} : undefined;
}

/** As Ollama shows it: without what is as usual. */
export function displayName({host, namespace, model, tag}: ParsedName): string {
	const isUsual = namespace === usual.namespace;
	const before = host === usual.host ? (isUsual ? '' : `${namespace}/`) : `${host}/${namespace}/`;
	return `${before}${model}:${tag}`;
}
