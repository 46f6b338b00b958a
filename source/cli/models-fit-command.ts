import type {ModelFit} from '../domain/model-fit.ts';
import type {ShelfRow} from '../domain/model-shelf.ts';
import {fitVerdict, modelFit} from '../rules/model-fit.ts';
import {jsonText} from '../theme/json-text.ts';
import {copyText, type FitWords, modelFitText} from '../theme/model-fit-text.ts';
import {countText, sizeText} from '../theme/number-text.ts';
import {ollamaFailureText} from '../theme/ollama-text.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {isUsageProblem, numberOf} from './flag-values.ts';
import {fitDocument} from './models-document.ts';
import {modelOperand, type ModelsRack, rowNamed, withModels} from './models-rack.ts';
import {namesOf} from './ollama-nodes.ts';
import type {Flags, Invocation} from './parse-arguments.ts';
import {
	type ExitStatus,
	exitDone,
	exitFailed,
	exitUsage,
	type Surroundings,
} from './surroundings.ts';
import {tableLines} from './table-lines.ts';

const mostContext = 100_000_000;

/** Where a model would run, and by how much it does not. */
export async function runModelsFit(
	invocation: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const {flags} = invocation;
	const {output, version, storeClock} = world;
	const model = modelOperand(invocation);
	const contextTokens = numberOf(flags, 'context', {least: 1, most: mostContext, whole: true});
	if (isUsageProblem(model) || isUsageProblem(contextTokens)) {
		output.complain([model, contextTokens].find(isUsageProblem)?.usage ?? '');
		return exitUsage;
	}

	return withModels({flags, needsDisks: true}, world, async rack => {
		const row = rowNamed(rack, model, world);
		if (row?.model === undefined) {
			return exitFailed;
		}

		const cacheBytesPerToken =
			contextTokens === undefined ? undefined : await cacheBytes(row, rack, world);
		const question = {contextTokens, cacheBytesPerToken};
		const named = namesOf(flags.texts('node'));
		const fits = rack.nodes
			.filter(({name}) => named.length === 0 || named.includes(name))
			.flatMap(node => modelFit(row, node, question) ?? []);
		const words = {nowWallMs: storeClock.wallMs(), apart: '·'};
		output.print(
			flags.has('json')
				? `${jsonText(fitDocument(row, {fits, contextTokens}, {rack, version, words}), 0)}\n`
				: `${fitLines(row, fits, {flags, contextTokens, words, columns: output.columns()}).join('\n')}\n`,
		);
		return exitDone;
	});
}

/** Of the first node that tells it; undefined: it is guessed from the size. */
async function cacheBytes(
	{copies}: ShelfRow,
	{show}: ModelsRack,
	{output}: Pick<Surroundings, 'output'>,
): Promise<number | undefined> {
	for (const [node, {installed, isOther}] of copies) {
		const shown = isOther ? undefined : await show(node, installed.name);
		if (shown?.ok === true) {
			return shown.value.cacheBytesPerToken;
		}

		if (shown !== undefined) {
			output.complain(ollamaFailureText(shown.failure));
		}
	}

	return undefined;
}

type Lines = {
	readonly flags: Flags;
	readonly contextTokens: number | undefined;
	readonly words: FitWords;
	readonly columns: number | undefined;
};

function fitLines(
	row: ShelfRow,
	fits: readonly ModelFit[],
	{flags, contextTokens, words, columns}: Lines,
): readonly string[] {
	const isNamed = flags.has('all') || flags.has('node');
	const shown = fits.filter(fit => isNamed || fit.state === 'told').toSorted(bestFirst);
	const size = row.model === undefined ? [] : [sizeText(row.model.sizeBytes)];
	const context =
		contextTokens === undefined
			? 'the context that each server gives'
			: `a context of ${countText(contextTokens, 'token')}`;
	const left = fits.length - shown.length;
	return [
		clean([row.name, ...size, `with ${context}`].join(' · ')),
		'',
		...tableLines(
			[{head: safe`NODE`}, {head: safe`NOW`}, {head: safe`WILL IT FIT`}],
			shown.map(fit => [clean(fit.node), nowText(row, fit), modelFitText(fit, words)]),
			columns,
		),
		...(left === 0 ? [] : ['', `${left} more do not answer: --all says why.`]),
	];
}

const order = ['runs', 'yes', 'unknown', 'slowly', 'no', 'silent'] as const;

function bestFirst(one: ModelFit, other: ModelFit): number {
	return order.indexOf(fitVerdict(one)) - order.indexOf(fitVerdict(other));
}

function nowText({copies}: ShelfRow, {node}: ModelFit): Safe {
	const copy = copies.get(node);
	return copy === undefined ? safe`-` : copyText(copy);
}
