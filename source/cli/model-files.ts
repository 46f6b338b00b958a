import {homedir} from 'node:os';
import {resolve} from 'node:path';
import type {ModelFile} from '../domain/model-deed.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import type {WrittenPath} from '../parsers/modelfile.ts';
import {failureText} from '../theme/failure-text.ts';
import {readFileStatus} from '../transport/file-status.ts';
import {readFirstBytes} from '../transport/read-bytes.ts';

/** https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
const magic = 'GGUF';

/** `problems` are raw, each with the place where the file is named. */
export type FoundFiles =
	| {readonly value: readonly ModelFile[]}
	| {readonly problems: readonly string[]};

/** The files that a Modelfile names, as they are now, before anything of them is sent. Relative ones lie in `folder`. */
export async function findModelFiles(
	written: readonly WrittenPath[],
	{folder, where}: {readonly folder: string; readonly where: string},
	signal: AbortSignal,
): Promise<FoundFiles> {
	const found = await Promise.all(written.map(({path}) => lookAt(path, folder, signal)));
	const problems = found.flatMap((file, index) => {
		const {line, column} = written[index] ?? {line: 1, column: 1};
		return file.ok ? [] : [`${where}:${line}:${column}: ${failureText(file.failure)}`];
	});
	return problems.length > 0
		? {problems}
		: {value: found.flatMap(file => (file.ok ? [file.value] : []))};
}

/** Failures name the file as it was written. */
async function lookAt(
	written: string,
	folder: string,
	signal: AbortSignal,
): Promise<Result<ModelFile>> {
	const refuse = (reason: string) => failed({kind: 'rejected', where: written, reason} as const);
	const path = resolve(folder, written.replace(/^~(?=\/)/, homedir()));
	const status = await readFileStatus(path);
	if (!status.ok) {
		return failed({...status.failure, where: written});
	}

	if (status.value.kind !== 'file') {
		return refuse('it is no plain file: name one GGUF file.');
	}

	const first = await readFirstBytes(path, magic.length, signal);
	if (!first.ok) {
		return failed({...first.failure, where: written});
	}

	return first.value === magic
		? succeeded({path, sizeBytes: status.value.sizeBytes})
		: refuse('it is no GGUF file: llama.cpp makes one of a model with convert_hf_to_gguf.py.');
}
