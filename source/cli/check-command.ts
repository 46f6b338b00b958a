import type {Config} from '../domain/config.ts';
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

const words = {critical: 'CRITICAL', warning: 'WARNING', unknown: 'UNKNOWN'} as const;
/** https://www.monitoring-plugins.org/doc/guidelines.html#AEN78 */
const exitStatuses = {ok: 0, warning: 1, critical: 2, unknown: 3} as const;

export function checkVerdict(state: State): CheckVerdict {
	const findings = state.nodes.filter(({config}) => config.isEnabled).flatMap(findingsOf);
	const severity = (['critical', 'unknown', 'warning'] as const).find(candidate =>
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
	return {
		line: `${words[severity]}: ${told.join('; ')} | ${performance}`,
		exitStatus: exitStatuses[severity],
	};
}

type Finding = {readonly severity: 'warning' | 'critical' | 'unknown'; readonly text: string};

function findingsOf(node: NodeState): readonly Finding[] {
	const {name} = node.config;
	if (node.health === 'down' && 'failure' in node.connection) {
		return [
			{severity: 'critical', text: `${name} is down: ${failureText(node.connection.failure)}`},
		];
	}

	if (node.health === 'unknown') {
		return [{severity: 'unknown', text: `${name} has not answered yet`}];
	}

	const reasons: readonly Finding[] = node.healthReasons.map(reason => ({
		severity: reason.severity,
		text: `${name} ${healthReasonText(reason)}`,
	}));
	return node.connection.state === 'degraded'
		? [...reasons, {severity: 'warning', text: `${name}: ${failureText(node.connection.failure)}`}]
		: reasons;
}
