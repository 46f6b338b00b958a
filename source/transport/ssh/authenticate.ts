import type {AnyAuthMethod} from 'ssh2';
import type {AskSecret} from '../../domain/ask-secret.ts';
import type {Failure} from '../../domain/failure.ts';
import type {SshTarget} from '../../domain/ssh-target.ts';
import {createPromptAnswers} from './answer-prompts.ts';
import type {KeyRing} from './key-ring.ts';
import {methodFor} from './offer-method.ts';
import {type Offer, offersFor} from './offered-keys.ts';

export type Authentication = {
	/** For ssh2's `authHandler`; it goes through what there is once, and is not used for a second login. */
	readonly handler: (
		/** Null before anything was tried. */
		methodsLeft: readonly string[] | null,
		partialSuccess: boolean,
		next: (method: AnyAuthMethod | false) => void,
	) => void;
	/**
	 * What to report when the server let nobody in: `authFailed`; `needsPassphrase` when it would have taken a key that
	 * nobody unlocked; `unsupported` when a key file could not be used.
	 */
	readonly failure: () => Failure;
	/** Whether the key that a person is asked for just now gets unlocked; undefined: nobody is asked. */
	readonly unlocking: () => Promise<boolean> | undefined;
};

export type AuthenticationWorld = {readonly askSecret: AskSecret; readonly signal: AbortSignal};

/**
 * The ways to log in, in the order of offersFor, and last keyboard-interactive, by which PAM asks for passwords and
 * codes. There is no plain password method: what it could do the other does too, and a password that is sent before
 * anything was asked may go to a host that was never meant. Nothing that was refused is tried again.
 */
export async function prepareAuthentication(
	target: SshTarget,
	keys: KeyRing,
	{askSecret, signal}: AuthenticationWorld,
): Promise<Authentication> {
	const {where, user} = target;
	const {offers, unusable} = await offersFor(target, keys);
	let lockedKey: string | undefined;
	let unlocking: Promise<boolean> | undefined;
	const unlock = async (path: string) => {
		const asked = keys.unlock(path, {where, signal});
		unlocking = asked.then(
			({ok}) => ok,
			() => false,
		);
		const key = await asked;
		unlocking = undefined;
		lockedKey ??= key.ok ? undefined : path;
		return key.ok ? key.value : undefined;
	};
	const answerPrompts = createPromptAnswers({where, askSecret, signal});
	const goOn = walk({offers, username: user, unlock, answerPrompts, signal});
	return {
		handler: (methodsLeft, _partialSuccess, next) => goOn(methodsLeft, next),
		unlocking: () => unlocking,
		failure() {
			if (lockedKey !== undefined) {
				return {kind: 'needsPassphrase', where, keyFile: lockedKey};
			}

			return unusable === undefined
				? {kind: 'authFailed', where, user}
				: {kind: 'unsupported', where, reason: unusable};
		},
	};
}

type Way = {
	readonly offers: readonly Offer[];
	readonly username: string;
	readonly unlock: Parameters<typeof methodFor>[1]['unlock'];
	readonly answerPrompts: ReturnType<typeof createPromptAnswers>;
	readonly signal: AbortSignal;
};

type GoOn = (
	methodsLeft: readonly string[] | null,
	next: (method: AnyAuthMethod | false) => void,
) => void;

/** From one way to log in to the next. A server that wants two of them says so in what is left. */
function walk({offers, username, unlock, answerPrompts, signal}: Way): GoOn {
	const rest = [...offers];
	let hasAskedPrompts = false;
	let isAnswerLost = false;

	return function goOn(methodsLeft, next) {
		const proceed = (method: AnyAuthMethod | false): void => {
			if (!signal.aborted) {
				next(method);
			}
		};
		const allows = (method: string): boolean => methodsLeft?.includes(method) ?? true;
		if (isAnswerLost) {
			// Of agents ssh2 does not pass on what a signature was good for: ask what is left.
			isAnswerLost = false;
			proceed({type: 'none', username});
			return;
		}

		const offer = allows('publickey') ? rest.shift() : undefined;
		if (offer !== undefined) {
			const onSigned = (): void => {
				isAnswerLost = true;
			};
			const onUnsigned = (): void => goOn(methodsLeft, next);
			void methodFor(offer, {username, unlock, onSigned, onUnsigned}).then(method =>
				method === undefined ? onUnsigned() : proceed(method),
			);
		} else if (allows('keyboard-interactive') && !hasAskedPrompts) {
			hasAskedPrompts = true;
			proceed({
				...{type: 'keyboard-interactive', username},
				prompt: (...[name, instructions, , prompts, finish]) =>
					void answerPrompts({name, instructions, prompts}).then(answers =>
						answers === undefined ? proceed(false) : finish(answers),
					),
			});
		} else {
			proceed(false);
		}
	};
}
