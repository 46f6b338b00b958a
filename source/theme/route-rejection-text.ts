import {assertNever} from '../domain/assert-never.ts';
import type {Failure} from '../domain/failure.ts';
import type {RouteRejection, TooBig} from '../domain/routing.ts';
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
			return silenceText(rejection.failure);
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

function silenceText(failure: Failure | undefined): Safe {
	if (failure === undefined) {
		return safe`its Ollama has not answered yet`;
	}

	switch (failure.kind) {
		case 'refused':
			return safe`has no Ollama`;
		case 'unsupported':
			return safe`what has its port is not Ollama`;
		default:
			return safe`its Ollama: ${failureWords(failure)}`;
	}
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
