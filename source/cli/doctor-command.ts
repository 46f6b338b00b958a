import type {NodeConfig} from '../domain/config.ts';
import {configCheck} from './doctor-config.ts';
import {localChecks} from './doctor-local.ts';
import {programChecks} from './doctor-program.ts';
import {type Finding, ofNode, pass, reportJson, reportText} from './doctor-report.ts';
import {inTurns} from '../clients/in-turns.ts';
import {settledWithin} from '../transport/settled-within.ts';
import type {Invocation} from './parse-arguments.ts';
import {openConfig} from './session-config.ts';
import {
	type ExitStatus,
	exitDone,
	exitFailed,
	exitUsage,
	type Surroundings,
} from './surroundings.ts';
import {unknownNodeText} from './unknown-node-text.ts';

/** More logins make each slower and none sooner. */
const nodesAtOnce = 8;
const knownHostsMs = 3000;

/** Checks what can go wrong, of one node or of all, and changes nothing. Exit 1 on any FAIL; WARN alone is 0. */
export async function runDoctor(
	{operands, flags}: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const opened = await openConfig(flags, world);
	const nodes = 'config' in opened ? opened.config.nodes : [];
	const [wanted] = operands;
	const chosen = nodes.filter(({name}) => wanted === undefined || name === wanted);
	if (wanted !== undefined && 'config' in opened && chosen.length === 0) {
		world.output.complain(unknownNodeText(wanted, opened.config));
		return exitUsage;
	}

	let remote: ReturnType<typeof openRemoteChecks> | undefined;
	const checkRemote = async (node: NodeConfig): Promise<readonly Finding[]> => {
		remote ??= openRemoteChecks(world);
		return (await remote).ofNode(node);
	};
	const nodeFindings = await inTurns(chosen, nodesAtOnce, async node =>
		ofNode(node.name, await nodeChecks(node, checkRemote, world)),
	);
	const findings: readonly Finding[] = [
		...(await programChecks(world)),
		...configCheck(opened),
		...(await knownHostsFindings(await remote, world)),
		...nodeFindings.flat(),
	];
	if (world.signal.aborted) {
		// What was under way then would be told as broken.
		world.output.complain('doctor was stopped before it was done. Run it again.');
		return exitFailed;
	}

	world.output.print(
		flags.has('json') ? reportJson(findings) : reportText(findings, world.output.columns()),
	);
	return findings.some(({status}) => status === 'fail') ? exitFailed : exitDone;
}

/** Their files were read for the nodes; one on a mount that hangs each node has told. */
async function knownHostsFindings(
	remote: Awaited<ReturnType<typeof openRemoteChecks>> | undefined,
	{clock}: Surroundings,
): Promise<readonly Finding[]> {
	let findings: readonly Finding[] = [];
	const reading = remote?.ofKnownHosts().then(found => {
		findings = found;
	});
	await settledWithin(reading ?? Promise.resolve(), knownHostsMs, clock);
	return findings;
}

async function nodeChecks(
	node: NodeConfig,
	remoteChecks: (node: NodeConfig) => Promise<readonly Finding[]>,
	world: Surroundings,
): Promise<readonly Finding[]> {
	if (!node.isEnabled) {
		return [pass('node.enabled', 'disabled: it is listed and never contacted')];
	}

	return node.isLocal ? localChecks(node, world) : remoteChecks(node);
}

/** What takes ssh is loaded where there is a node to reach by it. */
async function openRemoteChecks(world: Surroundings) {
	const [{remoteChecks}, {knownHostsChecks}, {createDial}, {sshWorld}] = await Promise.all([
		import('./doctor-node.ts'),
		import('./doctor-known-hosts.ts'),
		import('../transport/ssh/dial.ts'),
		import('../transport/ssh/ssh-world.ts'),
	]);
	const ssh = sshWorld(world);
	const dial = createDial(ssh);
	const {signal} = world;
	const knownHostsFiles = new Set<string>();
	return {
		ofNode: (node: NodeConfig) => remoteChecks({node, ssh, dial, signal, knownHostsFiles}),
		/** When all nodes were looked at. */
		ofKnownHosts: () => knownHostsChecks(knownHostsFiles),
	};
}
