import {Buffer} from 'node:buffer';
import {stat} from 'node:fs/promises';
import process from 'node:process';
import {inspect} from 'node:util';
import ssh2, {type ParsedKey} from 'ssh2';
import type {AskSecret} from '../../domain/ask-secret.ts';
import type {Clock} from '../../domain/clock.ts';
import {failed, type Result, succeeded} from '../../domain/result.ts';
import type {PublicHalf} from '../../parsers/private-key.ts';
import {codeOf} from '../failure-of-error.ts';
import {readFileStatus} from '../file-status.ts';
import {listAgentKeys} from './agent-keys.ts';
import {readKeyFile, readPublicHalf} from './read-key-file.ts';
import {shareWork} from '../share-work.ts';

/** A key file as it stands, without asking anybody. */
export type KeyLook =
	| {readonly state: 'open'; readonly key: ParsedKey; readonly publicHalf: PublicHalf}
	/** `publicHalf` is undefined for an old PEM file without its `.pub`. */
	| {readonly state: 'locked'; readonly publicHalf: PublicHalf | undefined}
	/** Only the `.pub` is here: the private half is in the agent, or nowhere. */
	| {readonly state: 'elsewhere'; readonly publicHalf: PublicHalf}
	/** The rest of a sentence that begins with the file's name. */
	| {readonly state: 'unusable'; readonly reason: string};

export type KeyRing = {
	readonly look: (path: string) => Promise<KeyLook>;
	/**
	 * Opens an encrypted key, asking up to three times. All who ask for one file meanwhile wait for one answer. Failures:
	 * `needsPassphrase` where nobody answers or three answers are wrong, `unsupported`, `cancelled`.
	 */
	readonly unlock: (path: string, waiting: Waiting) => Promise<Result<ParsedKey>>;
	/** Empty when the agent is dead, hangs or is not there. */
	readonly agentKeys: (socketPath: string) => Promise<readonly PublicHalf[]>;
};

export type Waiting = {readonly where: string; readonly signal: AbortSignal};

type KeyRingWorld = {readonly clock: Clock; readonly askSecret: AskSecret};

const rings = new WeakMap<AskSecret, KeyRing>();

/** The one ring of all who ask the same person: a key that was opened for a node is open for whoever looks at its hops. */
export function keyRingOf(world: KeyRingWorld): KeyRing {
	const ring = rings.get(world.askSecret) ?? createKeyRing(world);
	rings.set(world.askSecret, ring);
	return ring;
}

const mostQuestions = 3;
/** With what is asked when the host is resolved, an agent that hangs costs two seconds in all. */
const agentLimitMs = 1500;

/**
 * The private keys of this process: each file is read and parsed once, until it changes, since an encrypted key costs
 * most of a second of the processor. Passphrases and keys live in memory only; neither shows in what is printed.
 */
export function createKeyRing({clock, askSecret}: KeyRingWorld): KeyRing {
	/** By path and state of the file. */
	const opened = new Map<string, ParsedKey>();
	const looks = new Map<string, Promise<KeyLook>>();
	const share = shareWork<Result<ParsedKey>>();

	async function look(path: string): Promise<KeyLook> {
		const version = await versionOf(path);
		const key = opened.get(version);
		if (key !== undefined) {
			return {state: 'open', key, publicHalf: publicHalfOf(key)};
		}

		const known = looks.get(version) ?? lookAt(path);
		looks.set(version, known);
		return known;
	}

	async function ask(path: string, {where, signal}: Waiting): Promise<Result<ParsedKey>> {
		const version = await versionOf(path);
		const file = await readKeyFile(path);
		if (!file.ok) {
			return file;
		}

		for (let asked = 0; asked < mostQuestions; asked += 1) {
			const question = {kind: 'passphrase', where, keyFile: path, isRepeated: asked > 0} as const;
			const passphrase = await askSecret(question, signal);
			if (passphrase === undefined) {
				break;
			}

			const key = parse(file.value.text, passphrase.reveal());
			if (!(key instanceof Error)) {
				opened.set(version, key);
				return succeeded(key);
			}
		}

		return failed({kind: 'needsPassphrase', where, keyFile: path});
	}

	return {
		look,
		async unlock(path, {where, signal}) {
			const now = await look(path);
			if (now.state === 'open') {
				return succeeded(now.key);
			}

			const result = await share(path, signal, shared => ask(path, {where, signal: shared}));
			return result === undefined
				? failed({kind: 'cancelled', where})
				: result.ok
					? result
					: failed({...result.failure, where});
		},
		async agentKeys(socketPath) {
			const keys = await listAgentKeys(socketPath, {clock, limitMs: agentLimitMs});
			return keys.ok ? keys.value : [];
		},
	};
}

/** A file that was replaced, or whose permissions were put right, is another one. */
async function versionOf(path: string): Promise<string> {
	try {
		const {dev, ino, size, mtimeMs, mode} = await stat(path);
		return [path, dev, ino, size, mtimeMs, mode].join(' ');
	} catch (error) {
		return `${path} ${codeOf(error) ?? ''}`;
	}
}

async function lookAt(path: string): Promise<KeyLook> {
	const [file, publicHalf] = await Promise.all([readKeyFile(path), readPublicHalf(path)]);
	if (!file.ok || file.value.holds === 'public') {
		return publicHalf === undefined
			? {state: 'unusable', reason: 'cannot be read: check its owner and permissions'}
			: {state: 'elsewhere', publicHalf};
	}

	if (await mayBeReadByOthers(path)) {
		const reason = `is not used, because others may read it: run chmod 600 ${path}`;
		return {state: 'unusable', reason};
	}

	if (file.value.isEncrypted) {
		return {state: 'locked', publicHalf};
	}

	const key = parse(file.value.text);
	return key instanceof Error
		? {state: 'unusable', reason: `is of a kind that is not read here (${key.message})`}
		: {state: 'open', key, publicHalf: publicHalfOf(key)};
}

/** As OpenSSH does: somebody else's file, which only root can read here, is left to its owner. */
async function mayBeReadByOthers(path: string): Promise<boolean> {
	const status = await readFileStatus(path);
	return (
		status.ok && status.value.owner.uid === process.getuid?.() && (status.value.mode & 0o077) !== 0
	);
}

function parse(text: string, passphrase?: string): ParsedKey | Error {
	try {
		const key = ssh2.utils.parseKey(text, passphrase);
		return key instanceof Error ? key : withoutLook(key);
	} catch (error) {
		// A wrong passphrase shows itself as garbage, which some of ssh2's readers throw at.
		return error instanceof Error ? error : new Error(String(error));
	}
}

/** The private half would show where the key is printed. */
function withoutLook(key: ParsedKey): ParsedKey {
	return Object.defineProperty(key, inspect.custom, {value: () => `[private key ${key.type}]`});
}

function publicHalfOf(key: ParsedKey): PublicHalf {
	return {type: key.type, base64: Buffer.from(key.getPublicSSH()).toString('base64')};
}
