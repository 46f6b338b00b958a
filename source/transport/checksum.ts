import {createHash} from 'node:crypto';
import {crc32} from 'node:zlib';

/** CRC-32 (IEEE 802.3) of a text in UTF-8, as eight hex digits: tells damage, not forgery. */
export function checksumOf(text: string): string {
	return crc32(text).toString(16).padStart(8, '0');
}

/** SHA-256 of a text in UTF-8, as 64 hex digits. */
export function digestOf(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
