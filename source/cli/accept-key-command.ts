import type {NodeConfig} from '../domain/config.ts';
import {quoted} from '../domain/printable.ts';
import type {SshTarget} from '../domain/ssh-target.ts';
import {resolveTarget} from '../transport/ssh/resolve-target.ts';
import {sshWorld} from '../transport/ssh/ssh-world.ts';
import {createHostKeyFetcher} from '../transport/ssh/offered-host-key.ts';
import {failureText} from '../theme/failure-text.ts';
import {clean} from '../theme/safe.ts';
import {acceptKeyOf, type Consent} from './accept-key.ts';
import type {Flags, Invocation, UsageProblem} from './parse-arguments.ts';
import {withConfig} from './session-config.ts';
import {
	type ExitStatus,
	exitDone,
	exitFailed,
	exitUsage,
	type Surroundings,
} from './surroundings.ts';
import {unknownNodeText} from './unknown-node-text.ts';

/**
 * Shows the host keys that nobody knows yet on the way to a node, nearest to us first, and adds those that are accepted
 * to our own known_hosts. A key that differs from the recorded one is refused whatever is said. Exit 1 when the node's
 * key is not known in the end.
 */
export async function runAcceptKey(
	{operands, flags}: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const consent = consentOf(flags);
	if ('usage' in consent) {
		world.output.complain(consent.usage);
		return exitUsage;
	}

	return withConfig(flags, world, async ({config}) => {
		const [name = ''] = operands;
		const node = config.nodes.find(other => other.name === name);
		if (node === undefined || node.isLocal) {
			world.output.complain(
				node === undefined
					? unknownNodeText(name, config)
					: `${name} is this machine: it is read without ssh.`,
			);
			return exitUsage;
		}

		return acceptKeys(node, consent, world);
	});
}

function consentOf(flags: Flags): Consent | UsageProblem {
	const fingerprints = flags.text('fingerprint')?.split(',') ?? [];
	const wrong = fingerprints.find(text => !/^SHA256:[A-Za-z0-9+/]{43}$/.test(text));
	if (wrong !== undefined) {
		return {
			usage: `--fingerprint must be what ssh-keygen -lf prints, such as SHA256: and 43 characters, found ${quoted(wrong)}.`,
		};
	}

	if (flags.has('yes') && fingerprints.length === 0) {
		return {
			usage:
				'--yes accepts no key unseen: say which one you expect with --fingerprint SHA256:..., as ssh-keygen -lf prints it on the node.',
		};
	}

	return {isGiven: flags.has('yes'), fingerprints};
}

const deadlineMs = 15_000;

async function acceptKeys(
	node: NodeConfig,
	consent: Consent,
	world: Surroundings,
): Promise<ExitStatus> {
	const {signal, output} = world;
	const ssh = sshWorld(world);
	const resolved = await resolveTarget(node, ssh, signal);
	if (!resolved.ok) {
		output.complain(failureText(resolved.failure));
		return exitFailed;
	}

	const fetchKey = createHostKeyFetcher(ssh);
	const accept = (target: SshTarget) =>
		acceptKeyOf(target, {
			...{consent, world},
			isHop: target !== resolved.value,
			fetchKey: () => fetchKey(target, {signal, deadlineMs}),
		});
	for (const hop of resolved.value.jumps) {
		if (!(await accept(hop))) {
			output.complain(`${node.name} is reached through ${hop.where}, and there the way ends.`);
			return exitFailed;
		}
	}

	if (!(await accept(resolved.value))) {
		return exitFailed;
	}

	output.print(`Next: clusterdeck doctor ${clean(node.name)}\n`);
	return exitDone;
}
