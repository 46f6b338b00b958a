/**
 * A public key in the text form of known_hosts, authorized_keys and *.pub: its type and the key in base64, which begins
 * with the length of the type (four bytes) and the type again.
 *
 *     ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAnhwfVeiLLrM5qN+xhPCivUGltZVVPpjLDVgqfPU2KJ
 *     ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBE...
 *     ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC...
 *
 * https://www.rfc-editor.org/rfc/rfc4253#section-6.6 and sshd(8) under AUTHORIZED_KEYS FILE FORMAT
 */
import type {RecordedKey} from '../domain/known-hosts.ts';

/** Far more than the longest RSA key takes. */
const longestKeyCharacters = 32_768;

/**
 * Undefined for what is no key: damaged base64, or another type inside than beside. As lenient as OpenSSH, since a line
 * may also revoke: white space within the base64 does not count, and an RSA key may go by the name of a signature.
 */
export function parseSshPublicKey(
	type: string | undefined,
	text: string | undefined,
): RecordedKey | undefined {
	const base64 = text?.replaceAll(/[\v\f\r]/g, '');
	if (type === undefined || base64 === undefined || !isOneWayBase64(base64)) {
		return undefined;
	}

	const inside = typeInside(atob(base64));
	return inside !== undefined && inside === type.replace(/^rsa-sha2-(?:256|512)$/, 'ssh-rsa')
		? {type: inside, base64}
		: undefined;
}

/** The type that stands in the first bytes of a key; undefined when there is none that could be. */
export function typeInside(bytes: string): string | undefined {
	const [first, second, third, length] = [0, 1, 2, 3].map(index => bytes.charCodeAt(index));
	if (first !== 0 || second !== 0 || third !== 0 || length === undefined) {
		return undefined;
	}

	const type = bytes.slice(4, 4 + length);
	return type.length === length && isKeyType(type) ? type : undefined;
}

/** A certificate is no key: it is checked against the key of its authority. */
function isKeyType(type: string): boolean {
	return /^[A-Za-z0-9@.-]{1,64}$/.test(type) && !/-cert-v\d\d@/.test(type);
}

/** No second text stands for the same bytes: padded, and no bits set that are not used. */
function isOneWayBase64(text: string): boolean {
	return (
		text.length <= longestKeyCharacters &&
		text.length % 4 === 0 &&
		/^[A-Za-z0-9+/]+={0,2}$/.test(text) &&
		btoa(atob(text)) === text
	);
}
