import {openAccelerators} from '../clients/accelerator-lanes.ts';
import {askShell} from '../clients/ask-shell.ts';
import {createAskSlurm} from '../clients/run-slurm.ts';
import {createSlurmClusterReads} from '../clients/slurm-cluster-reads.ts';
import {assertNever} from '../domain/assert-never.ts';
import type {ControllerState} from '../domain/cluster.ts';
import type {PiThrottling} from '../domain/node-sample.ts';
import {settledWithin} from '../transport/settled-within.ts';
import type {NodeLink} from '../transport/ssh/node-link.ts';
import {newNonce} from '../transport/ssh/prove-shell.ts';
import {failureText} from '../theme/failure-text.ts';
import {countText} from '../theme/number-text.ts';
import type {NodeCheck} from './doctor-check.ts';
import {ollamaChecks} from './doctor-ollama.ts';
import {fail, type Finding, pass, warn} from './doctor-report.ts';
import type {Sessions} from './doctor-shell.ts';

const toolsMs = 5000;
const slurmMs = 5000;
const slurmScript = `LC_ALL=C; export LC_ALL
command -v squeue >/dev/null 2>&1 || exit 0
squeue --version </dev/null 2>&1
`;

/** What a node can do beside being read: GPUs, Ollama, Slurm. */
export async function serviceChecks(
	link: NodeLink,
	check: NodeCheck,
	sessions: Sessions,
): Promise<void> {
	if (sessions === 'several') {
		await toolChecks(link, check);
	}

	await ollamaChecks(link, check);
	if (sessions === 'several') {
		check.say(await slurmCheck(link, check));
	}
}

async function toolChecks(link: NodeLink, {say, ssh, node}: NodeCheck): Promise<void> {
	const id = 'node.gpu';
	const {clock} = ssh;
	const tools = openAccelerators(link.openShell, {clock, where: node.name});
	let isAnswered = false;
	const answered = tools.answered.then(() => {
		isAnswered = true;
	});
	await settledWithin(answered, toolsMs, clock);
	const {gpus, pi, problems} = tools.read();
	tools.close();
	for (const {source, reason, line} of problems) {
		const text = `${source} ${reason}: ${line}`;
		const remedy = `ssh ${node.host} ${source === node.name ? 'true' : source}`;
		say(isAnswered ? warn(id, text, remedy) : fail(id, text, remedy));
	}

	if (problems.length === 0) {
		const tool = pi === undefined ? 'no GPU tool there' : 'vcgencmd answers';
		say(pass(id, gpus.length === 0 ? tool : `${countText(gpus.length, 'GPU')}`));
	}

	if (pi !== undefined) {
		say(piFinding(pi));
	}
}

function piFinding(pi: PiThrottling): Finding {
	const id = 'node.pi';
	const remedy = 'a stronger power supply, and a cooler';
	if (pi.throttledNow || pi.underVoltageNow) {
		const what = pi.underVoltageNow ? 'its voltage is too low' : 'it throttles';
		return warn(id, `${what}, now`, remedy);
	}

	return pi.throttledSinceBoot || pi.underVoltageSinceBoot
		? warn(id, 'it had too little voltage or throttled since it was started', remedy)
		: pass(id, 'never throttled since it was started');
}

async function slurmCheck(link: NodeLink, {ssh, signal, node}: NodeCheck): Promise<Finding> {
	const id = 'node.slurm';
	const shell = await link.openShell(signal);
	const asked = {script: slurmScript, clock: ssh.clock, signal, where: 'squeue --version'};
	const answer = shell.ok
		? await askShell(shell.value, {...asked, limitMs: slurmMs, maxBytes: 65_536})
		: shell;
	if (!answer.ok) {
		return warn(id, failureText(answer.failure), `ssh ${node.host} squeue --version`);
	}

	const [line = ''] = answer.value.output.trim().split('\n');
	if (line === '') {
		return pass(id, 'no squeue there');
	}

	return answer.value.exitCode === 0
		? controllerFinding(line, await pingFrom(link, {ssh, signal, node}), node)
		: warn(id, `squeue fails: ${line}`, `ssh ${node.host} squeue --version`);
}

/** Whether the controller answers there, in three seconds; a machine may have the programs and no cluster. */
function pingFrom(
	{openShell}: NodeLink,
	{ssh, signal, node}: Pick<NodeCheck, 'ssh' | 'signal' | 'node'>,
): Promise<ControllerState> {
	const where = node.name;
	const ask = createAskSlurm({openShell, clock: ssh.clock, where});
	return createSlurmClusterReads({ask, where, newMark: newNonce}).ping(signal);
}

function controllerFinding(
	version: string,
	controller: ControllerState,
	{host}: NodeCheck['node'],
): Finding {
	const id = 'node.slurm';
	switch (controller) {
		case 'up':
			return pass(id, `${version}, and its controller answers`);
		case 'slow':
		case 'down':
			return warn(
				id,
				`${version}, but its controller does not answer`,
				`ssh ${host} scontrol ping`,
			);
		case 'unknown':
			return pass(id, version);
		default:
			return assertNever(controller);
	}
}
