import {clean} from '../theme/safe.ts';
import {jsonText} from '../theme/json-text.ts';
import {countText} from '../theme/number-text.ts';
import {hanging, hangingClauses, mostColumns} from '../theme/wrap.ts';

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

const gap = '  ';
const idStart = words.pass.length + gap.length;
const remedyWord = 'try: ';

/**
 * One line a check, and below it what mends it. On a terminal of so many columns what is too long goes on under itself,
 * but for a command: that is copied whole.
 */
export function reportText(findings: readonly Finding[], columns: number | undefined): string {
	const idWidth = Math.max(...findings.map(({id}) => id.length));
	const textStart = idStart + idWidth + gap.length;
	return findings
		.flatMap((finding, index) => {
			const {id, node, status, text} = finding;
			const head = [words[status], id.padEnd(idWidth), ''].join(gap);
			return [
				...hanging(clean(named(text, node)), {columns, head, indent: textStart}),
				...(isLastOf(finding, findings[index + 1]) ? remedyLines(finding, textStart, columns) : []),
			];
		})
		.concat('', verdictOf(findings), '')
		.join('\n');
}

/** What a screen shows when the checks have scrolled out of it. */
function verdictOf(findings: readonly Finding[]): string {
	const countOf = (wanted: Finding['status']): number =>
		findings.filter(({status}) => status === wanted).length;
	const [failed, warned] = [countOf('fail'), countOf('warn')];
	const verdicts = [
		...(failed === 0 ? [] : [`${failed} failed`]),
		...(warned === 0 ? [] : [countText(warned, 'warning')]),
	];
	const checks = countText(findings.length, 'check');
	return `${checks}: ${verdicts.length === 0 ? 'all is well' : verdicts.join(', ')}`;
}

/** What mends several findings of a node in a row is said once, below the last of them. */
function isLastOf({node, remedy}: Finding, next: Finding | undefined): boolean {
	return next === undefined || next.remedy !== remedy || next.node !== node;
}

/** Under the text, or further left where a command needs the room. */
function remedyLines(
	{remedy}: Finding,
	textStart: number,
	columns: number | undefined,
): readonly string[] {
	if (remedy === undefined) {
		return [];
	}

	const linesFrom = (start: number): readonly string[] => {
		const head = ' '.repeat(start) + remedyWord;
		return hangingClauses(clean(remedy), {columns, head, indent: head.length});
	};
	const lines = linesFrom(textStart);
	const isTooLong = columns !== undefined && lines.some(line => mostColumns(line) > columns);
	return isTooLong ? linesFrom(idStart) : lines;
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
