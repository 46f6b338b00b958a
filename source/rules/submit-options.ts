/** Which options of sbatch take no value, and what its letters stand for (parsers/sbatch-options.ts). */
export type OptionNames = {
	readonly longNames: ReadonlyMap<string, string>;
	readonly flags: ReadonlySet<string>;
	readonly optionalValues: ReadonlySet<string>;
};

export type GivenOptions =
	/** One argument each: `--time=10`, `--hold`. */
	| {readonly kind: 'options'; readonly options: readonly string[]}
	/** No option: sbatch would take it for the script. */
	| {readonly kind: 'stray'; readonly word: string}
	/** What would make of sbatch something that makes no job, or waits for its end, or of another cluster. */
	| {readonly kind: 'unwanted'; readonly name: string};

const unwanted: ReadonlySet<string> = new Set([
	...['wrap', 'test-only', 'parsable', 'wait', 'clusters', 'help', 'usage', 'version'],
]);

/** What a person typed behind `--`, as sbatch itself would read it; with that nothing of it becomes the script. */
export function givenOptions(words: readonly string[], names: OptionNames): GivenOptions {
	const options: string[] = [];
	for (let index = 0; index < words.length; index += 1) {
		const word = words[index] ?? '';
		const read = longOption(word) ?? shortOption(word, names.longNames);
		if (read === undefined) {
			return {kind: 'stray', word};
		}

		const {name} = read;
		if (unwanted.has(name)) {
			return {kind: 'unwanted', name};
		}

		const next = words[index + 1];
		const takesNext =
			read.value === undefined &&
			next !== undefined &&
			!names.flags.has(name) &&
			!names.optionalValues.has(name);
		const value = takesNext ? next : read.value;
		options.push(value === undefined ? `--${name}` : `--${name}=${value}`);
		index += takesNext ? 1 : 0;
	}

	return {kind: 'options', options};
}

type Read = {readonly name: string; readonly value: string | undefined};

function longOption(word: string): Read | undefined {
	const [, name, value] = /^--([a-z][\w-]*)(?:=(.*))?$/s.exec(word) ?? [];
	return name === undefined ? undefined : {name, value};
}

/** A letter that is not known is none. */
function shortOption(word: string, longNames: ReadonlyMap<string, string>): Read | undefined {
	const [, letter = '', rest = ''] = /^-([A-Za-z])(.*)$/s.exec(word) ?? [];
	const name = letter === 'V' ? 'version' : letter === 'h' ? 'help' : longNames.get(letter);
	return name === undefined ? undefined : {name, value: rest === '' ? undefined : rest};
}
