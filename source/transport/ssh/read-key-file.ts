import type {Result} from '../../domain/result.ts';
import {type KeyFileText, parseKeyFile, type PublicHalf} from '../../parsers/private-key.ts';
import {readFileStatus} from '../file-status.ts';
import {readTextFile} from '../read-text-file.ts';

/** An RSA key of 16,384 bits takes 13 kB. */
const mostBytes = 65_536;

export async function isFile(path: string): Promise<boolean> {
	const status = await readFileStatus(path);
	return status.ok && status.value.kind === 'file';
}

/** Of a key that is only in the agent the `.pub` file is here: it says which one to ask the agent for. */
export async function isIdentity(path: string): Promise<boolean> {
	return (await isFile(path)) || (await isFile(`${path}.pub`));
}

export type KeyText = KeyFileText & {readonly text: string};

/** The failures are those of reading; a file without a private key may still have a public one. */
export async function readKeyFile(path: string): Promise<Result<KeyText>> {
	const read = await readTextFile(path, mostBytes);
	return read.ok
		? {ok: true, value: {...parseKeyFile(read.value), text: read.value}}
		: {ok: false, failure: read.failure};
}

/** From the key itself, else from the `.pub` file beside it. */
export async function readPublicHalf(path: string): Promise<PublicHalf | undefined> {
	const own = await readKeyFile(path);
	if (own.ok && own.value.publicHalf !== undefined) {
		return own.value.publicHalf;
	}

	const beside = await readKeyFile(`${path}.pub`);
	return beside.ok && beside.value.holds === 'public' ? beside.value.publicHalf : undefined;
}
