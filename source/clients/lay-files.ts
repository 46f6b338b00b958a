import type {Failure} from '../domain/failure.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {decodeBytes, encodeBytes} from '../parsers/bytes.ts';
import {
	appendScript,
	isOtherCode,
	makeRoomScript,
	removeScript,
	sealScript,
} from './model-store-scripts.ts';
import {askTold, type Telling} from './tell-shell.ts';

const mostBytes = 65_536;

export type SealedFile = {
	/** Under this name it is being made. */
	readonly part: string;
	readonly name: string;
	/** 64 hex digits */
	readonly sha256: string;
};

/** Folders where the login may write. Failures: `denied`, `diskFull`. */
export async function makeRoom(
	folders: {readonly blobs: string; readonly manifests: string},
	telling: Telling,
): Promise<Result<void>> {
	const input = encodeBytes(`${folders.blobs}\n${folders.manifests}\n`);
	return done(await askTold({script: makeRoomScript, input}, telling, mostBytes), telling.where);
}

/** `bytes`: one character each. Failures: `denied`, `diskFull`. */
export async function appendBytes(
	file: string,
	bytes: string,
	telling: Telling,
): Promise<Result<void>> {
	const input = `${encodeBytes(file)}\n${bytes}`;
	return done(await askTold({script: appendScript, input}, telling, mostBytes), telling.where);
}

/** Gives a file its name if it is what that says; `other`: it was not, and is gone. */
export async function sealFile(
	{part, name, sha256}: SealedFile,
	telling: Telling,
): Promise<Result<'sealed' | 'other'>> {
	const input = encodeBytes(`${part}\n${name}\n${sha256}\n`);
	const answer = await askTold({script: sealScript, input}, telling, mostBytes);
	if (answer.ok && answer.value.exitCode === isOtherCode) {
		return succeeded('other');
	}

	const sealed = done(answer, telling.where);
	return sealed.ok ? succeeded('sealed') : sealed;
}

export async function removeFile(file: string, telling: Telling): Promise<Result<void>> {
	const input = encodeBytes(`${file}\n`);
	return done(await askTold({script: removeScript, input}, telling, mostBytes), telling.where);
}

type Answer = Awaited<ReturnType<typeof askTold>>;

/** What the programs say where they failed, which they say in English. */
function done(answer: Answer, where: string): Result<void> {
	if (!answer.ok) {
		return answer;
	}

	const {exitCode, output} = answer.value;
	return exitCode === 0
		? succeeded(undefined)
		: failed(failureOf(decodeBytes(output).trim(), where));
}

function failureOf(words: string, where: string): Failure {
	if (/no space left on device|disk quota exceeded/i.test(words)) {
		return {kind: 'diskFull', where};
	}

	const isDenied = /permission denied|read-only file system|operation not permitted/i.test(words);
	const reason = words === '' ? 'a file could not be written.' : words;
	return isDenied
		? {
				kind: 'denied',
				where,
				reason: `the login may not write where its models are (${reason}), and its sshd lets nothing listen. Allow AllowTcpForwarding yes there.`,
			}
		: {kind: 'rejected', where, reason};
}
