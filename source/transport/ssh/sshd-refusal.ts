/** Why an sshd opens no channel, whoever asked it, with what mends it. */
export const sessionRefused =
	'sshd allows no further session. Raise MaxSessions in its sshd_config.';
export const forwardingRefused =
	'sshd forbids to forward. Allow it in its sshd_config: DisableForwarding, AllowTcpForwarding, PermitOpen.';
