import type {WantedModel} from '../domain/config.ts';
import type {UnmetReason} from '../domain/model-plan.ts';
import type {ShelfNode, ShelfRow, WantedCount} from '../domain/model-shelf.ts';
import {asServed, memoryFit} from './model-fit.ts';
import type {Candidate} from './model-placement.ts';
import {wantedCount} from './model-shelf.ts';

/** What the configuration wants of one model, beside what is there. */
export type Wish = {
	readonly name: WantedModel['name'];
	readonly tags: readonly string[];
	/** It should be on just these nodes. */
	readonly isNamed: boolean;
	readonly wanted: WantedCount;
	readonly row: ShelfRow;
	/** Nodes that may have it. */
	readonly places: readonly ShelfNode[];
	/** Of these those that have it, of the right digest. */
	readonly holders: readonly ShelfNode[];
	/** Of these those that could get it, their disks aside. */
	readonly candidates: readonly Candidate[];
	/** Why others of these cannot; where it is wanted wherever it fits, only why nobody knows whether they could. */
	readonly unfit: readonly UnmetReason[];
};

type Rack = {readonly nodes: readonly ShelfNode[]; readonly isPruning: boolean};

export function wishOf(wish: WantedModel, row: ShelfRow, {nodes, isPruning}: Rack): Wish {
	const places = nodes.filter(node => isPlaceOf(wish, node));
	const holders = places.filter(({name}) => row.copies.get(name)?.isOther === false);
	const looks = places
		.filter(node => !holders.includes(node))
		.map(node => lookAt(node, row, isPruning));
	const candidates = looks.flatMap(look => ('candidate' in look ? [look.candidate] : []));
	const unfit = looks.flatMap(look => ('unfit' in look ? [look.unfit] : []));
	const wanted = wantedCount(wish);
	return {
		...{name: wish.name, tags: wish.tags, wanted, row},
		isNamed: wish.nodes.length > 0 && wish.replicas === undefined,
		...{places, holders, candidates},
		unfit: wanted === 'everywhere' ? unfit.filter(isHidden) : unfit,
	};
}

/** One with all the tags, and of those that are named if any are. */
export function isPlaceOf(
	{tags, nodes}: WantedModel,
	node: Pick<ShelfNode, 'name' | 'tags'>,
): boolean {
	return (
		tags.every(tag => node.tags.includes(tag)) && (nodes.length === 0 || nodes.includes(node.name))
	);
}

type Look = {readonly candidate: Candidate} | {readonly unfit: UnmetReason};

const rankOfReplaced = 0;
const rankOfFitting = 1;
const rankOfSpilling = 2;

function lookAt(node: ShelfNode, {model, copies}: ShelfRow, isPruning: boolean): Look {
	const {name, service, installed} = node;
	if (service.state !== 'serving') {
		return {unfit: {reason: 'silent', node: name, service}};
	}

	if (installed === undefined) {
		return {unfit: {reason: 'notRead', node: name}};
	}

	const isReplaced = copies.has(name);
	if (isReplaced && !isPruning) {
		return {unfit: {reason: 'differs', node: name}};
	}

	const fit = model && memoryFit(model, node, asServed);
	if (fit?.fits === 'no') {
		const {memory, needsBytes, freeBytes} = fit;
		return {unfit: {reason: 'tooBig', node: name, memory, needsBytes, freeBytes}};
	}

	const rank = fit?.fits === 'spills' ? rankOfSpilling : rankOfFitting;
	// Of a model of which nobody knows how large it is: what is free says where there is most room.
	const freeBytes = fit === undefined ? freeNow(node) : fit.freeBytes;
	const needsBytes = fit?.needsBytes ?? 0;
	return {
		candidate: {
			...{node: name, needsBytes, rank: isReplaced ? rankOfReplaced : rank},
			headroomBytes: freeBytes === undefined ? undefined : freeBytes - needsBytes,
		},
	};
}

function freeNow({vramFreeBytes, memoryAvailableBytes}: ShelfNode): number | undefined {
	return vramFreeBytes ?? memoryAvailableBytes;
}

/** Where it is wanted wherever it fits, a node that cannot have it lacks nothing; one that nobody can ask may. */
function isHidden({reason, ...rest}: UnmetReason): boolean {
	const isAway = reason === 'silent' && 'service' in rest && rest.service.state === 'unreachable';
	return isAway || reason === 'notRead' || reason === 'differs';
}
