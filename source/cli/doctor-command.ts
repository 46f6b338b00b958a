import {quoted} from '../domain/printable.ts';
import type {NodeConfig} from '../domain/config.ts';
import {configCheck} from './doctor-config.ts';
import {localChecks} from './doctor-local.ts';
import {programChecks} from './doctor-program.ts';
import {fail, type Finding, pass, reportJson, reportText} from './doctor-report.ts';
import type {Invocation} from './parse-arguments.ts';
import {openConfig} from './session-config.ts';
import {
	type ExitStatus,
	exitDone,
	exitFailed,
	exitUsage,
	type Surroundings,
} from './surroundings.ts';

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
		world.output.complain(`There is no node ${quoted(wanted)} in the configuration.`);
		return exitUsage;
	}

	const nodeFindings = await Promise.all(chosen.map(node => nodeChecks(node, world)));
	const findings: readonly Finding[] = [
		...(await programChecks(world)),
		...configCheck(opened),
		...nodeFindings.flat(),
	];
	world.output.print(flags.has('json') ? reportJson(findings) : reportText(findings));
	return findings.some(({status}) => status === 'fail') ? exitFailed : exitDone;
}

async function nodeChecks(node: NodeConfig, world: Surroundings): Promise<readonly Finding[]> {
	if (!node.isEnabled) {
		return [pass('node.enabled', `${node.name} is disabled: it is listed and never contacted`)];
	}

	return node.isLocal
		? localChecks(node, world)
		: [
				fail(
					'node.transport',
					`${node.name} is not this machine, and this version has no ssh`,
					`ssh ${node.host} clusterdeck --once`,
				),
			];
}
