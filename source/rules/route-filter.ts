import type {InstalledModel} from '../domain/ollama.ts';
import type {Breaker, RouteNode, RouteRejection, RouteRequest} from '../domain/routing.ts';
import {closedForMs} from './breaker.ts';
import {isSameModel} from './model-name.ts';
import {memoryFor} from './route-memory.ts';

/**
 * What of a node can answer, or why not. A `lastResort` is asked only where nobody else can: a machine that is too hot
 * already, or one whose GPUs hold only a part of the model.
 */
export type Filtered =
	| {readonly is: 'able'; readonly model: InstalledModel}
	| {
			readonly is: 'lastResort';
			readonly model: InstalledModel;
			readonly rejection: RouteRejection;
	  }
	| {readonly is: 'unable'; readonly rejection: RouteRejection};

/**
 * Ours that are there and wait for it, for each of its slots. An Ollama that has a model in memory takes any number of
 * requests for it and never says that it is busy.
 */
const mostPerSlot = 8;

export function filterNode(node: RouteNode, request: RouteRequest, nowMs: number): Filtered {
	const absence = absenceOf(node, request, nowMs);
	if (absence !== undefined) {
		return {is: 'unable', rejection: absence};
	}

	const model = installedModel(node, request.model);
	if (model === undefined) {
		return {
			is: 'unable',
			rejection: {reason: node.installed === undefined ? 'notRead' : 'notInstalled'},
		};
	}

	const rejection =
		missingCapability(model, request) ?? breakerRejection(node, model, {request, nowMs});
	return rejection === undefined ? filterLoad(node, model) : {is: 'unable', rejection};
}

/** The model that was asked for, as it is installed there. */
export function installedModel(node: RouteNode, name: string): InstalledModel | undefined {
	return node.installed?.find(model => isSameModel(model.name, name));
}

/** In memory there: as its list says, or as an answer that streams shows before the list is read again. */
export function isLoaded(node: RouteNode, name: string): boolean {
	return (
		node.loaded.some(model => isSameModel(model.name, name)) ||
		node.inFlight.some(
			({model, firstTokenAtMs}) => firstTokenAtMs !== undefined && isSameModel(model, name),
		)
	);
}

function absenceOf(
	node: RouteNode,
	request: RouteRequest,
	nowMs: number,
): RouteRejection | undefined {
	const isOther = request.node !== undefined && request.node !== node.name;
	if (isOther || request.only?.includes(node.name) === false) {
		return {reason: 'notAsked'};
	}

	if (node.service.state !== 'serving') {
		const {state, failure} = node.service;
		const answered = lastAnswer(node, nowMs);
		return {reason: state, failure, ...(answered === undefined ? {} : {answered})};
	}

	return request.tried.includes(node.name) ? {reason: 'triedAlready'} : undefined;
}

/** Of an Ollama that is silent now. What was measured there in an earlier run says that there was one. */
function lastAnswer(
	{service, rates}: RouteNode,
	nowMs: number,
): {readonly agoMs?: number} | undefined {
	if (service.state !== 'notServing') {
		return undefined;
	}

	const {answeredAtMs} = service;
	return answeredAtMs === undefined
		? rates.size === 0
			? undefined
			: {}
		: {agoMs: Math.max(0, nowMs - answeredAtMs)};
}

/** A model of which nobody told what it can may be able to do anything. */
export function missingCapability(
	{capabilities}: InstalledModel,
	{needs}: Pick<RouteRequest, 'needs'>,
): RouteRejection | undefined {
	const capability = ['completion', ...needs].find(need => capabilities?.includes(need) === false);
	return capability === undefined ? undefined : {reason: 'lacksCapability', capability};
}

/** Who asks for a node by its name means it: then nothing is kept away from it. */
function breakerRejection(
	node: RouteNode,
	model: InstalledModel,
	{request, nowMs}: {readonly request: RouteRequest; readonly nowMs: number},
): RouteRejection | undefined {
	if (request.node !== undefined) {
		return undefined;
	}

	const ofModel: Breaker | undefined = node.modelBreakers.get(model.name);
	const nodeMs = closedForMs(node.breaker, nowMs);
	const modelMs = ofModel === undefined ? undefined : closedForMs(ofModel, nowMs);
	if (nodeMs !== undefined) {
		return {reason: 'breakerOpen', retryInMs: nodeMs};
	}

	return modelMs === undefined ? undefined : {reason: 'modelBreakerOpen', retryInMs: modelMs};
}

function filterLoad(node: RouteNode, model: InstalledModel): Filtered {
	const memory = isLoaded(node, model.name) ? undefined : memoryFor(model, node);
	if (memory?.fits === 'not') {
		return {is: 'unable', rejection: memory.tooBig};
	}

	const inFlight = node.inFlight.length;
	if (inFlight >= node.slots * mostPerSlot) {
		return {is: 'unable', rejection: {reason: 'full', inFlight}};
	}

	if (memory?.fits === 'spilling') {
		return {is: 'lastResort', model, rejection: memory.tooBig};
	}

	return node.throttling === 'hard'
		? {is: 'lastResort', model, rejection: {reason: 'throttled'}}
		: {is: 'able', model};
}
