/**
 * The name that is left nearest to a place in a list, the one below before the one above; undefined when none is left.
 * A name that is not in the list has its place at the top.
 */
export function nearestLeft<Name>(
	names: readonly Name[],
	name: Name,
	isLeft: (name: Name) => boolean,
): Name | undefined {
	const place = Math.max(0, names.indexOf(name));
	for (let distance = 0; distance < names.length; distance += 1) {
		for (const position of [place + distance, place - distance]) {
			const candidate = names[position];
			if (candidate !== undefined && isLeft(candidate)) {
				return candidate;
			}
		}
	}

	return undefined;
}
