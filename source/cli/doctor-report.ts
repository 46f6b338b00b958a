import {clean} from '../theme/safe.ts';
import {jsonText} from '../theme/json-text.ts';

/** What one check found. `remedy` is the command or the change that mends it. */
export type Finding = {
	/** Stable: scripts and documentation refer to it. */
	readonly id: string;
	readonly status: 'pass' | 'warn' | 'fail';
	readonly text: string;
	readonly remedy: string | undefined;
};

export function pass(id: string, text: string): Finding {
	return {id, status: 'pass', text, remedy: undefined};
}

export function warn(id: string, text: string, remedy: string): Finding {
	return {id, status: 'warn', text, remedy};
}

export function fail(id: string, text: string, remedy: string): Finding {
	return {id, status: 'fail', text, remedy};
}

const words = {pass: 'PASS', warn: 'WARN', fail: 'FAIL'} as const;

/** One line a check, and below it what mends it. */
export function reportText(findings: readonly Finding[]): string {
	const width = Math.max(...findings.map(({id}) => id.length));
	return findings
		.flatMap(({id, status, text, remedy}) => [
			`${words[status]}  ${id.padEnd(width)}  ${clean(text)}`,
			...(remedy === undefined ? [] : [`      ${' '.repeat(width)}  try: ${clean(remedy)}`]),
		])
		.join('\n')
		.concat('\n');
}

export function reportJson(findings: readonly Finding[]): string {
	return `${jsonText({schemaVersion: 1, checks: findings}, 0)}\n`;
}
