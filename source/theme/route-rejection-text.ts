import {assertNever} from '../domain/assert-never.ts';
import type {Failure} from '../domain/failure.ts';
import type {OllamaService, RouteRejection, TooBig} from '../domain/routing.ts';
import {durationText} from './duration-text.ts';
import {failureWords} from './node-row-text.ts';
import {countText, sizeText} from './number-text.ts';
import {clean, type Safe, safe} from './safe.ts';

/** Why a node was not asked, for brackets behind its name: `throttled`. */
export function rejectionText(rejection: RouteRejection): Safe {
	switch (rejection.reason) {
		case 'unreachable':
			return rejection.failure === undefined
				? safe`not connected yet`
				: failureWords(rejection.failure);
		case 'notServing':
			return silenceText(rejection.failure, rejection.answered);
		case 'notRead':
			return safe`its models are not known yet`;
		case 'notInstalled':
			return safe`does not have the model`;
		case 'triedAlready':
			return safe`failed this turn`;
		case 'notAsked':
			return safe`not asked for`;
		case 'throttled':
			return safe`throttled`;
		case 'noEstimate':
			return safe`tells a speed that cannot be`;
		case 'lacksCapability':
			return inabilityText(rejection.capability);
		case 'tooBig':
			return tooBigText(rejection);
		case 'full':
			return safe`${clean(countText(rejection.inFlight, 'request'))} there`;
		case 'breakerOpen':
			return safe`failed lately, ${retryText(rejection.retryInMs)}`;
		case 'modelBreakerOpen':
			return safe`the model failed there, ${retryText(rejection.retryInMs)}`;
		default:
			return assertNever(rejection);
	}
}

/** What a model is not made for: `cannot see images`. */
export function inabilityText(capability: string): Safe {
	return inabilities.get(capability) ?? safe`has no ${clean(capability, {maxCharacters: 40})}`;
}

const inabilities: ReadonlyMap<string, Safe> = new Map([
	['vision', safe`cannot see images`],
	['tools', safe`cannot call tools`],
	['thinking', safe`cannot think before it answers`],
	['completion', safe`does not answer, as one for embeddings`],
]);

/** Of one that does not answer now, whenever that is read. */
export function serviceText(service: Exclude<OllamaService, {state: 'serving'}>): Safe {
	const {state: reason, failure} = service;
	const isKnown = 'answeredAtMs' in service && service.answeredAtMs !== undefined;
	return rejectionText({reason, failure, answered: isKnown ? {} : undefined});
}

function silenceText(failure: Failure | undefined, answered: Answered): Safe {
	if (failure === undefined) {
		return safe`its Ollama has not answered yet`;
	}

	switch (failure.kind) {
		case 'refused':
			return answered === undefined ? safe`has no Ollama` : noMoreText(answered);
		case 'unsupported':
			return safe`what has its port is not Ollama`;
		default:
			return safe`its Ollama: ${failureWords(failure)}`;
	}
}

type Answered = {readonly agoMs?: number | undefined} | undefined;

function noMoreText({agoMs}: Exclude<Answered, undefined>): Safe {
	return agoMs === undefined
		? safe`its Ollama does not answer any more`
		: safe`its Ollama has not answered for ${clean(durationText(Math.max(1000, agoMs)))}`;
}

/** Of what listens there nothing else is unsupported (clients/ollama-call.ts). */
export function hasOtherServer(rejection: RouteRejection): boolean {
	return rejection.reason === 'notServing' && rejection.failure?.kind === 'unsupported';
}

function tooBigText({needsBytes, freeBytes, memory}: TooBig): Safe {
	const kind = memory === 'gpu' ? safe` GPU memory` : safe``;
	return safe`needs ${size(needsBytes)}${kind}, ${size(freeBytes)} free`;
}

function size(bytes: number): Safe {
	return clean(sizeText(Math.max(0, bytes)));
}

function retryText(retryInMs: number): Safe {
	return retryInMs === 0
		? safe`is being tried`
		: safe`next try in ${clean(durationText(Math.ceil(retryInMs / 1000) * 1000))}`;
}
