/** The sum of the known figures; undefined when none is known. */
export function sumOf(values: ReadonlyArray<number | undefined>): number | undefined {
	const known = values.filter(value => value !== undefined);
	return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
}
