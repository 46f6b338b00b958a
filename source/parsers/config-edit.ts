/**
 * Edits of a configuration that keep what its owner wrote around them. An edit is tried as a change of text
 * (config-splice.ts); if the result does not mean what it should, the yaml package writes the document anew, which
 * keeps comments but not spacing. Either way the result is parsed as a configuration before anybody gets it.
 */
import {type Document, isCollection, isSeq} from 'yaml';
import type {ConfigProblem} from '../domain/config.ts';
import {parseConfig} from './config.ts';
import {checkConfigBounds} from './config-bounds.ts';
import {type ConfigPath, configPathText} from './config-path.ts';
import {type ConfigEdit, spliceConfig} from './config-splice.ts';
import {readConfigTree} from './config-tree.ts';
import {readYaml} from './yaml-document.ts';

export type EditResult =
	| {readonly ok: true; readonly text: string}
	| {readonly ok: false; readonly problems: readonly ConfigProblem[]};

/** The text with all edits made, in order; or the mistakes that the text has, before or after. */
export function editConfig(text: string, edits: readonly ConfigEdit[], file: string): EditResult {
	const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
	let body = text.slice(mark.length);
	for (const edit of edits) {
		const next = checkConfigBounds(body, file) === undefined ? editOnce(body, edit) : undefined;
		if (next === undefined) {
			const reason = parseConfig(body, file);
			return reason.ok ? {ok: false, problems: [byHand(edit.path, file)]} : reason;
		}

		body = next;
	}

	const result = parseConfig(body, file);
	return result.ok ? {ok: true, text: mark + body} : result;
}

function byHand(path: ConfigPath, file: string): ConfigProblem {
	const message = 'cannot be changed from here: edit the file by hand';
	return {file, line: undefined, column: undefined, path: configPathText(path), message};
}

function editOnce(text: string, edit: ConfigEdit): string | undefined {
	const yaml = readYaml(text);
	if (!yaml.ok) {
		return undefined;
	}

	const wanted = JSON.stringify(edited(plainValue(text), edit.path, edit));
	const isWanted = (result: string | undefined) =>
		result !== undefined && JSON.stringify(plainValue(result)) === wanted;
	const spliced = spliceConfig({text, document: yaml.document}, edit);
	if (isWanted(spliced)) {
		return spliced;
	}

	const written = writeAnew(yaml.document, edit);
	return isWanted(written) ? written : undefined;
}

/** Undefined where something else than a list or keys stands on the way, such as an alias. */
function writeAnew(document: Document.Parsed, edit: ConfigEdit): string | undefined {
	const {path} = edit;
	const above = path.map((_, depth) => document.getIn(path.slice(0, depth), true));
	if (above.some(node => node !== undefined && !isCollection(node))) {
		return undefined;
	}

	if ('set' in edit) {
		document.setIn(path, document.createNode(edit.set));
	} else if ('remove' in edit) {
		document.deleteIn(path);
	} else if (isSeq(document.getIn(path, true))) {
		document.addIn(path, document.createNode(edit.append));
	} else {
		document.setIn(path, document.createNode([edit.append]));
	}

	return document.toString({lineWidth: 0, flowCollectionPadding: false});
}

function plainValue(text: string): unknown {
	const yaml = readYaml(text);
	const tree = yaml.ok ? readConfigTree(yaml.document) : undefined;
	return tree === undefined || tree.mistakes.length > 0 ? undefined : tree.value;
}

/** What the values should be afterwards. */
function edited(value: unknown, path: ConfigPath, edit: ConfigEdit): unknown {
	const [step, ...rest] = path;
	if (step === undefined) {
		return 'append' in edit
			? [...(Array.isArray(value) ? value : []), edit.append]
			: 'set' in edit && edit.set;
	}

	const isRemoval = rest.length === 0 && 'remove' in edit;
	if (Array.isArray(value)) {
		return isRemoval
			? value.toSpliced(Number(step), 1)
			: value.map((item, index) => (index === step ? edited(item, rest, edit) : item));
	}

	const entries = Object.entries(typeof value === 'object' && value !== null ? value : {});
	if (isRemoval) {
		return Object.fromEntries(entries.filter(([key]) => key !== step));
	}

	const old = entries.find(([key]) => key === step)?.[1];
	return Object.fromEntries([
		...entries
			.filter(([key]) => key !== step || old !== undefined)
			.map(([key, item]) => (key === step ? [key, edited(item, rest, edit)] : [key, item])),
		...(old === undefined ? [[step, edited(undefined, rest, edit)]] : []),
	]);
}
