const mostNames = 10_000;

/**
 * The nodes of a list as Slurm writes it: `node[001-003,007],gpu1`, each by itself. A list that is no such thing, or too
 * long, is one name (https://slurm.schedmd.com/scontrol.html, hostlist expressions).
 */
export function hostNames(list: string): readonly string[] {
	const parts = list.match(/(?:[^,[\]]|\[[^\]]*\])+/g) ?? [];
	const names: string[] = [];
	for (const part of parts) {
		const expanded = expand(part, mostNames - names.length);
		if (expanded === undefined) {
			return [list];
		}

		names.push(...expanded);
	}

	return names;
}

function expand(part: string, most: number): readonly string[] | undefined {
	const [, before = '', items, after = ''] = /^([^[]*)\[([^\]]*)\](.*)$/.exec(part) ?? [];
	if (items === undefined) {
		return most < 1 ? undefined : [part];
	}

	const numbers = items.split(',').map(item => numbersOf(item, most));
	const ends = expand(after, most);
	const known = numbers.flatMap(one => one ?? []);
	if (ends === undefined || numbers.includes(undefined) || known.length * ends.length > most) {
		return undefined;
	}

	return known.flatMap(number => ends.map(end => `${before}${number}${end}`));
}

/** `001-003` with its zeros. */
function numbersOf(item: string, most: number): readonly string[] | undefined {
	const [, from, to = from] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(item.trim()) ?? [];
	if (from === undefined || to === undefined) {
		return undefined;
	}

	const count = Number(to) - Number(from) + 1;
	return count < 1 || count > most
		? undefined
		: Array.from({length: count}, (_, index) =>
				String(Number(from) + index).padStart(from.length, '0'),
			);
}
