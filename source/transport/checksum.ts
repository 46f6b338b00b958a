import {crc32} from 'node:zlib';

/** CRC-32 (IEEE 802.3) of a text in UTF-8, as eight hex digits: tells damage, not forgery. */
export function checksumOf(text: string): string {
	return crc32(text).toString(16).padStart(8, '0');
}
