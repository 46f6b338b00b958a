import type {Failure} from '../domain/failure.ts';
import {typedCommand} from '../domain/typed-command.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {encodeBytes} from '../parsers/bytes.ts';
import {type ModelManifest, parseModelManifest} from '../parsers/model-manifest.ts';
import {
	type Barrier,
	type BlobLook,
	parseBlobLooks,
	parseStoreLooks,
	type StoreLook,
} from '../parsers/model-store.ts';
import {digestOf} from '../transport/checksum.ts';
import {checkBlobsScript, findModelScript} from './model-store-scripts.ts';
import {askTold, type Telling} from './tell-shell.ts';

/** A model in the files of a node. */
export type StoredModel = {
	/** Where the node keeps its models. */
	readonly folder: string;
	/** Of the manifest, 64 hex digits, as Ollama lists it. */
	readonly digest: string;
	/** As it lies there. */
	readonly manifestText: string;
	readonly manifest: ModelManifest;
};

export type WantedModel = {
	/** As it is called. */
	readonly model: string;
	/** Its path under `manifests`. */
	readonly file: string;
	/** As Ollama lists it: what lies there is that model, and not what another Ollama had. */
	readonly digest: string;
};

const silentMs = 20_000;
const mostBytes = 4 * 2 ** 20;

/**
 * Where a node keeps a model that its Ollama lists, seen to be whole and readable. Failures: `denied` with the folder
 * that keeps the login out and what lets it in, `missing`, `rejected` where the store is broken, those of the shell.
 */
export async function findStoredModel(
	wanted: WantedModel,
	telling: Omit<Telling, 'silentMs'>,
): Promise<Result<StoredModel>> {
	const looks = await lookForModel(wanted.file, telling);
	if (!looks.ok) {
		return looks;
	}

	const stored = looks.value.flatMap(look => storedIn(look, wanted.digest));
	const [first] = stored;
	return first === undefined
		? failed(whyNotFound(looks.value, wanted, telling.where))
		: checkBlobs(first, wanted.model, telling);
}

/** What is in each folder in which a node may keep its models, of a manifest by its path under `manifests`. */
export async function lookForModel(
	file: string,
	telling: Omit<Telling, 'silentMs'>,
): Promise<Result<readonly StoreLook[]>> {
	const told = {script: findModelScript, input: `${encodeBytes(file)}\n`};
	const answer = await askTold(told, {...telling, silentMs}, mostBytes);
	return answer.ok ? succeeded(parseStoreLooks(answer.value.output)) : answer;
}

/** Whether each can be read, and how large it is. */
export async function lookAtFiles(
	files: readonly string[],
	telling: Omit<Telling, 'silentMs'>,
): Promise<Result<readonly BlobLook[]>> {
	const lines = files.map(file => `${encodeBytes(file)}\n`).join('');
	const told = {script: checkBlobsScript, input: `${lines}\n`};
	const answer = await askTold(told, {...telling, silentMs}, mostBytes);
	return answer.ok ? succeeded(parseBlobLooks(answer.value.output)) : answer;
}

export function blobFile(folder: string, sha256: string): string {
	return `${folder}/blobs/sha256-${sha256}`;
}

function storedIn({folder, found}: StoreLook, digest: string): readonly StoredModel[] {
	const manifest =
		found.kind === 'manifest' && digestOf(found.text) === digest
			? parseModelManifest(found.text)
			: undefined;
	return found.kind === 'manifest' && manifest !== undefined
		? [{folder, digest, manifestText: found.text, manifest}]
		: [];
}

function whyNotFound(looks: readonly StoreLook[], {model}: WantedModel, where: string): Failure {
	const barriers = looks.flatMap(({found}) => (found.kind === 'denied' ? [found] : []));
	const [barrier] = barriers;
	if (barrier !== undefined) {
		return {kind: 'denied', where, reason: whatLetsIn(barrier)};
	}

	const folders = looks.map(({folder}) => folder).join(', ');
	const reason = `its Ollama has ${model}, but the files of it are not in ${folders === '' ? 'any folder that is known' : folders}. Set OLLAMA_MODELS for the login, in ~/.ssh/environment or /etc/environment.`;
	return {kind: 'rejected', where, reason};
}

/** Who may read it is one group, mostly. */
function whatLetsIn({path, mode, owner, group, login}: Barrier): string {
	const needed = mode.startsWith('d') ? 'rx' : 'r';
	const isOfGroup = [...needed].every(each => mode.slice(4, 7).includes(each));
	const remedy = isOfGroup
		? `Put ${login} into that group, which holds from the next login: ${typedCommand(['sudo', 'usermod', '-aG', group, login])}`
		: `Let it in: ${typedCommand(['sudo', 'chmod', `o+${needed}`, path])}`;
	return `${path} is closed to ${login} (${mode} ${owner}:${group}). ${remedy}.`;
}

async function checkBlobs(
	stored: StoredModel,
	model: string,
	telling: Omit<Telling, 'silentMs'>,
): Promise<Result<StoredModel>> {
	const {folder, manifest} = stored;
	const {where} = telling;
	const files = manifest.blobs.map(({sha256}) => blobFile(folder, sha256));
	const looks = await lookAtFiles(files, telling);
	if (!looks.ok) {
		return looks;
	}

	for (const [index, {sha256, sizeBytes}] of manifest.blobs.entries()) {
		const look = looks.value[index];
		if (look?.kind === 'denied') {
			return failed({kind: 'denied', where, reason: whatLetsIn(look)});
		}

		if (look?.kind !== 'readable' || look.sizeBytes !== sizeBytes) {
			const reason = `${model} is not whole there: ${blobFile(folder, sha256)} is ${look?.kind === 'readable' ? `${look.sizeBytes} bytes instead of ${sizeBytes}` : 'not there'}. Pull it again on that node.`;
			return failed({kind: 'rejected', where, reason});
		}
	}

	return succeeded(stored);
}
