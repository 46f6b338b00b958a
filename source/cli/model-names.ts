import {isModelName} from '../domain/grammar.ts';
import type {ModelName} from '../domain/ids.ts';
import {quoted} from '../domain/printable.ts';
import {isSameModel} from '../rules/model-name.ts';
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
	return {usage: `${quoted(name)} is no name of a model: ${whyNone(name)}`};
}

const form =
	'those are as llama3.2:3b or hf.co/OWNER/MODEL:TAG, of letters, digits and . _ - alone.';

/** https://github.com/ollama/ollama/blob/main/types/model/name.go */
function whyNone(name: string): string {
	const words = name.split('/');
	const [namespace = ''] = words.slice(-2, -1);
	if (name === '') {
		return 'it is empty. Name one, as llama3.2:3b.';
	}

	if (/^[a-z]+:\/\//i.test(name)) {
		return 'leave out what stands before the registry, as in hf.co/OWNER/MODEL:TAG.';
	}

	if (name.includes('@')) {
		return 'a digest is none. Name the tag, as llama3.2:3b.';
	}

	if (words.length > 3) {
		return 'it has too many parts. At most a registry and an owner stand before it, as hf.co/OWNER/MODEL:TAG.';
	}

	if (isPlain(name) && /[.:]/.test(namespace)) {
		const whose = words.length === 2 ? 'a registry is followed by an owner' : 'an owner has no dot';
		return `${whose}, as in hf.co/OWNER/MODEL:TAG.`;
	}

	return isPlain(name) && name.split(/[/:]/).some(({length}) => length > longestPart)
		? `a part of it is longer than ${longestPart} letters.`
		: form;
}

const longestPart = 80;

/** Its letters are those of a name, wherever they stand. */
function isPlain(name: string): boolean {
	return /^[\w.:/-]+$/.test(name) && !name.split('/').includes('..');
}
