import type {Filesystem} from '../domain/node-facts.ts';

/** Where Ollama's own installer puts them. https://github.com/ollama/ollama/blob/main/docs/faq.mdx */
const usualFolder = '/usr/share/ollama/.ollama/models';
/** Where its image puts them: a path in the container, whose volume may lie anywhere. https://hub.docker.com/r/ollama/ollama */
const imageFolder = '/root/.ollama/models';

/**
 * What is free where a node keeps its models: on the mount of the folder that its Ollama tells, else on one that has
 * Ollama in its name, else on that of the usual folder. Of one in a container the name comes first. Undefined: nobody
 * tells it.
 */
export function freeModelBytes(
	filesystems: readonly Filesystem[] | undefined,
	folder: string | undefined,
): number | undefined {
	const all = filesystems ?? [];
	const told = folder === undefined ? undefined : holderOf(folder, all);
	const [named] = deepestFirst(all.filter(({mount}) => mount.toLowerCase().includes('ollama')));
	const isInContainer = folder === imageFolder && told?.mount === '/';
	const place = isInContainer ? (named ?? told) : (told ?? named);
	const holder = place ?? holderOf(usualFolder, all);
	return holder?.state === 'measured' ? holder.availableBytes : undefined;
}

function holderOf(folder: string, all: readonly Filesystem[]): Filesystem | undefined {
	const isHolder = ({mount}: Filesystem) =>
		mount === '/' || folder === mount || folder.startsWith(`${mount}/`);
	return deepestFirst(all.filter(isHolder))[0];
}

function deepestFirst(all: readonly Filesystem[]): readonly Filesystem[] {
	return all.toSorted((one, other) => other.mount.length - one.mount.length);
}
