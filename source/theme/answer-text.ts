import type {Attempt} from '../domain/chat.ts';
import type {Failure} from '../domain/failure.ts';
import type {DefaultModel, RejectedNode} from '../domain/routing.ts';
import {failureText} from './failure-text.ts';
import {noRouteText} from './no-route-text.ts';
import {countText} from './number-text.ts';
import {rejectionText} from './route-rejection-text.ts';

/*
 * What is said beside an answer, on stderr and between two answers. Raw: whoever shows it on a terminal cleans it.
 */

/** `pi-03 broke off after 41 words. What follows begins anew.` */
export function breakText({node, partial}: Attempt): string {
	const words = partial?.content.match(/\S+/g)?.length ?? 0;
	return `${node} broke off after ${countText(words, 'word')}; what follows begins anew`;
}

/** What an attempt came to, and what is done about it. */
export function brokenText(attempt: Attempt, next: 'elsewhere' | 'wait'): string {
	const {node, outcome} = attempt;
	const what = outcome.state === 'failed' ? failureText(outcome.failure) : `${node}: cancelled.`;
	return `${what} ${next === 'wait' ? 'It is asked again.' : 'Another node is asked.'}`;
}

export function waitingText(
	phase: 'queued' | 'loading' | 'prefill',
	{node, model, aboutMs}: WaitingWords,
): string {
	const about = aboutMs === undefined || aboutMs < 1000 ? '' : `, about ${seconds(aboutMs)}`;
	switch (phase) {
		case 'queued':
			return `${node}: others are before it${about}`;
		case 'loading':
			return `${node}: loads ${model}${about}`;
		default:
			return `${node}: reads the prompt${about}`;
	}
}

type WaitingWords = {
	readonly node: string;
	readonly model: string;
	readonly aboutMs: number | undefined;
};

export function defaultModelText({model, because, nodes}: DefaultModel): string {
	const why = because === 'only' ? 'the only model' : `on ${countText(nodes, 'node')}`;
	return `${model}, ${why}: --model or chat.model names another`;
}

type Failed = {
	readonly why: string;
	readonly failure: Failure;
	readonly attempts: readonly Attempt[];
	readonly model: string;
	readonly promptTokens: number;
};

/** Why there is no whole answer, and what helps. */
export function failedTurnText({why, failure, attempts, model, promptTokens}: Failed): string {
	const asked = new Set(attempts.map(({node}) => node)).size;
	switch (why) {
		case 'contextTooLong':
			return `The prompt is longer than the context of ${model}: it has about ${countText(promptTokens, 'token')}. Shorten it, or take a model with a longer context.`;
		case 'badRequest':
			return `${failureText(failure)} Another node would say the same.`;
		case 'outOfTime':
			return `${failureText(failure)} The time for one answer is up.`;
		default:
			return asked < 2
				? `No answer: ${failureText(failure)}`
				: `No answer from ${countText(asked, 'node')}. The last one, ${failureText(failure)}`;
	}
}

/** Nobody answers: what is the matter with each of them. */
export function unreachedText(rejected: readonly RejectedNode[]): string {
	const shown = rejected.slice(0, mostNamed).map(one => `${one.node}: ${rejectionText(one)}`);
	const more = rejected.length - shown.length;
	const list = [...shown, ...(more === 0 ? [] : [`and ${more} more`])].join('; ');
	const sentence = noRouteText({kind: 'noNodes'});
	return list === '' ? sentence : `${sentence} (${list})`;
}

const mostNamed = 5;

/** It stopped at a limit, not at its end. */
export function cutAnswerText(outputTokens: number | undefined): string {
	const where = outputTokens === undefined ? 'its limit' : countText(outputTokens, 'token');
	return `The answer was cut at ${where}: its context is full, or num_predict of the model is small. --continue last goes on.`;
}

function seconds(ms: number): string {
	return `${Math.round(ms / 1000)} s`;
}
