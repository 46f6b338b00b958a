import type {AskedAt, AskSecret, SecretQuestion} from '../domain/ask-secret.ts';
import type {Clock} from '../domain/clock.ts';
import type {Secret} from '../domain/secret.ts';

/** What a person typed on a full screen, for the logins that come to ask for it. In memory only, and not for long. */
export type SecretAnswers = {
	/** Gives back what was typed for this question, else tells that it was asked. Nobody is waited for. */
	readonly ask: AskSecret;
	/** For the next login that asks this. */
	readonly keep: (asked: AskedAt, secret: Secret) => void;
	/** Who hears what is asked; what was asked before is told at once. */
	readonly listen: (onAsked: (asked: AskedAt) => void) => void;
	readonly forgetAll: () => void;
};

type Kept = {
	readonly secret: Secret;
	readonly where: string;
	/** The login that it was given to; a second one does not get it. */
	givenTo: AbortSignal | undefined;
	readonly cancelExpiry: () => void;
};

/** A person who has typed a password reads a code from a telephone. */
const keptMs = 120_000;

/**
 * A login that asks for what nobody has typed yet fails, the person is asked, and the next login gets the answer. One
 * that asks for a password and then for a code takes two rounds of this: an answer that was followed by another question
 * was right, and is given once more. Any other was used up, whether it was right or wrong: a code is good for one login,
 * and a wrong password is not said twice.
 */
export function createSecretAnswers(clock: Pick<Clock, 'startTimer'>): SecretAnswers {
	const kept = new Map<string, Kept>();
	const untold: AskedAt[] = [];
	let tell = (asked: AskedAt): void => void untold.push(asked);

	function forget(name: string): void {
		kept.get(name)?.cancelExpiry();
		kept.delete(name);
	}

	/** Undefined where nothing is kept, or it was used up. */
	function take(question: SecretQuestion, signal: AbortSignal): Secret | undefined {
		const name = nameOf(question);
		const one = kept.get(name);
		if (one === undefined || one.givenTo !== undefined) {
			forget(name);
			return undefined;
		}

		one.givenTo = signal;
		if (question.kind === 'passphrase') {
			forget(name);
		}

		return one.secret;
	}

	function giveOnceMore(where: string, login: AbortSignal): void {
		for (const one of kept.values()) {
			if (one.where === where && one.givenTo === login) {
				one.givenTo = undefined;
			}
		}
	}

	return {
		async ask(question, signal) {
			const secret = signal.aborted ? undefined : take(question, signal);
			if (secret === undefined && !signal.aborted) {
				giveOnceMore(question.where, signal);
				tell(askedAt(question));
			}

			return secret;
		},
		keep({where, question}, secret) {
			const name = nameOf({...question, where});
			forget(name);
			const cancelExpiry = clock.startTimer(keptMs, () => kept.delete(name));
			kept.set(name, {secret, where, givenTo: undefined, cancelExpiry});
		},
		listen(onAsked) {
			tell = onAsked;
			untold.splice(0).forEach(onAsked);
		},
		forgetAll() {
			[...kept.keys()].forEach(forget);
		},
	};
}

/** A key has one passphrase wherever it is used; what a server asks is answered to that server alone. */
function nameOf(question: SecretQuestion): string {
	return question.kind === 'passphrase'
		? `key ${question.keyFile}`
		: `prompt ${question.where}\n${question.prompt}`;
}

function askedAt(asked: SecretQuestion): AskedAt {
	const {where, ...question} = asked;
	return {where, question};
}
