/** The language of the filter of models: `qwen`, `state:loaded node:gpu-01`, `!quant:f16`, `can:tools`. All terms have to match. */
import {assertNever} from '../domain/assert-never.ts';
import type {ShelfCopy, ShelfRow} from '../domain/model-shelf.ts';
import {type FieldTerm, parseFieldTerm} from './field-terms.ts';
import {type FilterProblem, type FilterTerms, parseTerms} from './filter-terms.ts';
import {isNameWord, isPlainWord} from './filter-words.ts';

/** Inverted, it matches every model that it would not match otherwise. Without terms it matches all. */
export type ModelFilter = FilterTerms<ModelTerm>;

type ModelTerm = FieldTerm<ModelField>;
type ModelField = 'name' | 'family' | 'quant' | 'node' | 'state' | 'can';

const fields: ReadonlyMap<string, ModelField> = new Map([
	['name', 'name'],
	['model', 'name'],
	['family', 'family'],
	['quant', 'quant'],
	['node', 'node'],
	['state', 'state'],
	['can', 'can'],
]);

const examples: Readonly<Record<ModelField, string>> = {
	name: 'name:qwen3',
	family: 'family:llama',
	quant: 'quant:q4',
	node: 'node:gpu-01',
	state: 'state:loaded',
	can: 'can:tools',
};

/** `missing`: there are fewer copies than are wanted. `busy`: something is being done with it. */
const states = ['loaded', 'wanted', 'missing', 'differs', 'busy'] as const;
type FilteredState = (typeof states)[number];

/** What a filter asks of a model. */
export type FilteredModel = {
	readonly shelf: ShelfRow;
	/** Something is under way with it. */
	readonly isBusy: boolean;
};

export function parseModelFilter(text: string): ModelFilter | FilterProblem {
	return parseTerms(text, word =>
		parseFieldTerm(word, {fields, examples, inverted: '!state:loaded', isValue}),
	);
}

function isValue(field: ModelField, wanted: string): boolean {
	switch (field) {
		case 'state':
			return states.some(state => state.startsWith(wanted));
		case 'node':
			return isNameWord(wanted);
		default:
			return isPlainWord(wanted);
	}
}

export function matchesModel({isInverted, terms}: ModelFilter, model: FilteredModel): boolean {
	return terms.every(term => isModel(term, model) !== term.isInverted) !== isInverted;
}

function isModel(term: ModelTerm, {shelf, isBusy}: FilteredModel): boolean {
	const {model, copies} = shelf;
	switch (term.by) {
		case 'text':
			return term.search(shelf.name);
		case 'name':
			return beginsWith([shelf.name], term.wanted);
		case 'family':
			return beginsWith([model?.family ?? ''], term.wanted);
		case 'quant':
			return beginsWith([model?.quantization ?? ''], term.wanted);
		case 'node':
			return beginsWith([...copies.keys()], term.wanted);
		case 'can':
			return beginsWith(model?.capabilities ?? [], term.wanted);
		case 'state':
			return beginsWith(statesOf(shelf, isBusy), term.wanted);
		default:
			return assertNever(term);
	}
}

function statesOf(shelf: ShelfRow, isBusy: boolean): readonly FilteredState[] {
	const isAny = (is: (copy: ShelfCopy) => boolean): boolean => [...shelf.copies.values()].some(is);
	return [
		...(isAny(({loaded}) => loaded !== undefined) ? (['loaded'] as const) : []),
		...(shelf.wanted === undefined ? [] : (['wanted'] as const)),
		...(isShort(shelf) ? (['missing'] as const) : []),
		...(isAny(({isOther}) => isOther) ? (['differs'] as const) : []),
		...(isBusy ? (['busy'] as const) : []),
	];
}

/** Fewer nodes have it than are to have it; of one that is to be everywhere that is for a plan to say. */
export function isShort({wanted, have}: Pick<ShelfRow, 'wanted' | 'have'>): boolean {
	return wanted === 'everywhere' ? have === 0 : wanted !== undefined && have < wanted;
}

function beginsWith(words: readonly string[], wanted: readonly string[]): boolean {
	return words.some(word => {
		const small = word.toLowerCase();
		return wanted.some(one => small.startsWith(one));
	});
}
