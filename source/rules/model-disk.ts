import type {Filesystem} from '../domain/node-facts.ts';

/** Where Ollama's own installer puts them. https://github.com/ollama/ollama/blob/main/docs/faq.mdx */
const usualFolder = '/usr/share/ollama/.ollama/models';

/**
 * What is free where a node keeps its models: on the mount of the folder that its Ollama tells, else on one that has
 * Ollama in its name, else on that of the usual folder. Undefined: nobody tells it.
 */
export function freeModelBytes(
	filesystems: readonly Filesystem[] | undefined,
	folder?: string,
): number | undefined {
	const all = filesystems ?? [];
	const own = all.filter(({mount}) => mount.toLowerCase().includes('ollama'));
	const isNamed = folder === undefined && own.length > 0;
	const holders = all.filter(({mount}) => holds(mount, folder ?? usualFolder));
	const [place] = (isNamed ? own : holders).toSorted(
		(one, other) => other.mount.length - one.mount.length,
	);
	return place?.state === 'measured' ? place.availableBytes : undefined;
}

function holds(mount: string, folder: string): boolean {
	return mount === '/' || folder === mount || folder.startsWith(`${mount}/`);
}
