import {assertNever} from '../domain/assert-never.ts';
import type {ChatNews} from '../domain/log-entry.ts';
import {unansweredText} from './chat-text.ts';
import {failureWords} from './node-row-text.ts';
import {countText} from './number-text.ts';
import {clean, type Safe, safe} from './safe.ts';

/** `qwen3:4b broke off: no route to host`, `after 231 characters`, `asked elsewhere`. */
export function chatNewsParts(news: ChatNews): readonly Safe[] {
	switch (news.kind) {
		case 'brokeOff': {
			const {attempt, model, next} = news;
			const {outcome, partial} = attempt;
			const characters = partial?.content.length ?? 0;
			const why = outcome.state === 'failed' ? safe`: ${failureWords(outcome.failure)}` : safe``;
			return [
				safe`${clean(model, {maxCharacters: 200})} broke off${why}`,
				...(characters === 0 ? [] : [safe`after ${clean(countText(characters, 'character'))}`]),
				...nextParts[next],
			];
		}

		case 'unanswered': {
			const {outcome} = news;
			const decision =
				outcome.state === 'failed' ? outcome.attempts.at(-1)?.decision : outcome.decision;
			const why = unansweredText(outcome, decision);
			return [safe`a question was not answered: ${why}`];
		}

		default:
			return assertNever(news);
	}
}

const nextParts = {
	elsewhere: [safe`asked elsewhere`],
	wait: [safe`asked again`],
	none: [],
} as const;
