import type {NodeName} from '../domain/ids.ts';

/** A model of the name that was asked for, on a node. */
export type NamedDigest = {readonly node: NodeName; readonly digest: string};

/**
 * Of nodes that have another model under the same name than the one that answered: one of those that most have. Undefined:
 * the one that answered has what most have.
 */
export function otherDigestOf(
	answered: NamedDigest,
	all: readonly NamedDigest[],
): NamedDigest | undefined {
	const countOf = (digest: string): number => all.filter(one => one.digest === digest).length;
	const ofAnswered = Math.max(1, countOf(answered.digest));
	return all
		.filter(({digest}) => digest !== answered.digest && countOf(digest) >= ofAnswered)
		.toSorted((one, other) => countOf(other.digest) - countOf(one.digest))[0];
}
