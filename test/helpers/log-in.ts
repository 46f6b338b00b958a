import type {AskSecret, SecretQuestion} from '../../source/domain/ask-secret.ts';
import {Secret} from '../../source/domain/secret.ts';
import type {SshTarget} from '../../source/domain/ssh-target.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {prepareAuthentication} from '../../source/transport/ssh/authenticate.ts';
import {createKeyRing} from '../../source/transport/ssh/key-ring.ts';
import {logIn} from '../../source/transport/ssh/ssh2-client.ts';
import {targetOf, trusting} from './logged-in.ts';
import type {Sshd} from './sshd.ts';

export type LoginTry = {
	/** The keys to log in with, instead of the one that is let in. */
	readonly target?: Partial<SshTarget>;
	/** What the person says, one after the other. */
	readonly answers?: readonly string[];
	/** Between the look at the keys and the login. */
	readonly meanwhile?: () => void | Promise<void>;
	readonly signal?: AbortSignal;
	readonly askSecret?: AskSecret;
};

/** Logs in on an sshd of a test with the real authentication; 'ready', or the failure's kind. */
export async function tryToLogIn(sshd: Sshd, attempt: LoginTry = {}) {
	const asked: SecretQuestion[] = [];
	const answers = [...(attempt.answers ?? [])];
	const askSecret: AskSecret =
		attempt.askSecret ??
		(async question => {
			asked.push(question);
			const answer = answers.shift();
			return answer === undefined ? undefined : new Secret(answer);
		});
	const signal = attempt.signal ?? new AbortController().signal;
	const target = targetOf(sshd, attempt.target);
	const keys = createKeyRing({clock: systemClock, askSecret});
	const authentication = await prepareAuthentication(target, keys, {askSecret, signal});
	await attempt.meanwhile?.();
	const result = await logIn({
		...{target, authentication, signal, over: undefined, clock: systemClock},
		hostKeys: trusting(sshd),
		deadlineMs: 20_000,
	});
	if (result.ok) {
		result.value.close();
	}

	const outcome = result.ok ? 'ready' : result.failure.kind;
	const failure = result.ok ? undefined : result.failure;
	return {outcome, failure, asked, authentication};
}
