/** The answers for all items, in their order; so many are worked on at once. */
export async function inTurns<Item, Answer>(
	items: readonly Item[],
	most: number,
	work: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
	const answers: Answer[] = [];
	const queue = items.entries();
	const lane = async (): Promise<void> => {
		for (const [index, item] of queue) {
			answers[index] = await work(item);
		}
	};
	await Promise.all(Array.from({length: Math.min(most, items.length)}, lane));
	return answers;
}
