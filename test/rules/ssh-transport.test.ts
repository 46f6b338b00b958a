import {expect, it} from 'vitest';
import {type LoginMeans, whySystemSsh} from '../../source/rules/ssh-transport.ts';

const plain: LoginMeans = {
	transport: 'auto',
	hasProxyCommand: false,
	hasCertificate: false,
	identityTypes: ['ssh-ed25519'],
	agentTypes: ['ssh-rsa'],
	hasPkcs11Provider: false,
	allowsGssapi: false,
	hasKerberosTicket: false,
	allowsHostBased: false,
};
const fido = 'sk-ssh-ed25519@openssh.com';

it('plain keys need no other program', () => {
	expect(whySystemSsh(plain)).toBeUndefined();
	expect(whySystemSsh({...plain, identityTypes: [], agentTypes: []})).toBeUndefined();
});

it.each<[string, Partial<LoginMeans>]>([
	['ProxyCommand', {hasProxyCommand: true}],
	['a user certificate', {hasCertificate: true}],
	['a FIDO key', {identityTypes: ['ssh-ed25519', fido]}],
	['a FIDO key', {identityTypes: [], agentTypes: [fido]}],
	['PKCS11Provider', {hasPkcs11Provider: true}],
	['GSSAPI', {allowsGssapi: true, hasKerberosTicket: true}],
	['HostbasedAuthentication', {allowsHostBased: true}],
])('%s is beyond ssh2: %j', (reason, means) => {
	expect(whySystemSsh({...plain, ...means})).toBe(reason);
	expect(whySystemSsh({...plain, ...means, transport: 'ssh2'})).toBeUndefined();
});

it('GSSAPI in the configuration is no reason without a ticket, nor a ticket without it', () => {
	expect(whySystemSsh({...plain, allowsGssapi: true})).toBeUndefined();
	expect(whySystemSsh({...plain, hasKerberosTicket: true})).toBeUndefined();
});

it('a FIDO key in the agent is for elsewhere where other keys are there', () => {
	expect(whySystemSsh({...plain, agentTypes: [fido]})).toBeUndefined();
	expect(
		whySystemSsh({...plain, identityTypes: [], agentTypes: [fido, 'ssh-rsa']}),
	).toBeUndefined();
});

it('the configuration has the last word', () => {
	expect(whySystemSsh({...plain, transport: 'system'})).toBe(
		'transport: system in the configuration',
	);
});
