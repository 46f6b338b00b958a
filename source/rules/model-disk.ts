import type {Filesystem} from '../domain/node-facts.ts';

/** Where Ollama's own installer puts them. https://github.com/ollama/ollama/blob/main/docs/faq.mdx */
const modelFolder = '/usr/share/ollama/.ollama/models';

/**
 * What is free where a node keeps its models: on a mount that has Ollama in its name, else on the one of the usual folder.
 * Undefined: nobody tells it.
 */
export function freeModelBytes(filesystems: readonly Filesystem[] | undefined): number | undefined {
	const all = filesystems ?? [];
	const own = all.filter(({mount}) => mount.toLowerCase().includes('ollama'));
	const [place] = (own.length > 0 ? own : all.filter(({mount}) => holds(mount))).toSorted(
		(one, other) => other.mount.length - one.mount.length,
	);
	return place?.state === 'measured' ? place.availableBytes : undefined;
}

function holds(mount: string): boolean {
	return mount === '/' || modelFolder === mount || modelFolder.startsWith(`${mount}/`);
}
