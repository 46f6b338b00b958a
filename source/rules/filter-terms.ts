/** What the words of a filter are, whatever it filters: each a term, or what should have been written. */
export type FilterTerms<Term> = {
	readonly kind: 'filter';
	readonly isInverted: boolean;
	readonly terms: readonly Term[];
};

/** What was typed is no filter: a sentence with the term, raw, and one that would be right. */
export type FilterProblem = {readonly kind: 'problem'; readonly problem: string};

/** What a word should look like. */
export type NoTerm = {readonly example: string};

/** A lone `!` at the start inverts the whole, one that leads a term the term. */
export function parseTerms<Term extends object>(
	text: string,
	parseTerm: (word: string) => Term | NoTerm,
): FilterTerms<Term> | FilterProblem {
	const words = text.split(/\s+/).filter(word => word !== '');
	const isInverted = words[0] === '!' && words.length > 1;
	const terms: Term[] = [];
	for (const word of words[0] === '!' ? words.slice(1) : words) {
		const term = parseTerm(word);
		if ('example' in term) {
			return {kind: 'problem', problem: `Not a filter: ${word}. Try ${term.example}`};
		}

		terms.push(term);
	}

	return {kind: 'filter', isInverted, terms};
}
