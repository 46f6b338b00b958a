import {isModelName} from '../domain/grammar.ts';
import type {ModelName} from '../domain/ids.ts';
import {quoted} from '../domain/printable.ts';
import type {UsageProblem} from './parse-arguments.ts';

/** Names of models, each once; or which of them is none. */
export function modelNames(names: readonly string[]): readonly ModelName[] | UsageProblem {
	const wrong = names.find(name => !isModelName(name));
	return wrong === undefined ? [...new Set(names.filter(isModelName))] : modelNameProblem(wrong);
}

export function modelNameProblem(name: string): UsageProblem {
	return {
		usage: `${quoted(name)} is no name of a model: those are as llama3.2:3b, without blanks and without "..".`,
	};
}
