/**
 * A value read anew, with the objects of the one before wherever they say the same, so that who drew those need not draw
 * again. For plain data: no cycles, no classes.
 */
export function keepParts<T>(before: unknown, after: T): T {
	if (Object.is(before, after)) {
		return after;
	}

	if (!isParts(before) || !isParts(after) || Array.isArray(before) !== Array.isArray(after)) {
		return after;
	}

	const old = new Map(Object.entries(before));
	let isSame = Object.keys(after).length === old.size;
	for (const [name, part] of Object.entries(after)) {
		const kept = keepParts(old.get(name), part);
		isSame &&= old.has(name) && Object.is(kept, old.get(name));
		Object.assign(after, {[name]: kept});
	}

	return isSame ? (before as T) : after;
}

function isParts(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}
