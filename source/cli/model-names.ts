import {isModelName} from '../domain/grammar.ts';
import type {ModelName} from '../domain/ids.ts';
import {isSameModel} from '../rules/model-name.ts';
import {wrongModelName} from './wrong-model-name.ts';
import type {UsageProblem} from './parse-arguments.ts';

/** Names of models, each once, as it was written first; or which of them is none. */
export function modelNames(names: readonly string[]): readonly ModelName[] | UsageProblem {
	const wrong = names.find(name => !isModelName(name));
	if (wrong !== undefined) {
		return modelNameProblem(wrong);
	}

	const named = names.filter(isModelName);
	return named.filter((name, index) => named.findIndex(one => isSameModel(one, name)) === index);
}

export function modelNameProblem(name: string): UsageProblem {
	return {usage: wrongModelName(name)};
}
