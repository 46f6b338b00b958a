import {clean} from '../theme/safe.ts';
import {jsonText} from '../theme/json-text.ts';

/** What one check found. `remedy` is the command or the change that mends it. */
export type Finding = {
	/** Stable: scripts and documentation refer to it. */
	readonly id: string;
	/** Undefined for what is about this program. */
	readonly node: string | undefined;
	readonly status: 'pass' | 'warn' | 'fail';
	readonly text: string;
	readonly remedy: string | undefined;
};

export function pass(id: string, text: string): Finding {
	return {id, node: undefined, status: 'pass', text, remedy: undefined};
}

export function warn(id: string, text: string, remedy: string): Finding {
	return {id, node: undefined, status: 'warn', text, remedy};
}

export function fail(id: string, text: string, remedy: string): Finding {
	return {id, node: undefined, status: 'fail', text, remedy};
}

/** The same findings, said of a node. */
export function ofNode(node: string, findings: readonly Finding[]): readonly Finding[] {
	return findings.map(finding => ({...finding, node}));
}

const words = {pass: 'PASS', warn: 'WARN', fail: 'FAIL'} as const;

/** One line a check, and below it what mends it. */
export function reportText(findings: readonly Finding[]): string {
	const width = Math.max(...findings.map(({id}) => id.length));
	return findings
		.flatMap(({id, node, status, text, remedy}) => [
			`${words[status]}  ${id.padEnd(width)}  ${clean(named(text, node))}`,
			...(remedy === undefined ? [] : [`      ${' '.repeat(width)}  try: ${clean(remedy)}`]),
		])
		.join('\n')
		.concat('\n');
}

/** Failures begin with what failed, which may be the node. */
function named(text: string, node: string | undefined): string {
	return node === undefined || text.startsWith(`${node} `) || text.startsWith(`${node}:`)
		? text
		: `${node}: ${text}`;
}

export function reportJson(findings: readonly Finding[]): string {
	return `${jsonText({schemaVersion: 1, checks: findings}, 0)}\n`;
}
