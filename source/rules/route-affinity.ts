/**
 * How much a conversation is at home on a node, from 0 to 1: for each conversation another order of the nodes, of which
 * none moves when a node comes or goes. FNV-1a, its bits mixed as by MurmurHash3, since names differ in their last
 * character.
 * https://en.wikipedia.org/wiki/Rendezvous_hashing, http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function affinityOf(session: string, node: string): number {
	let hash = 0x811c9dc5;
	for (const character of `${session}\n${node}`) {
		hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
	}

	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
