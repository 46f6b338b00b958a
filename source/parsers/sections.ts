/**
 * Files of a node by their path, as the local reader and the sampler over ssh deliver them. Formats that are a
 * directory with one value a file (thermal, hwmon, cpufreq) are parsed from this.
 */
export type Sections = ReadonlyMap<string, string>;

/** Those of a folder, with its `/` at the end. */
export function partUnder(sections: Sections, folder: string): Sections {
	const part = new Map<string, string>();
	for (const [path, text] of sections) {
		if (path.startsWith(folder)) {
			part.set(path, text);
		}
	}

	return part;
}

/** The text of a name file: one line, cut to 64 characters; undefined when there is none. */
export function nameIn(sections: Sections, path: string): string | undefined {
	const name = sections.get(path)?.trim().slice(0, longestName);
	return name === '' ? undefined : name;
}

/** How often each name stands in the list: a name that repeats needs its number beside it. */
export function countNames(names: ReadonlyArray<string | undefined>): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const name of names) {
		if (name !== undefined) {
			counts.set(name, (counts.get(name) ?? 0) + 1);
		}
	}

	return counts;
}

const longestName = 64;
