import {askShell} from '../clients/ask-shell.ts';
import {wait} from '../transport/wait.ts';
import {openSampler, type Sampler} from '../clients/sampler.ts';
import {openSshProbe} from '../clients/ssh-probe.ts';
import type {Failure} from '../domain/failure.ts';
import type {Result} from '../domain/result.ts';
import type {OpenShell, Shell} from '../domain/shell.ts';
import {parseNodeSample} from '../parsers/node-sample.ts';
import type {NodeLink} from '../transport/ssh/node-link.ts';
import {failureFact, failureText} from '../theme/failure-text.ts';
import {countText, latencyText} from '../theme/number-text.ts';
import {filesystemFindings, missingOf} from './doctor-local.ts';
import type {NodeCheck} from './doctor-check.ts';
import {fail, type Finding, pass, warn} from './doctor-report.ts';

/** How many sessions one login may have. */
export type Sessions = 'one' | 'several';

const clockScript = 'LC_ALL=C date +%s\n';
const clockMs = 5000;
const samplerMs = 10_000;
const mostSkewSeconds = 5;

/** What is read of a node over its shell; undefined where it has none. */
export async function shellChecks(link: NodeLink, check: NodeCheck): Promise<Sessions | undefined> {
	const {say, ssh, signal, node} = check;
	const {clock} = ssh;
	const startedMs = clock.monotonicMs();
	const shell = await link.openShell(signal);
	if (!shell.ok) {
		say(fail('node.shell', failureFact(shell.failure), remedyOfShell(shell.failure, node.host)));
		return undefined;
	}

	say(pass('node.shell', `/bin/sh in ${latencyText(clock.monotonicMs() - startedMs)}`));
	const sessions = await sessionCheck(link, check);
	say(await clockCheck(shell.value, check));
	await samplerChecks(link, check);
	if (sessions === 'several') {
		await filesystemCheck(link, check);
	}

	return sessions;
}

function remedyOfShell({kind}: Failure, host: string): string {
	return kind === 'restrictedShell'
		? 'an account with a full shell, or no ForceCommand in its sshd_config'
		: `ssh ${host} /bin/sh -c true`;
}

/** While the first session stands. */
async function sessionCheck(link: NodeLink, {say, signal}: NodeCheck): Promise<Sessions> {
	const id = 'node.sessions';
	const second = await link.openShell(signal);
	if (second.ok) {
		second.value.close();
		say(pass(id, 'a login may have several sessions'));
		return 'several';
	}

	const {failure} = second;
	const loss = 'the sizes of its filesystems and its GPUs stay unknown';
	const text =
		failure.kind === 'denied'
			? `sshd allows one session a login, so ${loss}`
			: `${failureText(failure)} Until then ${loss}.`;
	say(warn(id, text, 'MaxSessions 10 in its sshd_config'));
	return 'one';
}

async function clockCheck(shell: Shell, {ssh, signal, node}: NodeCheck): Promise<Finding> {
	const id = 'node.clock';
	const {clock} = ssh;
	const beforeMs = clock.wallMs();
	const asked = {script: clockScript, clock, signal, where: node.name, maxBytes: 4096};
	const answer = await askShell(shell, {...asked, limitMs: clockMs});
	const afterMs = clock.wallMs();
	const seconds = answer.ok ? Number(answer.value.output.trim() || Number.NaN) : Number.NaN;
	if (!Number.isFinite(seconds)) {
		const why = answer.ok ? 'date does not say the time' : failureText(answer.failure);
		return warn(id, why, `ssh ${node.host} date`);
	}

	// It said when a second had begun, somewhere between the question and the answer.
	const earliest = seconds - afterMs / 1000;
	const latest = seconds + 1 - beforeMs / 1000;
	const skew = earliest > 0 ? earliest : Math.min(0, latest);
	const size = `${Math.round(Math.abs(skew))} s ${skew > 0 ? 'ahead of' : 'behind'} ours`;
	return Math.abs(skew) <= mostSkewSeconds
		? pass(id, 'as ours, within 5 s')
		: warn(
				id,
				`its clock is ${size}, so its logs and our times do not match`,
				'timedatectl set-ntp true, there',
			);
}

async function samplerChecks(link: NodeLink, check: NodeCheck): Promise<void> {
	const {say, ssh, signal, node} = check;
	const sampler = await openSampler(patientShell(link, check), {
		...{clock: ssh.clock, signal, where: node.name},
		deadlineMs: samplerMs,
	});
	if (!sampler.ok) {
		const id = sampler.failure.kind === 'unsupported' ? 'node.proc' : 'node.sampler';
		say(fail(id, failureText(sampler.failure), `ssh ${node.host} cat /proc/uptime`));
		return;
	}

	try {
		say(
			sampler.value.kind === 'awk'
				? pass('node.sampler', 'an awk that stays')
				: warn(
						'node.sampler',
						'there is no awk, so each sample starts processes there: it costs ten times as much',
						'apt install mawk, there',
					),
			...(await procFindings(sampler.value, check)),
		);
	} finally {
		sampler.value.close();
	}
}

async function procFindings(sampler: Sampler, check: NodeCheck): Promise<readonly Finding[]> {
	const id = 'node.proc';
	const {ssh, signal, node} = check;
	const startedMs = ssh.clock.monotonicMs();
	const answer = await sampler.ask(undefined, signal);
	const tookMs = ssh.clock.monotonicMs() - startedMs;
	const remedy = `ssh ${node.host} head -n 1 /proc/stat /proc/meminfo /proc/uptime`;
	if (!answer.ok) {
		return [fail(id, failureText(answer.failure), remedy)];
	}

	const sample = parseNodeSample(answer.value);
	const missing = missingOf(sample);
	return [
		missing.length === 0
			? pass(id, `read in ${latencyText(tookMs)}`)
			: fail(id, `not known: ${missing.join(', ')}`, remedy),
		...sample.problems.map(({source, line, reason}) =>
			warn(id, `${source}: ${reason}: ${line}`, `ssh ${node.host} cat ${source}`),
		),
		...(sample.gpus.length === 0
			? []
			: [pass('node.gpu', `${countText(sample.gpus.length, 'GPU')} by the kernel's own figures`)]),
	];
}

/** A session that was closed is free a little later. */
function patientShell(link: NodeLink, {ssh}: NodeCheck): OpenShell {
	const waitsMs = [50, 100, 200, 400, 800];
	return async signal => {
		let shell: Result<Shell> = await link.openShell(signal);
		for (const waitMs of waitsMs) {
			if (!shell.ok && shell.failure.kind === 'denied') {
				await wait(waitMs, ssh.clock, signal);
				shell = await link.openShell(signal);
			}
		}

		return shell;
	};
}

async function filesystemCheck(link: NodeLink, {say, ssh, signal, node}: NodeCheck): Promise<void> {
	const id = 'node.filesystems';
	const {clock} = ssh;
	// The login is not the probe's to close.
	const lent = {...link, close: () => undefined};
	const probe = await openSshProbe(lent, {where: node.name, clock, signal, deadlineMs: samplerMs});
	if (!probe.ok) {
		say(fail(id, failureText(probe.failure), `ssh ${node.host} df`));
		return;
	}

	const filesystems = await probe.value.readFilesystems(signal);
	probe.value.close();
	say(
		...(filesystems.ok
			? filesystemFindings(id, filesystems.value)
			: [fail(id, failureText(filesystems.failure), `ssh ${node.host} df`)]),
	);
}
