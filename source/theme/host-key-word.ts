/** sshd names its key files by the algorithm: `ssh_host_ed25519_key.pub` for `ssh-ed25519`. */
export function hostKeyWord(keyType: string): 'ed25519' | 'ecdsa' | 'rsa' {
	const words = ['ed25519', 'ecdsa'] as const;
	return words.find(word => keyType.includes(word)) ?? 'rsa';
}
