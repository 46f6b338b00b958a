import type {Prompt} from 'ssh2';
import type {AskSecret} from '../../domain/ask-secret.ts';

export type PromptWorld = {
	readonly where: string;
	readonly askSecret: AskSecret;
	readonly signal: AbortSignal;
};

export type PromptRound = {
	readonly name: string;
	readonly instructions: string;
	readonly prompts: readonly Prompt[];
};

/** A password, a code, and a word about either. */
const mostRounds = 3;
const mostPrompts = 16;
const longestPrompt = 4096;

/**
 * Answers the rounds of one keyboard-interactive login (RFC 4256) by asking the person, one prompt at a time. Undefined
 * where there is no answer, and where a server asks without end.
 */
export function createPromptAnswers({where, askSecret, signal}: PromptWorld) {
	let rounds = 0;
	return async ({name, instructions, prompts}: PromptRound): Promise<string[] | undefined> => {
		rounds += 1;
		if (rounds > mostRounds || prompts.length > mostPrompts) {
			return undefined;
		}

		const answers: string[] = [];
		for (const {prompt: last, echo} of prompts) {
			const introduction = answers.length === 0 ? [name, instructions] : [];
			const prompt = [...introduction, last].filter(text => text !== '').join('\n');
			const answer = await askSecret(
				{kind: 'answer', where, prompt: prompt.slice(0, longestPrompt), isHidden: echo !== true},
				signal,
			);
			if (answer === undefined) {
				return undefined;
			}

			answers.push(answer.reveal());
		}

		return answers;
	};
}
