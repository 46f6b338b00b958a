import type {Lab} from '../../scripts/lab/lab.ts';
import type {StatusDocument, StatusNode} from '../../source/parsers/status-schema.ts';
import {programPath} from './program.ts';
import {schemaErrors} from './validate-document.ts';

export type LabRun = {
	/** After `--once`. */
	readonly args?: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
};

export type LabDocument = {
	readonly document: StatusDocument;
	/** From the start of the program to its end. */
	readonly tookMs: number;
	/** Throws for a name that is not in the document. */
	readonly node: (name: string) => StatusNode;
	/** What is said of a node beside its connection. */
	readonly problemsOf: (name: string) => readonly string[];
};

/**
 * Runs the built program with `--once` where the operator is, for which a busy machine has its time. Throws unless it
 * exits 0 with a valid document only.
 */
export async function onceInLab(
	rack: Lab,
	{args = [], env = {}}: LabRun = {},
): Promise<LabDocument> {
	const startMs = performance.now();
	const timeout = args.includes('--timeout') ? [] : ['--timeout', '30'];
	const argv = [process.execPath, programPath, '--once', ...timeout, ...args] as const;
	const {status, signal, stdout, stderr} = await rack.exec(argv, {env});
	const tookMs = performance.now() - startMs;
	if (status !== 0 || stderr !== '') {
		throw new Error(`--once: exit ${status ?? signal}, said ${stderr || 'nothing'}`);
	}

	const document = JSON.parse(stdout) as StatusDocument;
	const errors = schemaErrors(document);
	if (errors.length > 0) {
		throw new Error(`no document of the schema: ${JSON.stringify(errors)}`);
	}

	return {document, tookMs, node: name => nodeNamed(document, name), problemsOf};

	function problemsOf(name: string): readonly string[] {
		return document.problems.filter(({source}) => source === name).map(({text}) => text);
	}
}

function nodeNamed({nodes = []}: StatusDocument, name: string): StatusNode {
	const node = nodes.find(each => each.name === name);
	if (node === undefined) {
		throw new Error(`no node ${name} in the document: ${nodes.map(each => each.name).join(' ')}`);
	}

	return node;
}
