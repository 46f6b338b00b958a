import {decodeBytes} from './bytes.ts';

/** What a look into one folder of models found (clients/model-store-scripts.ts). */
export type StoreLook = {
	readonly folder: string;
	readonly found:
		| {readonly kind: 'manifest'; readonly text: string}
		| {readonly kind: 'absent'}
		/** A folder or a file on the way may not be read. */
		| ({readonly kind: 'denied'} & Barrier);
};

export type Barrier = {
	readonly path: string;
	/** `drwxr-x---` */
	readonly mode: string;
	readonly owner: string;
	readonly group: string;
	/** Who may not. */
	readonly login: string;
};

/** Whether a blob can be given to others. */
export type BlobLook =
	| {readonly kind: 'readable'; readonly sizeBytes: number}
	| {readonly kind: 'absent'}
	| ({readonly kind: 'denied'} & Barrier);

/**
 * The answer of findModelScript, as bytes. A manifest is as long as it says, whatever stands in it.
 *
 *     @store /usr/share/ollama/.ollama/models
 *     @denied drwxr-x--- ollama ollama pi /usr/share/ollama/.ollama
 *     @store /home/pi/.ollama/models
 *     @manifest 856
 *     {"schemaVersion":2, ...}
 *
 * The columns of a barrier are those of ls: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/ls.html
 */
export function parseStoreLooks(bytes: string): readonly StoreLook[] {
	const looks: StoreLook[] = [];
	let rest = bytes;
	let folder = '';
	while (rest !== '') {
		const {word, said, behind} = firstLine(rest);
		const length = word === 'manifest' ? Number(said) : 0;
		const found = foundIn(word, said, behind.slice(0, length));
		folder = word === 'store' ? decodeBytes(said) : folder;
		looks.push(...(found === undefined ? [] : [{folder, found}]));
		rest = behind.slice(length);
	}

	return looks;
}

/** `@word what it says`, and what stands behind its line; other lines have no word. */
function firstLine(bytes: string) {
	const [, line = '', behind = ''] = /^([^\n]*)\n?(.*)$/s.exec(bytes) ?? [];
	const [, word, said = ''] = /^@(\w+) ?(.*)$/s.exec(line) ?? [];
	return {word, said, behind};
}

function foundIn(
	word: string | undefined,
	said: string,
	bytes: string,
): StoreLook['found'] | undefined {
	switch (word) {
		case 'manifest':
			return {kind: 'manifest', text: decodeBytes(bytes)};
		case 'absent':
			return {kind: 'absent'};
		case 'denied':
			return {kind: 'denied', ...barrierIn(said)};
		default:
			return undefined;
	}
}

/** The answer of checkBlobsScript: a line for each that was asked for, `@size 2019377376`, `@absent` or `@denied ...`. */
export function parseBlobLooks(bytes: string): readonly BlobLook[] {
	return bytes.split('\n').flatMap((line): readonly BlobLook[] => {
		const {word, said} = firstLine(line);
		const found = foundIn(word, said, '');
		const size = word === 'size' ? [{kind: 'readable', sizeBytes: Number(said)} as const] : [];
		return found === undefined || found.kind === 'manifest' ? size : [found];
	});
}

function barrierIn(said: string): Barrier {
	const [mode = '', owner = '', group = '', login = '', ...path] = said.split(' ');
	return {mode, owner, group, login, path: decodeBytes(path.join(' '))};
}
