import type {AskedFile} from '../domain/chat-asking.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {decodeBytes, encodeBytes} from '../parsers/bytes.ts';
import {isPicture} from '../parsers/picture.ts';
import {readFileStatus} from '../transport/file-status.ts';
import {readFileBytes} from '../transport/read-bytes.ts';

export type FileToAsk = {
	/** As it was named by the person. */
	readonly path: string;
	/** Where that is. */
	readonly place: string;
	readonly kind: AskedFile['kind'];
};

/** About a quarter of a million tokens: no model reads more. */
const mostTextBytes = 2 ** 20;
/** As of `clusterdeck chat --image`. */
const mostPictureBytes = 20 * 2 ** 20;

/**
 * What goes with a question: text in UTF-8, or a picture. Failures: `missing`, `denied`, `tooLarge`, `rejected` where it
 * is neither.
 */
export async function readAskedFile(
	{path, place, kind}: FileToAsk,
	signal: AbortSignal,
): Promise<Result<AskedFile>> {
	const refuse = (reason: string) => failed({kind: 'rejected', where: path, reason} as const);
	const status = await readFileStatus(place);
	if (!status.ok) {
		return failed({...status.failure, where: path});
	}

	// A pipe or a device is waited for, or has no end.
	if (status.value.kind !== 'file') {
		const what = status.value.kind === 'directory' ? 'a directory' : 'no plain file';
		return refuse(`it is ${what}: name a file.`);
	}

	const most = kind === 'text' ? mostTextBytes : mostPictureBytes;
	const bytes = await readFileBytes(place, most, signal);
	if (!bytes.ok) {
		return failed({...bytes.failure, where: path});
	}

	const sizeBytes = bytes.value.length;
	const name = place.split('/').at(-1) ?? path;
	if (kind === 'image') {
		return isPicture(bytes.value)
			? succeeded({path, name, sizeBytes, kind, content: btoa(bytes.value)})
			: refuse('it is no picture: take a PNG, a JPEG, a WebP or a GIF.');
	}

	const reason = whyNoText(bytes.value);
	return reason === undefined
		? succeeded({path, name, sizeBytes, kind, content: decodeBytes(bytes.value)})
		: refuse(reason);
}

function whyNoText(bytes: string): string | undefined {
	if (bytes === '') {
		return 'it is empty.';
	}

	if (isPicture(bytes)) {
		return 'it is a picture: /image takes it.';
	}

	return bytes.includes('\0') || encodeBytes(decodeBytes(bytes)) !== bytes
		? 'it is no text (UTF-8).'
		: undefined;
}
