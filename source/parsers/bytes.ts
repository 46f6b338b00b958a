/**
 * Output of a node: bytes, one character each (latin1), of which text is UTF-8.
 *
 *     /dev/sda1 /mnt/Br\u00c3\u00bccke ext4 rw 0 0
 *     Architektur: x86_64
 *     \u00ff\u00fe
 *
 * https://encoding.spec.whatwg.org/#utf-8-decoder
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', {ignoreBOM: true});

/** What is no UTF-8 becomes U+FFFD. A character above 255 is no byte, and loses its upper half. */
export function decodeBytes(bytes: string): string {
	if (isAscii(bytes)) {
		return bytes;
	}

	return decoder.decode(octetsOf(bytes));
}

/** A loop: `Uint8Array.from` with a function takes many times as long, and a busy log is decoded with it. */
export function octetsOf(bytes: string): Uint8Array {
	const octets = new Uint8Array(bytes.length);
	for (let index = 0; index < bytes.length; index += 1) {
		octets[index] = bytes.charCodeAt(index);
	}

	return octets;
}

/** Text as the bytes of its UTF-8, one character each: what a shell is told. */
export function encodeBytes(text: string): string {
	return isAscii(text)
		? text
		: Array.from(encoder.encode(text), octet => String.fromCharCode(octet)).join('');
}

function isAscii(text: string): boolean {
	return !/[^\0-\x7f]/.test(text);
}
