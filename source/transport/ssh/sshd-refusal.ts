/** Why an sshd opens no channel, whoever asked it, with what mends it. */
export const sessionRefused =
	'sshd allows no further session. Raise MaxSessions in its sshd_config.';
export const forwardingRefused =
	'sshd forbids to forward. Allow it in its sshd_config: DisableForwarding, AllowTcpForwarding, PermitOpen.';
export const listeningRefused =
	'sshd forbids to listen for what comes from here. Allow it in its sshd_config: AllowTcpForwarding yes, PermitListen 127.0.0.1:*.';
