import type {Result} from '../domain/result.ts';
import type {SshTarget} from '../domain/ssh-target.ts';
import type {Dial} from '../transport/ssh/dial.ts';
import type {NodeLink} from '../transport/ssh/node-link.ts';
import {resolveTarget} from '../transport/ssh/resolve-target.ts';
import {wait} from '../transport/wait.ts';
import {failureText} from '../theme/failure-text.ts';
import {latencyText} from '../theme/number-text.ts';
import type {NodeCheck} from './doctor-check.ts';
import {refusedLogin} from './doctor-login.ts';
import {wayChecks} from './doctor-way.ts';
import {fail, type Finding, pass, warn} from './doctor-report.ts';
import {serviceChecks} from './doctor-services.ts';
import {shellChecks} from './doctor-shell.ts';

export type NodeChecking = Omit<NodeCheck, 'say'> & {readonly dial: Dial};

const deadlineMs = 15_000;
const loginMs = 10_000;

/**
 * Goes the way that the program goes when it reads a node, one step after the other, and stops where it ends. What was
 * not looked at any more after 15 s is said. Changes nothing on the node.
 */
export async function remoteChecks(checking: NodeChecking): Promise<readonly Finding[]> {
	const {node, ssh, signal, knownHostsFiles} = checking;
	const findings: Finding[] = [];
	const stopping = new AbortController();
	const check: NodeCheck = {
		...{node, ssh, knownHostsFiles},
		signal: AbortSignal.any([signal, stopping.signal]),
		say: (...found) => void findings.push(...found),
	};
	let isDone = false;
	const work = checkAll(check, checking.dial).then(() => {
		isDone = true;
	});
	// Not every step ends when it is aborted: the look at a name does not.
	await Promise.race([work, wait(deadlineMs, ssh.clock, check.signal)]);
	const found = [...findings];
	stopping.abort();
	return isDone
		? found
		: [
				...found,
				warn(
					'node.deadline',
					`the rest was not checked, since ${latencyText(deadlineMs)} were over`,
					`clusterdeck doctor ${node.name}`,
				),
			];
}

async function checkAll(check: NodeCheck, dial: Dial): Promise<void> {
	const {node, ssh, signal} = check;
	const target = await resolveTarget(node, ssh, signal);
	if (!target.ok) {
		check.say(fail('node.name', failureText(target.failure), `ssh -G ${node.host}`));
		return;
	}

	for (const file of [target.value, ...target.value.jumps].flatMap(each => each.knownHostsFiles)) {
		check.knownHostsFiles.add(file);
	}

	if (!(await wayChecks(target.value, check))) {
		return;
	}

	const link = await logIn(target.value, check, dial);
	if (link === undefined) {
		return;
	}

	try {
		const sessions = await shellChecks(link, check);
		if (sessions !== undefined) {
			await serviceChecks(link, check, sessions);
		}
	} finally {
		link.close();
	}
}

async function logIn(
	target: SshTarget,
	{node, ssh, signal, say}: NodeCheck,
	dial: Dial,
): Promise<NodeLink | undefined> {
	const startedMs = ssh.clock.monotonicMs();
	const opening = {signal, deadlineMs: loginMs, onAuthenticated: () => undefined};
	const link: Result<NodeLink> = await dial(node, opening);
	if (!link.ok) {
		say(...refusedLogin(target, node, link.failure));
		return undefined;
	}

	const {transport, transportReason} = link.value;
	const tookMs = ssh.clock.monotonicMs() - startedMs;
	say(
		pass(
			'node.transport',
			transport === 'ssh2'
				? 'the built-in client'
				: `the system's ssh, because of ${transportReason ?? 'its configuration'}`,
		),
		pass('node.hostkey', 'the one that is recorded'),
		pass('node.login', `as ${target.user}, in ${latencyText(tookMs)}`),
	);
	return link.value;
}
