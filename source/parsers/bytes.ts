/**
 * Output of a node: bytes, one character each (latin1), of which text is UTF-8.
 *
 *     /dev/sda1 /mnt/Br\u00c3\u00bccke ext4 rw 0 0
 *     Architektur: x86_64
 *     \u00ff\u00fe
 *
 * https://encoding.spec.whatwg.org/#utf-8-decoder
 */

const decoder = new TextDecoder('utf-8', {ignoreBOM: true});

/** What is no UTF-8 becomes U+FFFD. A character above 255 is no byte, and loses its upper half. */
export function decodeBytes(bytes: string): string {
	return isAscii(bytes)
		? bytes
		: decoder.decode(Uint8Array.from(bytes, byte => byte.charCodeAt(0)));
}

function isAscii(text: string): boolean {
	return !/[^\0-\x7f]/.test(text);
}
