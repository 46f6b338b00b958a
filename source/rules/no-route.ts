import type {
	NoRoute,
	RejectedNode,
	RouteDecision,
	RouteNode,
	RouteRequest,
	TooBig,
} from '../domain/routing.ts';
import {nearestWord} from './nearest-word.ts';
import {filterNode, installedModel, missingCapability} from './route-filter.ts';

/** Why nobody can answer, the reason that helps the person most first. */
export function whyNoRoute(
	request: RouteRequest,
	nodes: readonly RouteNode[],
	decision: RouteDecision,
): NoRoute {
	const {rejected} = decision;
	const serving = nodes.filter(({service}) => service.state === 'serving');
	const having = serving.filter(node => installedModel(node, request.model) !== undefined);
	const asked = askedNode(request, nodes, rejected);
	if (asked !== undefined) {
		return asked;
	}

	if (serving.length === 0) {
		return {kind: 'noNodes'};
	}

	const isReadOfAll = serving.every(({installed}) => installed !== undefined);
	if (having.length === 0 && isReadOfAll) {
		return unknownModel(request, serving);
	}

	return (
		lacking(request, serving, rejected) ??
		tooBig(request, rejected) ?? {
			kind: 'noneLeft',
			model: request.model,
			rejected: rejected.filter(({reason}) => isOfModel[reason]),
		}
	);
}

/** Reasons of those that have the model, or may have. */
const isOfModel: Readonly<Record<RejectedNode['reason'], boolean>> = {
	unreachable: false,
	notServing: false,
	notInstalled: false,
	notAsked: false,
	notRead: true,
	triedAlready: true,
	throttled: true,
	noEstimate: true,
	lacksCapability: true,
	tooBig: true,
	full: true,
	breakerOpen: true,
	modelBreakerOpen: true,
};

function askedNode(
	request: RouteRequest,
	nodes: readonly RouteNode[],
	rejected: readonly RejectedNode[],
): NoRoute | undefined {
	const {node, model} = request;
	if (node === undefined) {
		return undefined;
	}

	const reason = rejected.find(one => one.node === node);
	if (reason === undefined) {
		const names = nodes.map(({name}) => name);
		return {kind: 'unknownNode', node, nearest: nearestWord(node, names)};
	}

	const others = nodes.filter(({name}) => name !== node);
	const elsewhere = others
		.filter(
			other =>
				filterNode(other, {...request, node: undefined}, Number.POSITIVE_INFINITY).is !== 'unable',
		)
		.map(({name}) => name);
	const there = nodes.find(({name}) => name === node)?.installed ?? [];
	return {
		...{kind: 'nodeCannot', model, rejected: reason},
		elsewhere: others.length === 0 ? undefined : elsewhere,
		nearest:
			reason.reason === 'notInstalled'
				? nearestModel(
						model,
						there.map(({name}) => name),
					)
				: undefined,
	};
}

function unknownModel({model}: RouteRequest, serving: readonly RouteNode[]): NoRoute {
	const names = [
		...new Set(serving.flatMap(({installed}) => installed ?? []).map(({name}) => name)),
	].toSorted();
	return names.length === 0
		? {kind: 'noModels', serving: serving.length}
		: {kind: 'unknownModel', model, nearest: nearestModel(model, names)};
}

/** Also where only the tag is left out. */
export function nearestModel(model: string, names: readonly string[]): string | undefined {
	const bare = new Map(names.map(name => [name.replace(/:[^:/]*$/, ''), name]));
	const near = nearestWord(model, [...names, ...bare.keys()]);
	return near === undefined ? undefined : (bare.get(near) ?? near);
}

/** All that have it lack what is needed: another model is wanted, not another node. */
function lacking(
	request: RouteRequest,
	serving: readonly RouteNode[],
	rejected: readonly RejectedNode[],
): NoRoute | undefined {
	const reasons = rejected.filter(({reason}) => isOfModel[reason] && reason !== 'triedAlready');
	const [first] = reasons;
	if (first?.reason !== 'lacksCapability' || reasons.some(({reason}) => reason !== first.reason)) {
		return undefined;
	}

	const others = serving
		.flatMap(({installed}) => installed ?? [])
		.filter(
			model => model.capabilities !== undefined && missingCapability(model, request) === undefined,
		)
		.map(({name}) => name);
	return {
		kind: 'lacksCapability',
		model: request.model,
		capability: first.capability,
		others: [...new Set(others)].toSorted(),
	};
}

/** It fits nowhere: by how much, on the node with the most room. */
function tooBig({model}: RouteRequest, rejected: readonly RejectedNode[]): NoRoute | undefined {
	const reasons = rejected.filter(({reason}) => isOfModel[reason]);
	const big = reasons.filter((one): one is RejectedNode & TooBig => one.reason === 'tooBig');
	const [roomiest] = big.toSorted((one, other) => other.freeBytes - one.freeBytes);
	return roomiest === undefined || big.length < reasons.length
		? undefined
		: {kind: 'tooBig', model, node: roomiest.node, tooBig: tooBigOf(roomiest)};
}

function tooBigOf({reason, needsBytes, freeBytes, memory}: TooBig): TooBig {
	return {reason, needsBytes, freeBytes, memory};
}
