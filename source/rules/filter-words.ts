/** What can be in the words that a filter looks for: what is in none of them is told to be no filter, and not looked for. */

/** As nodes are named; lower case. */
export function isNameWord(text: string): boolean {
	return /^[a-z0-9._-]+$/.test(text);
}

/** Users, accounts, partitions and the like have no sign of a pattern in their names: `user:al(ice|an)` is meant as one. */
export function isPlainWord(text: string): boolean {
	return !/[()[\]{}*?|^]/.test(text);
}

/** Also that of an array: `4720_[1-64%4]`, and of a part of a job: `4711+1`. */
export function isIdWord(text: string): boolean {
	return /^[\d_[\]%.+-]+$/.test(text);
}

/** A state of a node as its cluster tells it, of which a newer one has others. */
export function isStateWord(text: string): boolean {
	return /^[a-z_]+$/.test(text);
}
