import type {Failure} from '../domain/failure.ts';
import type {DeedProgress} from '../domain/model-deed.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {encodeBytes} from '../parsers/bytes.ts';
import type {ModelBlob} from '../parsers/model-manifest.ts';
import {manifestFile, modelPath} from '../rules/model-path.ts';
import {bytesPerSecond, type TransferSamples, withSample} from '../rules/transfer-rate.ts';
import {digestOf} from '../transport/checksum.ts';
import {appendBytes, makeRoom, removeFile, sealFile} from './lay-files.ts';
import type {CopyListener, FoundCopy} from './model-copy.ts';
import {blobFile, lookAtFiles, lookForModel} from './model-store.ts';
import type {Pulled} from './ollama-pull.ts';
import {readBlobBytes} from './read-blob.ts';
import type {Telling} from './tell-shell.ts';
import {openTurns} from './turns.ts';

/** What is sent in one session, and is in memory until it is there. */
const sentBytes = 16 * 2 ** 20;
const silentMs = 60_000;
/** Of a memory card that reads a file again to see whether it is whole, in bytes a millisecond. */
const slowestDisk = 10_000;
/** No name of Ollama's own: it takes such a file away when it starts. */
const partEnding = '-clusterdeck';

/**
 * The files of a model, laid beside those that the target has, where nothing may listen for its Ollama. Every blob is
 * seen to be what its name says before it has that name, and the manifest comes last: a model is there whole or not at
 * all. Failures: `denied` and `diskFull` of the target, `rejected`, those of the ways to both.
 */
export async function layModel(found: FoundCopy, listener: CopyListener): Promise<Result<Pulled>> {
	const {where} = found.target;
	const turns = turnsAt.get(where) ?? openTurns(1);
	turnsAt.set(where, turns);
	let done: () => void;
	try {
		done = await turns.take(listener.signal);
	} catch {
		return failed({kind: 'cancelled', where});
	}

	try {
		return await layInTurn(found, listener);
	} finally {
		done();
	}
}

/** Models share layers, and two that lay the same one would write behind each other's bytes. */
const turnsAt = new Map<string, ReturnType<typeof openTurns>>();

async function layInTurn(
	found: FoundCopy,
	{signal, onProgress}: CopyListener,
): Promise<Result<Pulled>> {
	const {target, path, stored, clock} = found;
	const telling = {openShell: target.openShell, where: target.where, clock, signal, silentMs};
	const folder = await findFolder(found, telling);
	if (!folder.ok) {
		return folder;
	}

	const manifest = `${folder.value}/manifests/${manifestFile(path)}`;
	const manifests = manifest.slice(0, manifest.lastIndexOf('/'));
	const room = await makeRoom({blobs: `${folder.value}/blobs`, manifests}, telling);
	if (!room.ok) {
		return room;
	}

	const progress = openProgress(found, onProgress);
	for (const blob of stored.manifest.blobs) {
		const laying = {...found, blob, folder: folder.value, onLaid: progress.laid};
		const first = await layBlob(laying, telling);
		// What an earlier copy began was not the beginning of this.
		const laid = first.ok && first.value === 'other' ? await layBlob(laying, telling) : first;
		if (!laid.ok || laid.value === 'other') {
			return laid.ok
				? failed(notWhole(found, blob.sha256))
				: failed(withRoom(laid.failure, folder.value, progress.restBytes()));
		}
	}

	const named = await layManifest({...found, folder: folder.value, manifest}, telling);
	return named.ok ? succeeded({fetchedBytes: progress.fetchedBytes()}) : named;
}

/** Where the target's Ollama keeps its models: where one of those lies that it lists, else where there is a folder. */
async function findFolder(
	{installed, target: {where}, path}: FoundCopy,
	telling: Telling,
): Promise<Result<string>> {
	const [known] = installed;
	const knownPath = known === undefined ? undefined : modelPath(known.name);
	const looks = await lookForModel(manifestFile(knownPath ?? path), telling);
	if (!looks.ok) {
		return looks;
	}

	const fitting = looks.value.find(({found}) =>
		known === undefined
			? found.kind !== 'denied'
			: found.kind === 'manifest' && digestOf(found.text) === known.digest,
	);
	const reason =
		'its sshd lets nothing listen, and where its Ollama keeps its models is not known or closed to the login. Allow AllowTcpForwarding yes in its sshd_config.';
	return fitting === undefined
		? failed({kind: 'denied', where, reason})
		: succeeded(fitting.folder);
}

type Laying = FoundCopy & {
	readonly blob: ModelBlob;
	readonly folder: string;
	readonly onLaid: (blob: ModelBlob, atByte: number, sent: number) => void;
};

/** Goes on behind what an earlier copy has laid of it. */
async function layBlob(
	{source, stored, clock, blob, folder, onLaid}: Laying,
	telling: Telling,
): Promise<Result<'sealed' | 'other'>> {
	const {sha256, sizeBytes} = blob;
	const name = blobFile(folder, sha256);
	const part = `${name}${partEnding}`;
	const looks = await lookAtFiles([name, part], telling);
	if (!looks.ok) {
		return looks;
	}

	const [whole, begun] = looks.value;
	if (whole?.kind === 'readable' && whole.sizeBytes === sizeBytes) {
		onLaid(blob, sizeBytes, 0);
		return succeeded('sealed');
	}

	const {signal} = telling;
	const reading = {openShell: source.openShell, where: source.where, clock, signal};
	const file = blobFile(stored.folder, sha256);
	let firstByte = begun?.kind === 'readable' ? begun.sizeBytes : 0;
	onLaid(blob, firstByte, 0);
	do {
		const lengthBytes = Math.max(0, Math.min(sentBytes, sizeBytes - firstByte));
		const bytes = await readBlobBytes({file, firstByte, lengthBytes}, reading);
		const laid = bytes.ok ? await appendBytes(part, bytes.value, telling) : bytes;
		if (!laid.ok) {
			return laid;
		}

		firstByte += lengthBytes;
		onLaid(blob, firstByte, lengthBytes);
	} while (firstByte < sizeBytes);
	return sealFile(
		{part, name, sha256},
		{...telling, silentMs: silentMs + Math.round(sizeBytes / slowestDisk)},
	);
}

/** It has its name when its last byte is on the disk. */
async function layManifest(
	{
		stored,
		folder,
		manifest: name,
		...found
	}: FoundCopy & {
		readonly folder: string;
		readonly manifest: string;
	},
	telling: Telling,
): Promise<Result<void>> {
	const {digest: sha256, manifestText} = stored;
	const part = `${blobFile(folder, sha256)}${partEnding}`;
	const fresh = await removeFile(part, telling);
	const laid = fresh.ok ? await appendBytes(part, encodeBytes(manifestText), telling) : fresh;
	const sealed = laid.ok ? await sealFile({part, name, sha256}, telling) : laid;
	if (!sealed.ok) {
		return sealed;
	}

	return sealed.value === 'sealed'
		? succeeded(undefined)
		: failed(notWhole({...found, stored}, sha256));
}

function withRoom(failure: Failure, folder: string, neededBytes: number): Failure {
	return failure.kind === 'diskFull' ? {...failure, folder, neededBytes} : failure;
}

function notWhole({source, target, wanted}: FoundCopy, sha256: string) {
	const reason = `what came of ${wanted.name} is not what ${source.where} says it is (${sha256.slice(0, 12)}). Do it again.`;
	return {kind: 'rejected', where: target.where, reason} as const;
}

function openProgress(
	{stored: {manifest}, clock}: FoundCopy,
	tell: (progress: DeedProgress) => void,
) {
	const completed = new Map<string, number>();
	let fetched = 0;
	let samples: TransferSamples = [];
	return {
		fetchedBytes: () => fetched,
		restBytes: () =>
			manifest.blobs.reduce(
				(sum, {sha256, sizeBytes}) => sum + sizeBytes - (completed.get(sha256) ?? 0),
				0,
			),
		laid({sha256, sizeBytes}: ModelBlob, atByte: number, sent: number): void {
			completed.set(sha256, Math.min(atByte, sizeBytes));
			fetched += sent;
			samples = withSample(samples, {atMs: clock.monotonicMs(), bytes: fetched});
			const layers = manifest.blobs.map(blob => ({
				digest: blob.sha256.slice(0, 12),
				totalBytes: blob.sizeBytes,
				completedBytes: completed.get(blob.sha256) ?? 0,
			}));
			tell({step: 'layers', layers, bytesPerSecond: bytesPerSecond(samples)});
		},
	};
}
