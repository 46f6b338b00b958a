/** A line that a person types where nothing is shown: what the terminal's driver does with keys when it edits lines. */
export type HiddenLine = {
	/** Takes what came from the terminal in raw mode; undefined while the line goes on. What follows its end is dropped. */
	readonly push: (text: string) => LineEnd | undefined;
	/** Characters that are typed now. */
	readonly length: () => number;
};

export type LineEnd =
	| {readonly end: 'entered'; readonly text: string}
	/** Ctrl-D, or what is too long to be a secret. */
	| {readonly end: 'given up'}
	/** Ctrl-C or Ctrl-\. */
	| {readonly end: 'interrupted'};

/** Longer than any passphrase; a file that is pasted by mistake is none. */
const mostCharacters = 4096;
const killLine = '\u0015';
const endOfFile = '\u0004';

/** Backspace and Ctrl-U edit; arrows and other keys that send sequences do nothing, and no control is part of a secret. */
export function createHiddenLine(): HiddenLine {
	const characters: string[] = [];
	/** The beginning of a sequence whose rest has not come yet. */
	let held = '';

	function take(key: string): LineEnd | undefined {
		switch (key) {
			case '\r':
			case '\n':
				return {end: 'entered', text: characters.join('')};
			case '\u0003':
			case '\u001c':
				return {end: 'interrupted'};
			case endOfFile:
				return {end: 'given up'};
			case '\u007f':
			case '\b':
				characters.pop();
				return undefined;
			case killLine:
				characters.length = 0;
				return undefined;
			default:
				return keep(key);
		}
	}

	function keep(key: string): LineEnd | undefined {
		if (!/^\p{Cc}/u.test(key) || key === '\t') {
			characters.push(key);
		}

		return characters.length > mostCharacters ? {end: 'given up'} : undefined;
	}

	return {
		length: () => characters.length,
		push(text) {
			const {keys, rest} = keysOf(held + text);
			held = rest;
			for (const key of keys) {
				const end = take(key);
				if (end !== undefined) {
					return end;
				}
			}

			return undefined;
		},
	};
}

const esc = '\u001b';
const parameters = String.raw`\[[0-?]*[ -\/]*`;
const wholeKey = new RegExp(`${esc}${parameters}[@-~]|${esc}O.|.`, 'gsu');
const openKey = new RegExp(`${esc}(?:${parameters}|O)?$`);

/** A CSI or SS3 sequence (ECMA-48) is one key; one without its end may be the beginning of what comes next. */
function keysOf(text: string): {readonly keys: readonly string[]; readonly rest: string} {
	const [rest = ''] = openKey.exec(text) ?? [];
	return {keys: text.slice(0, text.length - rest.length).match(wholeKey) ?? [], rest};
}
