/** The known word that this begins, or that is the fewest slips away; undefined: none is near. */
export function nearestWord(typed: string, known: readonly string[]): string | undefined {
	const small = typed.toLowerCase();
	const begun =
		typed === ''
			? undefined
			: (known.find(word => word.startsWith(typed)) ??
				known.find(word => word.toLowerCase().startsWith(small)));
	if (begun !== undefined || typed.length > longestTyped) {
		return begun;
	}

	const [nearest] = known
		.map(word => ({word, slips: slipsBetween(typed, word)}))
		.toSorted((one, other) => one.slips - other.slips);
	const most = Math.max(1, Math.floor(typed.length / 2));
	return nearest !== undefined && nearest.slips <= most ? nearest.word : undefined;
}

/**
 * The known word that is meant: the same, or the only one that begins so. Capitals count only where they tell words
 * apart.
 */
export function meantWord<Word extends string>(
	typed: string,
	known: readonly Word[],
): Word | undefined {
	if (typed === '') {
		return undefined;
	}

	const begun = known.filter(word => word.startsWith(typed));
	const small = typed.toLowerCase();
	return begun.length > 0
		? onlyOne(begun, word => word === typed)
		: onlyOne(
				known.filter(word => word.toLowerCase().startsWith(small)),
				word => word.toLowerCase() === small,
			);
}

function onlyOne<Word>(begun: readonly Word[], isSame: (word: Word) => boolean): Word | undefined {
	const same = begun.filter(isSame);
	const meant = same.length === 0 ? begun : same;
	return meant.length === 1 ? meant[0] : undefined;
}

const longestTyped = 64;

/** Characters that are put in, left out or replaced (Wagner and Fischer 1974, https://doi.org/10.1145/321796.321811). */
function slipsBetween(one: string, other: string): number {
	let before = Array.from({length: other.length + 1}, (_, index) => index);
	for (const [row, character] of [...one].entries()) {
		const slips = [row + 1];
		for (let column = 0; column < other.length; column += 1) {
			const isSame = character === other[column];
			slips.push(
				Math.min(
					slipsAt(before, column) + (isSame ? 0 : 1),
					slipsAt(before, column + 1) + 1,
					slipsAt(slips, column) + 1,
				),
			);
		}

		before = slips;
	}

	return slipsAt(before, other.length);
}

function slipsAt(row: readonly number[], column: number): number {
	return row[column] ?? Number.POSITIVE_INFINITY;
}
