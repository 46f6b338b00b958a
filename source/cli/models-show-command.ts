import type {ShelfRow} from '../domain/model-shelf.ts';
import type {InstalledModel, ShownModel} from '../domain/ollama.ts';
import {copyText, leavesText} from '../theme/model-fit-text.ts';
import {ollamaFailureText} from '../theme/ollama-text.ts';
import {jsonText} from '../theme/json-text.ts';
import {haveText} from '../theme/model-shelf-text.ts';
import {countText, sizeText} from '../theme/number-text.ts';
import {clean} from '../theme/safe.ts';
import {isUsageProblem} from './flag-values.ts';
import {type LabelledText, labelledTexts} from './labelled-texts.ts';
import {shownDocument, type ToldModel} from './models-document.ts';
import {modelOperand, type ModelsRack, rowNamed, withModels} from './models-rack.ts';
import type {Invocation} from './parse-arguments.ts';
import {
	type ExitStatus,
	exitDone,
	exitFailed,
	exitUsage,
	type Surroundings,
} from './surroundings.ts';

/** All that is known of one model: of the nodes, and of the model itself. */
export async function runModelsShow(
	invocation: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const {flags} = invocation;
	const {output, version, storeClock} = world;
	const model = modelOperand(invocation);
	if (isUsageProblem(model)) {
		output.complain(model.usage);
		return exitUsage;
	}

	return withModels({flags, isOnlyNamed: true}, world, async rack => {
		const row = rowNamed(rack, model, world);
		if (row?.model === undefined) {
			return exitFailed;
		}

		const told = await toldOf(row, rack, world);
		const nowWallMs = storeClock.wallMs();
		output.print(
			flags.has('json')
				? `${jsonText(shownDocument(row, told, {rack, version}), 0)}\n`
				: `${[
						clean(row.name),
						...labelledTexts(
							[
								...modelTexts(row.model, told?.shown),
								...placeTexts(row, nowWallMs),
								...longTexts(told?.shown, flags.has('all')),
							],
							output.columns(),
						),
					].join('\n')}\n`,
		);
		return exitDone;
	});
}

/** The first that has the usual one and tells of it. */
async function toldOf(
	{copies}: ShelfRow,
	{show}: ModelsRack,
	{output}: Pick<Surroundings, 'output'>,
): Promise<ToldModel> {
	for (const [node, {installed, isOther}] of copies) {
		const shown = isOther ? undefined : await show(node, installed.name);
		if (shown?.ok === true) {
			return {node, shown: shown.value};
		}

		if (shown !== undefined) {
			output.complain(ollamaFailureText(shown.failure));
		}
	}

	return undefined;
}

const digestDigits = 12;

function modelTexts(
	{family, parameterSize, quantization, sizeBytes, ...model}: InstalledModel,
	shown: ShownModel | undefined,
): readonly LabelledText[] {
	const made = [family, parameterSize, quantization].filter(word => word !== undefined);
	const context = shown?.contextTokens ?? model.contextTokens;
	const perToken = shown?.cacheBytesPerToken;
	const each = perToken === undefined ? '' : `, ${sizeText(perToken)} of memory each`;
	const can = shown?.capabilities ?? model.capabilities ?? [];
	return [
		{label: 'model', texts: [[...made, sizeText(sizeBytes)].join(' · ')]},
		{
			label: 'context',
			texts: context === undefined ? [] : [`${countText(context, 'token')}${each}`],
		},
		{label: 'can', texts: can.length === 0 ? [] : [can.join(', ')]},
	];
}

function placeTexts(row: ShelfRow, nowWallMs: number): readonly LabelledText[] {
	const {copies, model, have} = row;
	const places = [...copies].map(([node, copy]) => {
		const leaves = copy.loaded === undefined ? '' : ` · ${leavesText(copy.loaded, nowWallMs)}`;
		return `${node}: ${copyText(copy)}${leaves}`;
	});
	const digest = model?.digest.slice(0, digestDigits) ?? '';
	const others = copies.size - have;
	const same =
		others === 0
			? `the same on ${countText(have, 'node')}`
			: `on ${have} of ${countText(copies.size, 'node')}`;
	return [
		{label: 'digest', texts: [`${digest} · ${same}`]},
		{label: 'wanted', texts: row.wanted === undefined ? [] : [`${haveText(row)} nodes have it`]},
		{label: 'where', texts: places},
	];
}

/** Whole with `--all`, else only how it begins. */
function longTexts(shown: ShownModel | undefined, hasAll: boolean): readonly LabelledText[] {
	const {license, parameters, system, template} = shown ?? {};
	const texts = {licence: license, ...(hasAll ? {parameters, system, template} : {})};
	return Object.entries(texts).map(([label, text = '']) => {
		const lines = text.split(/\r?\n/).filter(line => line.trim() !== '');
		return {label, texts: hasAll ? lines : lines.slice(0, 1)};
	});
}
