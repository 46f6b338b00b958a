import {assertNever} from '../domain/assert-never.ts';
import type {NoRoute, RejectedNode} from '../domain/routing.ts';
import {sizeText} from './number-text.ts';
import {hasOtherServer, inabilityText, rejectionText} from './route-rejection-text.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';
import {sentenceText} from './sentence-text.ts';

const mostNamed = 3;

/** Why nobody can answer, and what helps. */
export function noRouteText(noRoute: NoRoute): Safe {
	switch (noRoute.kind) {
		case 'noNodes':
			return safe`No node answers that has Ollama. Start it with ollama serve, or ask clusterdeck doctor.`;
		case 'noModels':
			return noRoute.node === undefined
				? safe`No node has a model. Put one on each: clusterdeck models pull llama3.2:3b --all`
				: safe`${name(noRoute.node)} has no model. Put one there: clusterdeck models pull llama3.2:3b --node ${name(noRoute.node)}`;
		case 'unknownModel':
			return noRoute.nearest === undefined
				? safe`No node has ${name(noRoute.model)}. clusterdeck models pull ${name(noRoute.model)} --node NAME fetches it.`
				: safe`No node has ${name(noRoute.model)}. Did you mean ${name(noRoute.nearest)}?`;
		case 'tooBig':
			return tooBigText(noRoute);
		case 'lacksCapability':
			return inability(noRoute);
		case 'unknownNode':
			return noRoute.nearest === undefined
				? safe`There is no node ${name(noRoute.node)}. clusterdeck nodes ls lists them.`
				: safe`There is no node ${name(noRoute.node)}. Did you mean ${name(noRoute.nearest)}?`;
		case 'nodeCannot':
			return nodeCannot(noRoute);
		case 'noneLeft':
			return noneLeft(noRoute);
		default:
			return assertNever(noRoute);
	}
}

/** `No node can run qwen3:30b: it needs 24.1 GiB, the most free is 20.6 on gpu-02.` */
function tooBigText({model, node, tooBig}: Extract<NoRoute, {kind: 'tooBig'}>): Safe {
	const needs = sizeText(tooBig.needsBytes);
	const free = sizeText(Math.max(0, tooBig.freeBytes));
	const isSameUnit = needs.split(' ')[1] === free.split(' ')[1];
	const short = clean(isSameUnit ? (free.split(' ')[0] ?? free) : free);
	return safe`No node can run ${name(model)}: it needs ${clean(needs)}, the most free is ${short} on ${name(node)}. Take a smaller model, or one of fewer bits.`;
}

function inability({model, capability, others}: Extract<NoRoute, {kind: 'lacksCapability'}>): Safe {
	const what = safe`${name(model)} ${inabilityText(capability)}.`;
	return others.length === 0
		? safe`${what} No node has a model that is known to.${remedies.get(capability) ?? safe``}`
		: safe`${what} Ask ${names(others, safe` or `)}.`;
}

const remedies: ReadonlyMap<string, Safe> = new Map([
	['vision', safe` clusterdeck models pull gemma3:4b --node NAME fetches one.`],
]);

function nodeCannot(noRoute: Extract<NoRoute, {kind: 'nodeCannot'}>): Safe {
	const {model, rejected, elsewhere, nearest} = noRoute;
	const node = name(rejected.node);
	const why = clean(sentenceText(rejectionText(rejected)));
	const isMissing = rejected.reason === 'notInstalled';
	if (isMissing && nearest !== undefined) {
		return safe`${node} does not have ${name(model)}. Did you mean ${name(nearest)}?`;
	}

	const what = isMissing
		? safe`${node} does not have ${name(model)}.`
		: model === ''
			? safe`${node} cannot answer: ${why}`
			: safe`${node} cannot answer with ${name(model)}: ${why}`;
	return joinSafe([what, ...remedyThere(noRoute), elsewhereText(elsewhere)], safe` `);
}

function remedyThere({model, rejected}: Extract<NoRoute, {kind: 'nodeCannot'}>): readonly Safe[] {
	const node = name(rejected.node);
	switch (rejected.reason) {
		case 'notInstalled':
			return [safe`clusterdeck models pull ${name(model)} --node ${node} fetches it.`];
		case 'notServing':
			return [silenceRemedy(rejected)];
		case 'unreachable':
			return [safe`clusterdeck doctor ${node} says more.`];
		default:
			return [];
	}
}

function silenceRemedy(rejected: RejectedNode): Safe {
	const node = name(rejected.node);
	if (hasOtherServer(rejected)) {
		return safe`Set ollama.port of ${node} in the configuration, or false.`;
	}

	return 'failure' in rejected && rejected.failure?.kind === 'refused'
		? safe`Start it there with ollama serve.`
		: safe`clusterdeck doctor ${node} says more.`;
}

function elsewhereText(elsewhere: readonly string[] | undefined): Safe {
	if (elsewhere === undefined) {
		return safe`Without --node another one may answer.`;
	}

	return elsewhere.length === 0
		? safe`No other node can answer either.`
		: safe`${names(elsewhere, safe` or `)} can.`;
}

function noneLeft({model, rejected}: Extract<NoRoute, {kind: 'noneLeft'}>): Safe {
	const reasons = rejected.slice(0, mostNamed).map(reasonOf);
	const more = rejected.length - reasons.length;
	const list = safe`${joinSafe(reasons, safe`, `)}${more === 0 ? safe`` : safe` and ${more} more`}`;
	return safe`No node is left for ${name(model)}: ${list}. ${remedyOf(rejected)}`;
}

function reasonOf(rejected: RejectedNode): Safe {
	return safe`${name(rejected.node)} (${rejectionText(rejected)})`;
}

function remedyOf(rejected: readonly RejectedNode[]): Safe {
	const waitsMs = rejected.flatMap(one => ('retryInMs' in one ? [one.retryInMs] : []));
	return waitsMs.length === 0
		? safe`Try again later, or ask another model.`
		: safe`Try again in ${Math.max(1, Math.ceil(Math.min(...waitsMs) / 1000))} s, or ask another model.`;
}

function names(all: readonly string[], last: Safe): Safe {
	const shown = all.slice(0, mostNamed).map(name);
	const [end = safe``, ...rest] = shown.toReversed();
	return rest.length === 0 ? end : safe`${joinSafe(rest.toReversed(), safe`, `)}${last}${end}`;
}

function name(text: string): Safe {
	return clean(text, {maxCharacters: 80});
}
