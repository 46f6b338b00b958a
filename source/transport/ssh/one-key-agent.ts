import type {Buffer} from 'node:buffer';
import ssh2, {
	type IdentityCallback,
	type ParsedKey,
	type SignCallback,
	type SigningRequestOptions,
} from 'ssh2';

/** The signature, or undefined: then ssh2 hears no more of it, and somebody else goes on. */
export type Sign = (
	signed: Buffer,
	hash: SigningRequestOptions['hash'],
) => Promise<Buffer | undefined>;

/**
 * An agent, as ssh2 knows them, with one key: of agents it tells neither which key was tried nor whether one was
 * accepted in part. It is asked to sign only when the server has said that it would take the key.
 */
export class OneKeyAgent extends ssh2.BaseAgent<ParsedKey> {
	readonly #publicKey: ParsedKey;
	readonly #sign: Sign;

	constructor(publicKey: ParsedKey, sign: Sign) {
		super();
		this.#publicKey = publicKey;
		this.#sign = sign;
	}

	getIdentities(answer: IdentityCallback<ParsedKey>): void {
		answer(undefined, [this.#publicKey]);
	}

	sign(
		...[, signed, options, answer]: [
			key: ParsedKey,
			signed: Buffer,
			options: SigningRequestOptions | SignCallback,
			answer?: SignCallback,
		]
	): void {
		const isShort = typeof options === 'function';
		const reply = isShort ? options : answer;
		void this.#sign(signed, isShort ? undefined : options.hash).then(signature => {
			if (signature !== undefined) {
				reply?.(undefined, signature);
			}
		});
	}
}

/** Lets the agent behind a socket sign; undefined when it will not. */
export function signByAgent(socket: string, publicKey: ParsedKey): Sign {
	const agent = new ssh2.OpenSSHAgent(socket);
	return (signed, hash) =>
		new Promise(resolve => {
			agent.sign(publicKey, signed, hash === undefined ? {} : {hash}, (error, signature) =>
				resolve(error ? undefined : signature),
			);
		});
}
