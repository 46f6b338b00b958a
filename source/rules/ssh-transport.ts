import type {SshConfig} from '../domain/config.ts';

/** What is known about the ways into a machine before it is dialled. */
export type LoginMeans = {
	readonly transport: SshConfig['transport'];
	readonly hasProxyCommand: boolean;
	/** A CertificateFile, or one beside a key; or the agent holds one. */
	readonly hasCertificate: boolean;
	/** `sk-...`, as in a public key file. */
	readonly identityTypes: readonly string[];
	/** Of the keys that the agent would offer. */
	readonly agentTypes: readonly string[];
	readonly hasPkcs11Provider: boolean;
	readonly allowsGssapi: boolean;
	readonly hasKerberosTicket: boolean;
	readonly allowsHostBased: boolean;
};

/**
 * Why the built-in client cannot carry a login, in the words that the node's details show; undefined: it can.
 * GSSAPIAuthentication alone is no reason, since Debian's ssh_config turns it on for everybody: it takes a ticket.
 */
export function whySystemSsh(means: LoginMeans): string | undefined {
	switch (means.transport) {
		case 'ssh2':
			return undefined;
		case 'system':
			return 'transport: system in the configuration';
		default:
			return whatItCannotDo(means);
	}
}

function whatItCannotDo(means: LoginMeans): string | undefined {
	if (means.hasProxyCommand) {
		return 'ProxyCommand';
	}

	if (means.hasCertificate) {
		return 'a user certificate';
	}

	if (needsFidoKey(means)) {
		return 'a FIDO key';
	}

	if (means.hasPkcs11Provider) {
		return 'PKCS11Provider';
	}

	if (means.allowsGssapi && means.hasKerberosTicket) {
		return 'GSSAPI';
	}

	return means.allowsHostBased ? 'HostbasedAuthentication' : undefined;
}

/** One on disk was made for logging in here; one in the agent may be for elsewhere, and counts when it is all there is. */
function needsFidoKey({identityTypes, agentTypes}: LoginMeans): boolean {
	const all = [...identityTypes, ...agentTypes];
	return identityTypes.some(isFidoType) || (all.length > 0 && all.every(isFidoType));
}

/** `sk-ssh-ed25519@openssh.com`, `sk-ecdsa-sha2-nistp256@openssh.com`. */
function isFidoType(type: string): boolean {
	return type.startsWith('sk-');
}
