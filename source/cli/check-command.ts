import type {Config} from '../domain/config.ts';
import type {Failure} from '../domain/failure.ts';
import type {NodeState, State} from '../store/state.ts';
import {selectSummary} from '../store/summary.ts';
import {failureText} from '../theme/failure-text.ts';
import {healthReasonText} from '../theme/health-text.ts';
import {countText} from '../theme/number-text.ts';
import {clean} from '../theme/safe.ts';
import {collect} from './collect.ts';
import type {StatusRequest} from './status-request.ts';
import type {ExitStatus, Surroundings} from './surroundings.ts';

/** `--check`: one line with performance data, and the exit status that monitoring systems agree on. */
export async function runCheck(
	config: Config,
	request: StatusRequest,
	world: Surroundings,
): Promise<ExitStatus> {
	const state = await collect({config, ...request}, world);
	const verdict = checkVerdict(state);
	world.output.print(`${clean(verdict.line)}\n`);
	return verdict.exitStatus;
}

export type CheckVerdict = {readonly line: string; readonly exitStatus: ExitStatus};

const mostTold = 5;
const words = {critical: 'CRITICAL', warning: 'WARNING', unknown: 'UNKNOWN'} as const;
/** https://www.monitoring-plugins.org/doc/guidelines.html#AEN78 */
const exitStatuses = {ok: 0, warning: 1, critical: 2, unknown: 3} as const;

export function checkVerdict(state: State): CheckVerdict {
	const findings = state.nodes.filter(({config}) => config.isEnabled).flatMap(findingsOf);
	const severity = (['critical', 'warning', 'unknown'] as const).find(candidate =>
		findings.some(finding => finding.severity === candidate),
	);
	const {nodes} = selectSummary(state);
	const facts = Object.entries(nodes).map(([health, count]) => `${health}=${count}`);
	const performance = facts.join(' ');
	if (severity === undefined) {
		return {
			line: `OK: ${countText(nodes.ok, 'node')} ok | ${performance}`,
			exitStatus: exitStatuses.ok,
		};
	}

	const told = findings.filter(finding => finding.severity === severity).map(({text}) => text);
	const rest = told.length - mostTold;
	const more = rest > 0 ? `; and ${rest} more` : '';
	// A bar would begin the performance data, and a mount may have one in its name.
	const sentences = told.slice(0, mostTold).map(text => text.replace(/\.$/, ''));
	const text = `${sentences.join('; ')}${more}`.replaceAll('|', '¦');
	return {line: `${words[severity]}: ${text} | ${performance}`, exitStatus: exitStatuses[severity]};
}

type Finding = {readonly severity: 'warning' | 'critical' | 'unknown'; readonly text: string};

function findingsOf(node: NodeState): readonly Finding[] {
	const {name} = node.config;
	if (node.health === 'down' && 'failure' in node.connection) {
		return [{severity: 'critical', text: `down: ${named(name, node.connection.failure)}`}];
	}

	if (node.health === 'unknown') {
		return [{severity: 'unknown', text: `${name} has not answered yet`}];
	}

	const reasons: readonly Finding[] = node.healthReasons.map(reason => ({
		severity: reason.severity,
		text: `${name} ${healthReasonText(reason)}`,
	}));
	return node.connection.state === 'degraded'
		? [...reasons, {severity: 'warning', text: named(name, node.connection.failure)}]
		: [...reasons, ...gapsOf(node)];
}

/** A failure names what failed, which need not be the node: a file, a command. */
function named(node: string, failure: Failure): string {
	const text = failureText(failure);
	const isNamed = failure.where === node || failure.where.startsWith(`${node} `);
	return isNamed ? text : `${node}: ${text}`;
}

/** What a threshold should watch and nobody could read: that is not ok, it is not known. */
function gapsOf({config, reading, filesystems}: NodeState): readonly Finding[] {
	const hasMemory =
		reading.state === 'fresh' && reading.value.figures.memory?.usedBytes !== undefined;
	const why = 'failure' in filesystems ? `: ${failureText(filesystems.failure)}` : '';
	return [
		...(hasMemory ? [] : [`${config.name}: memory is not known`]),
		...(filesystems.state === 'fresh' ? [] : [`${config.name}: filesystems are not known${why}`]),
	].map(text => ({severity: 'unknown', text}));
}
