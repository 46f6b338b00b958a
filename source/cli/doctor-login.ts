import type {NodeConfig} from '../domain/config.ts';
import type {Failure} from '../domain/failure.ts';
import type {SshTarget} from '../domain/ssh-target.ts';
import {failureFact, failureText, forgetHostKey} from '../theme/failure-text.ts';
import {fail, type Finding, pass} from './doctor-report.ts';

/** Why there is no login, of the node or of a hop before it, and how far it came. */
export function refusedLogin(
	target: SshTarget,
	node: NodeConfig,
	failure: Failure,
): readonly Finding[] {
	const text = failureFact(failure);
	const isOfHop = target.jumps.some(({where}) => where === failure.where);
	const known = isOfHop ? [] : [pass('node.hostkey', 'the one that is recorded')];
	switch (failure.kind) {
		case 'hostKeyUnknown':
			return [fail('node.hostkey', text, `clusterdeck nodes accept-key ${node.name}`)];
		case 'hostKeyMismatch':
			return [fail('node.hostkey', text, remedyOfMismatch(failure))];
		case 'authFailed':
			return [...known, fail('node.login', text, remedyOfRefusal(target, failure))];
		case 'needsPassphrase':
			return [...known, fail('node.login', text, `ssh-add ${failure.keyFile}`)];
		default:
			return [fail('node.login', failureText(failure), `ssh -v ${aliasOf(target, failure)} true`)];
	}
}

function remedyOfRefusal(target: SshTarget, failure: Failure): string {
	return `ssh-copy-id ${aliasOf(target, failure)}, or ssh-add with a key that it knows`;
}

/** A key that was revoked must not be made known again. */
function remedyOfMismatch(failure: Extract<Failure, {kind: 'hostKeyMismatch'}>): string {
	const {recorded} = failure;
	return recorded.isRevoked
		? `ask who revoked it, in line ${recorded.line} of ${recorded.file}`
		: `ask its owner; if it was meant: ${forgetHostKey(failure)}`;
}

function aliasOf(target: SshTarget, {where}: Failure): string {
	return machineAt(target, where).alias;
}

function machineAt(target: SshTarget, where: string): SshTarget {
	return target.jumps.find(hop => hop.where === where) ?? target;
}
