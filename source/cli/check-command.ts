import type {Config} from '../domain/config.ts';
import type {NodeState, State} from '../store/state.ts';
import {selectSummary} from '../store/summary.ts';
import {toldHealth} from '../store/told-health.ts';
import {healthReasonText} from '../theme/health-text.ts';
import {countText} from '../theme/number-text.ts';
import {clean} from '../theme/safe.ts';
import {collect} from './collect.ts';
import {type Said, said, saidOfFailure, sayOnce} from './said-of-nodes.ts';
import type {StatusRequest} from './status-request.ts';
import type {ExitStatus, Surroundings} from './surroundings.ts';

/** `--check`: one line with performance data, and the exit status that monitoring systems agree on. */
export async function runCheck(
	config: Config,
	request: StatusRequest,
	world: Surroundings,
): Promise<ExitStatus> {
	const state = await collect({config, ...request, only: ['nodes']}, world);
	const verdict = checkVerdict(state);
	world.output.print(`${clean(verdict.line)}\n`);
	return verdict.exitStatus;
}

export type CheckVerdict = {readonly line: string; readonly exitStatus: ExitStatus};

/** Sentences, and names before each: the line is read on a telephone. */
const mostTold = 5;
const mostNames = 10;
const words = {critical: 'CRITICAL', warning: 'WARNING', unknown: 'UNKNOWN'} as const;
/** https://www.monitoring-plugins.org/doc/guidelines.html#AEN78 */
const exitStatuses = {ok: 0, warning: 1, critical: 2, unknown: 3} as const;

export function checkVerdict(state: State): CheckVerdict {
	const findings = state.nodes.filter(({config}) => config.isEnabled).flatMap(findingsOf);
	const severity = (['critical', 'warning', 'unknown'] as const).find(candidate =>
		findings.some(finding => finding.severity === candidate),
	);
	const {nodes} = selectSummary(state, toldHealth);
	const facts = Object.entries(nodes).map(([health, count]) => `${health}=${count}`);
	const performance = facts.join(' ');
	if (severity === undefined) {
		return {
			line: `OK: ${countText(nodes.ok, 'node')} ok | ${performance}`,
			exitStatus: exitStatuses.ok,
		};
	}

	const told = sayOnce(
		findings.filter(finding => finding.severity === severity),
		mostNames,
	);
	const rest = told.slice(mostTold).reduce((sum, {count}) => sum + count, 0);
	const more = rest > 0 ? `; and ${rest} more` : '';
	// A bar would begin the performance data, and a mount may have one in its name.
	const sentences = told.slice(0, mostTold).map(({text}) => text.replace(/\.$/, ''));
	const text = `${sentences.join('; ')}${more}`.replaceAll('|', '¦');
	return {line: `${words[severity]}: ${text} | ${performance}`, exitStatus: exitStatuses[severity]};
}

type Finding = Said & {readonly severity: 'warning' | 'critical' | 'unknown'};

function findingsOf(node: NodeState): readonly Finding[] {
	const {name} = node.config;
	if (toldHealth(node) === 'down' && 'failure' in node.connection) {
		const down = saidOfFailure(name, node.connection.failure);
		return [{...down, lead: 'down: ', severity: 'critical'}];
	}

	if (node.health === 'unknown') {
		return [{...said(name, 'no answer yet'), severity: 'unknown'}];
	}

	const reasons: readonly Finding[] = node.healthReasons.map(reason => ({
		...said(name, healthReasonText(reason)),
		severity: reason.severity,
	}));
	return node.connection.state === 'degraded'
		? [...reasons, {...saidOfFailure(name, node.connection.failure), severity: 'warning'}]
		: [...reasons, ...gapsOf(node)];
}

/** What a threshold should watch and nobody could read: that is not ok, it is not known. */
function gapsOf({config, reading, filesystems}: NodeState): readonly Finding[] {
	const hasMemory =
		reading.state === 'fresh' && reading.value.figures.memory?.usedBytes !== undefined;
	const why =
		'failure' in filesystems ? `: ${saidOfFailure(config.name, filesystems.failure).text}` : '';
	return [
		...(hasMemory ? [] : ['memory is not known']),
		...(filesystems.state === 'fresh' ? [] : [`filesystems are not known${why}`]),
	].map(text => ({...said(config.name, text), severity: 'unknown'}));
}
