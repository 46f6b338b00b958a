import type {Failure} from '../domain/failure.ts';
import type {AnswerHttp, HttpReply} from '../domain/node-server.ts';
import {encodeBytes, octetsOf} from '../parsers/bytes.ts';
import {type ModelPath, ownNamespace} from '../rules/model-path.ts';
import {failureIn} from '../transport/failure-error.ts';
import type {StoredModel} from './model-store.ts';
import {openTurns} from './turns.ts';

export type SharedModel = {
	readonly stored: StoredModel;
	readonly path: ModelPath;
	/** Who does not know it is told nothing. */
	readonly nonce: string;
	readonly read: (
		sha256: string,
		range: {readonly firstByte: number; readonly lengthBytes: number},
		signal: AbortSignal,
	) => AsyncIterable<Uint8Array>;
};

export type ModelFacade = {
	readonly answer: AnswerHttp;
	/** Why what was last asked for could not be read; undefined: it could. */
	readonly failure: () => Failure | undefined;
};

/**
 * Each is a session on the source, of which sshd allows ten; Ollama asks for sixteen parts at once, and waits for the
 * first byte of each as long as it takes.
 */
const mostReads = 3;

/**
 * One model as a registry that can only be read: its manifest, and the blobs that it names. Ollama takes no answer
 * without a Location, also where it is no redirect. It writes a name as any of its models has it, but for upper and lower
 * case (server/routes.go getExistingName): who has an `a:q4_k_m` asks for the tag `q4_k_m`, though we said `Q4_K_M`.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pull
 */
export function openModelFacade(shared: SharedModel): ModelFacade {
	const {stored, path, nonce} = shared;
	const base = `/v2/${ownNamespace(nonce)}/${path.model}`.toLowerCase();
	const manifestPath = `${base}/manifests/${path.tag}`.toLowerCase();
	const blobs = new Map(
		stored.manifest.blobs.map(blob => [`${base}/blobs/sha256:${blob.sha256}`, blob]),
	);
	const turns = openTurns(mostReads);
	let failure: Failure | undefined;

	async function* readInTurn(
		...[sha256, range, signal]: Parameters<SharedModel['read']>
	): AsyncGenerator<Uint8Array, void> {
		const done = await turns.take(signal);
		try {
			yield* shared.read(sha256, range, signal);
			failure = undefined;
		} catch (error) {
			const reason = failureIn(error);
			failure = signal.aborted ? failure : (reason ?? failure);
			throw error;
		} finally {
			done();
		}
	}

	const answer: AnswerHttp = async ({method, path: asked, range, signal}) => {
		if (method !== 'GET' && method !== 'HEAD') {
			return nothing;
		}

		if (asked.toLowerCase() === manifestPath) {
			const bytes = octetsOf(encodeBytes(stored.manifestText));
			const type = {'Content-Type': stored.manifest.mediaType};
			const headers = {...type, 'Content-Length': `${bytes.length}`, Location: asked};
			return {status: 200, headers, body: once(bytes)};
		}

		const blob = blobs.get(asked.toLowerCase());
		if (blob === undefined) {
			return nothing;
		}

		const part = partOf(range, blob.sizeBytes);
		return part === 'outside'
			? {...nothing, status: 416}
			: {
					...headOf({part, sizeBytes: blob.sizeBytes, location: asked}),
					body: readInTurn(blob.sha256, part, signal),
				};
	};
	return {answer, failure: () => failure};
}

const nothing: HttpReply = {status: 404, headers: {'Content-Length': '0'}, body: undefined};

type Part = {readonly firstByte: number; readonly lengthBytes: number; readonly isAll: boolean};

/** Undefined and what is no range of bytes: all of it. https://www.rfc-editor.org/rfc/rfc9110#name-range */
function partOf(range: string | undefined, sizeBytes: number): Part | 'outside' {
	const [, first, last] = /^bytes=(\d{1,16})-(\d{0,16})$/.exec(range ?? '') ?? [];
	if (first === undefined) {
		return {firstByte: 0, lengthBytes: sizeBytes, isAll: true};
	}

	const firstByte = Number(first);
	const lastByte = Math.min(last === '' ? Number.POSITIVE_INFINITY : Number(last), sizeBytes - 1);
	return firstByte > lastByte
		? 'outside'
		: {firstByte, lengthBytes: lastByte - firstByte + 1, isAll: false};
}

function headOf({
	part: {firstByte, lengthBytes, isAll},
	sizeBytes,
	location,
}: {
	readonly part: Part;
	readonly sizeBytes: number;
	readonly location: string;
}): Omit<HttpReply, 'body'> {
	const lastByte = firstByte + lengthBytes - 1;
	return {
		status: isAll ? 200 : 206,
		headers: {
			'Content-Type': 'application/octet-stream',
			'Content-Length': `${lengthBytes}`,
			'Accept-Ranges': 'bytes',
			Location: location,
			...(isAll ? {} : {'Content-Range': `bytes ${firstByte}-${lastByte}/${sizeBytes}`}),
		},
	};
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
	yield bytes;
}
