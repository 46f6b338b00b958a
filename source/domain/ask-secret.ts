import type {Secret} from './secret.ts';

/** What only the person can tell. `where` is the node that it is for; `prompt` is the server's own, raw text. */
export type SecretQuestion =
	| {
			readonly kind: 'passphrase';
			readonly where: string;
			readonly keyFile: string;
			/** The one before was wrong. */
			readonly isRepeated: boolean;
	  }
	| {
			readonly kind: 'answer';
			readonly where: string;
			readonly prompt: string;
			/** The server asks that the answer is not shown: a password. */
			readonly isHidden: boolean;
	  };

/** Asks the person; undefined where there is nobody to ask, or no answer. Answers live in memory only. */
export type AskSecret = (
	question: SecretQuestion,
	signal: AbortSignal,
) => Promise<Secret | undefined>;

/** The same without where it is for: what a screen shows of a question. */
export type AskedSecret =
	| {readonly kind: 'passphrase'; readonly keyFile: string; readonly isRepeated: boolean}
	| {readonly kind: 'answer'; readonly prompt: string; readonly isHidden: boolean};

/** A question and the machine that it is for, as failures name it. */
export type AskedAt = {readonly where: string; readonly question: AskedSecret};
