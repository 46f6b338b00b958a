import type {ShelfCopy, ShelfRow} from '../domain/model-shelf.ts';
import {copyText} from '../theme/model-fit-text.ts';
import {haveText} from '../theme/model-shelf-text.ts';
import {jsonText} from '../theme/json-text.ts';
import {sizeText} from '../theme/number-text.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {type ModelsRack, silentLines, withModels} from './models-rack.ts';
import type {Invocation} from './parse-arguments.ts';
import {requestedDocument} from './status-document.ts';
import {type ExitStatus, exitDone, type Surroundings} from './surroundings.ts';
import {tableLines} from './table-lines.ts';

const unknown = safe`-`;
const digestDigits = 12;
const longestName = 200;

export function runModelsList({flags}: Invocation, world: Surroundings): Promise<ExitStatus> {
	const {output, version} = world;
	return withModels({flags, isOnlyNamed: true}, world, rack => {
		if (flags.has('json')) {
			const document = requestedDocument(rack.state, {only: ['models']}, version);
			output.print(`${jsonText(document, 0)}\n`);
			return exitDone;
		}

		const columns = output.columns();
		const table = flags.has('all') ? copiesTable(rack, columns) : modelsTable(rack, columns);
		output.print(`${[...table, ...silentLines(rack.nodes, columns)].join('\n')}\n`);
		return exitDone;
	});
}

const noModels = ['No models yet. clusterdeck models pull qwen3:4b --node NODE fetches one.'];

function modelsTable({rows}: ModelsRack, columns: number | undefined): readonly string[] {
	const heads = [
		{head: safe`MODEL`},
		{head: safe`SIZE`, align: 'right'} as const,
		{head: safe`QUANT`},
		{head: safe`PARAMS`, align: 'right'} as const,
		{head: safe`HAVE`, align: 'right'} as const,
		{head: safe`WHERE`},
	];
	const cells = rows.map(row => {
		const {model} = row;
		return [
			name(row.name),
			model === undefined ? unknown : clean(sizeText(model.sizeBytes)),
			word(model?.quantization),
			word(model?.parameterSize),
			haveText(row),
			row.copies.size === 0 ? safe`nowhere yet` : whereText(row),
		];
	});
	return cells.length === 0 ? noModels : tableLines(heads, cells, columns);
}

/** `gpu-02 (loaded), pi-main, pi-worker1 (differs)` */
function whereText({copies}: ShelfRow): Safe {
	const places = [...copies].map(([node, copy]) => {
		const marks = marksOf(copy);
		return marks.length === 0 ? name(node) : safe`${name(node)} (${joinSafe(marks, safe`, `)})`;
	});
	return joinSafe(places, safe`, `);
}

function marksOf({loaded, isOther}: ShelfCopy): readonly Safe[] {
	return [...(loaded === undefined ? [] : [safe`loaded`]), ...(isOther ? [safe`differs`] : [])];
}

function copiesTable({rows}: ModelsRack, columns: number | undefined): readonly string[] {
	const heads = [
		{head: safe`MODEL`},
		{head: safe`NODE`},
		{head: safe`SIZE`, align: 'right'} as const,
		{head: safe`DIGEST`},
		{head: safe`NOW`},
	];
	const cells = rows.flatMap(row =>
		[...row.copies].map(([node, copy]) => [
			name(row.name),
			name(node),
			clean(sizeText(copy.installed.sizeBytes)),
			clean(copy.installed.digest.slice(0, digestDigits)),
			copyText(copy),
		]),
	);
	return cells.length === 0 ? noModels : tableLines(heads, cells, columns);
}

function name(text: string): Safe {
	return clean(text, {maxCharacters: longestName});
}

function word(text: string | undefined): Safe {
	return text === undefined || text === '' ? unknown : clean(text, {maxCharacters: 40});
}
