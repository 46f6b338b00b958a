/**
 * config.yaml -> Config, or every mistake in it with line and column (DESIGN.md, section 5).
 *
 *     version: 1
 *     nodes:
 *       - {name: pi-main, local: true}
 *
 * Four stages, each only when the one before found nothing: bounds, YAML, shape, meaning. YAML: https://yaml.org/spec/1.2.2/
 */
import {LineCounter} from 'yaml';
import type {Config, ConfigProblem, Thresholds} from '../domain/config.ts';
import {isModelName} from '../domain/grammar.ts';
import {checkConfigBounds} from './config-bounds.ts';
import {defaultChat, defaultCluster, defaultThresholds} from './config-defaults.ts';
import {type Finding, findingsOfIssues} from './config-issues.ts';
import {buildNodes} from './config-nodes.ts';
import {configPathText} from './config-path.ts';
import {buildModels, buildSlurm} from './config-references.ts';
import {type ConfigFile, configFileSchema} from './config-schema.ts';
import {type ConfigTree, readConfigTree} from './config-tree.ts';
import {type Mistake, readYaml} from './yaml-document.ts';

export type ConfigResult =
	| {readonly ok: true; readonly config: Config}
	| {readonly ok: false; readonly problems: readonly ConfigProblem[]};

const mostProblems = 20;

/** Never throws, whatever the text is. `file` is only repeated in the problems, of which there are 20 at most. */
export function parseConfig(text: string, file: string): ConfigResult {
	const body = withoutByteOrderMark(text);
	const breach = checkConfigBounds(body, file);
	if (breach !== undefined) {
		return {ok: false, problems: [breach]};
	}

	const result = readConfig(body);
	return 'config' in result
		? {ok: true, config: result.config}
		: {ok: false, problems: problemsOf(result.mistakes, body, file)};
}

function withoutByteOrderMark(text: string): string {
	return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

type Mistakes = {readonly mistakes: readonly Mistake[]};

function readConfig(text: string): {readonly config: Config} | Mistakes {
	const yaml = readYaml(text);
	if (!yaml.ok) {
		return {mistakes: yaml.mistakes};
	}

	const tree = readConfigTree(yaml.document);
	if (tree.mistakes.length > 0) {
		return {mistakes: tree.mistakes};
	}

	return tree.value === null ? {mistakes: [emptyMistake]} : readTree(tree);
}

const emptyMistake: Mistake = {
	offset: 0,
	path: '',
	message:
		'is empty. The smallest configuration is "version: 1" and "nodes: [{name: localhost, local: true}]"',
};

function readTree(tree: ConfigTree): {readonly config: Config} | Mistakes {
	const shape = configFileSchema.safeParse(tree.value);
	if (!shape.success) {
		return {mistakes: locate(findingsOfIssues(shape.error.issues, tree), tree)};
	}

	const built = buildConfig(shape.data);
	return built.findings.length > 0
		? {mistakes: locate(built.findings, tree)}
		: {config: built.config};
}

function locate(findings: readonly Finding[], tree: ConfigTree): readonly Mistake[] {
	return findings.map(({path, at, message}) => ({
		offset: tree.offsetOf(path, at),
		path: configPathText(path),
		message,
	}));
}

function buildConfig(file: ConfigFile): {config: Config; findings: readonly Finding[]} {
	const {nodes, findings: nodeFindings} = buildNodes(file);
	const slurm = buildSlurm(file, nodes);
	const models = buildModels(file, nodes);
	const config = {
		cluster: file.cluster ?? defaultCluster,
		nodes,
		slurm: slurm.value,
		chat: chatOf(file.chat),
		models: models.value,
		recipes: file.recipes ?? [],
		thresholds: thresholdsOf(file.thresholds),
		theme: file.theme ?? 'auto',
	};
	const emptiness = nodes.length + slurm.value.length === 0 ? [nothingToWatch] : [];
	const findings = nodeFindings.length > 0 ? nodeFindings : [...slurm.findings, ...models.findings];
	return {config, findings: findings.length > 0 ? findings : emptiness};
}

const nothingToWatch: Finding = {
	path: ['nodes'],
	at: 'value',
	message: 'must have a node to watch, such as "- {name: localhost, local: true}"',
};

function chatOf(fields: ConfigFile['chat']): Config['chat'] {
	const model = fields?.model;
	return {
		model: model !== undefined && isModelName(model) ? model : undefined,
		routing: fields?.routing ?? defaultChat.routing,
		system: fields?.system ?? defaultChat.system,
	};
}

/** The file has percent, Config has fractions. */
function thresholdsOf(fields: ConfigFile['thresholds']): Thresholds {
	const {memory, temperature, disk} = fields ?? {};
	return {
		memory: pairOf(memory, 100) ?? defaultThresholds.memory,
		temperature: pairOf(temperature, 1) ?? defaultThresholds.temperature,
		disk: pairOf(disk, 100) ?? defaultThresholds.disk,
	};
}

function pairOf(pair: [number, number] | undefined, divisor: number) {
	return pair && {warning: pair[0] / divisor, critical: pair[1] / divisor};
}

function problemsOf(
	mistakes: readonly Mistake[],
	text: string,
	file: string,
): readonly ConfigProblem[] {
	const lines = lineCounterOf(text);
	return [...mistakes]
		.sort((one, other) => one.offset - other.offset)
		.slice(0, mostProblems)
		.map(({offset, path, message}) => {
			const {line, col} = lines.linePos(offset);
			return {file, line, column: col, path, message};
		});
}

function lineCounterOf(text: string): LineCounter {
	const lines = new LineCounter();
	lines.addNewLine(0);
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
		lines.addNewLine(at + 1);
	}

	return lines;
}
