/** What ssh2 can check, the strongest first; SHA-1 (`ssh-rsa`) only for who asks for it. */
const usual = [
	'ssh-ed25519',
	'ecdsa-sha2-nistp256',
	'ecdsa-sha2-nistp384',
	'ecdsa-sha2-nistp521',
	'rsa-sha2-512',
	'rsa-sha2-256',
];
const possible = new Set([...usual, 'ssh-rsa']);

/**
 * The algorithms to ask a server for: first those whose keys are recorded, since it answers with the first that it has
 * and any other key would look like a changed one; then the rest, so that a changed key is seen and named.
 * Undefined: nothing is recorded and nothing wished. Empty: of what is wished (HostKeyAlgorithms) ssh2 can check none.
 */
export function hostKeyAlgorithms(
	recordedTypes: readonly string[],
	wished: readonly string[] | undefined,
): readonly string[] | undefined {
	if (recordedTypes.length === 0 && wished === undefined) {
		return undefined;
	}

	const allowed = wished?.filter(algorithm => possible.has(algorithm)) ?? usual;
	const isRecorded = (algorithm: string) => recordedTypes.includes(keyTypeFor(algorithm));
	return [...allowed.filter(isRecorded), ...allowed.filter(algorithm => !isRecorded(algorithm))];
}

/** One RSA key signs with three hashes. https://www.rfc-editor.org/rfc/rfc8332 */
function keyTypeFor(algorithm: string): string {
	return algorithm.startsWith('rsa-sha2-') ? 'ssh-rsa' : algorithm;
}
