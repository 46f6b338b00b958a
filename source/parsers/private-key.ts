/**
 * A key file: what can be told of it without its passphrase. OpenSSH's own format keeps the public half in the clear
 * before the encrypted part; a PEM file shows nothing.
 *
 *     -----BEGIN OPENSSH PRIVATE KEY-----
 *     b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
 *     -----END OPENSSH PRIVATE KEY-----
 *
 * https://cvsweb.openbsd.org/src/usr.bin/ssh/PROTOCOL.key and RFC 4253, section 6.6, for the public half
 */

export type PublicHalf = {
	/** `ssh-ed25519`, `sk-ssh-ed25519@openssh.com`. */
	readonly type: string;
	/** The blob of RFC 4253, in base64. */
	readonly base64: string;
};

export type KeyFileText = {
	readonly holds: 'private' | 'public' | 'unknown';
	readonly isEncrypted: boolean;
	/** Undefined where it cannot be told without the passphrase. */
	readonly publicHalf: PublicHalf | undefined;
};

const magic = 'openssh-key-v1\0';
const unknownFile: KeyFileText = {holds: 'unknown', isEncrypted: false, publicHalf: undefined};

export function parseKeyFile(text: string): KeyFileText {
	const [, label = '', body = ''] =
		/-----BEGIN ([A-Z ]*PRIVATE KEY)-----([\s\S]*?)-----END \1-----/.exec(text) ?? [];
	if (label === 'OPENSSH PRIVATE KEY') {
		return parseOpenSsh(body);
	}

	if (label !== '') {
		const isEncrypted = label.startsWith('ENCRYPTED') || /^DEK-Info:/m.test(body);
		return {holds: 'private', isEncrypted, publicHalf: undefined};
	}

	const publicHalf = parsePublicLine(text);
	return publicHalf === undefined ? unknownFile : {holds: 'public', isEncrypted: false, publicHalf};
}

/** The first key of a `.pub` file: a type, base64 and a comment. The type inside counts. */
function parsePublicLine(text: string): PublicHalf | undefined {
	const [, base64 = ''] = /^[a-z0-9@.-]+ ([A-Za-z0-9+/]+=*)(?:\s|$)/.exec(text.trimStart()) ?? [];
	return halfOf(bytesOf(base64));
}

/** The magic, cipher, key derivation and its options, a count, and the first public half. */
function parseOpenSsh(body: string): KeyFileText {
	const bytes = bytesOf(body.replace(/\s+/g, ''));
	if (!bytes.startsWith(magic)) {
		return unknownFile;
	}

	const cipher = stringAt(bytes, magic.length);
	const derivation = stringAt(bytes, cipher?.end);
	const derivationOptions = stringAt(bytes, derivation?.end);
	const countBytes = 4;
	const half = stringAt(bytes, derivationOptions && derivationOptions.end + countBytes);
	return cipher === undefined || half === undefined
		? unknownFile
		: {holds: 'private', isEncrypted: cipher.text !== 'none', publicHalf: halfOf(half.text)};
}

/** One character a byte; empty for what is not base64. */
function bytesOf(base64: string): string {
	try {
		return atob(base64);
	} catch {
		return '';
	}
}

function halfOf(blob: string): PublicHalf | undefined {
	const type = stringAt(blob, 0);
	return type === undefined || type.text === '' ? undefined : {type: type.text, base64: btoa(blob)};
}

/** A string of RFC 4251: four bytes of length, most significant first, and as many bytes. */
function stringAt(
	bytes: string,
	start: number | undefined,
): {readonly text: string; readonly end: number} | undefined {
	if (start === undefined || start + 4 > bytes.length) {
		return undefined;
	}

	const from = start + 4;
	let length = 0;
	for (let index = start; index < from; index += 1) {
		length = length * 256 + bytes.charCodeAt(index);
	}

	const end = from + length;
	return end > bytes.length ? undefined : {text: bytes.slice(from, end), end};
}
