import type {NodeName} from '../domain/ids.ts';
import type {PlanStep, StepWhy, UnmetReason} from '../domain/model-plan.ts';
import type {ShelfNode} from '../domain/model-shelf.ts';
import type {Wish} from './model-wish.ts';

/**
 * How a model reaches the nodes that were chosen: from nodes that have it, and what was reached serves the next, so that
 * twice as many are served each time. Where no node has it the first one pulls it.
 * @param first position in the plan of the first step
 */
export function addingSteps(
	wish: Wish,
	chosen: readonly NodeName[],
	first: number,
): readonly PlanStep[] {
	const {name: model, row} = wish;
	const having = [...row.copies].filter(([, {isOther}]) => !isOther).map(([node]) => node);
	const bytes = row.model?.sizeBytes;
	const [puller, ...rest] = chosen;
	const isPulled = having.length === 0 && puller !== undefined;
	const pull: readonly PlanStep[] = isPulled
		? [{deed: {type: 'pull', node: puller, model}, why: whyAdded(wish, puller), bytes, after: []}]
		: [];
	const sources: Source[] = [
		...having.map(node => ({node, step: undefined})),
		...pull.map(({deed}) => ({node: deed.node, step: first})),
	];
	const copies: PlanStep[] = [];
	for (const node of isPulled ? rest : chosen) {
		const source = sources[sourceOf(copies.length, sources.length - copies.length)];
		if (source !== undefined) {
			const after = source.step === undefined ? [] : [source.step];
			sources.push({node, step: first + pull.length + copies.length});
			const deed = {type: 'copy', node, model, from: source.node} as const;
			copies.push({deed, why: whyAdded(wish, node), bytes, after});
		}
	}

	return [...pull, ...copies];
}

type Source = {readonly node: NodeName; readonly step: number | undefined};

/** With two sources 0 and 1 serve the first two, 0 to 3 the next four, 0 to 7 the next eight. */
function sourceOf(copy: number, firstSources: number): number {
	let sources = firstSources;
	let served = 0;
	while (copy - served >= sources) {
		served += sources;
		sources *= 2;
	}

	return copy - served;
}

function whyAdded({isNamed, wanted, holders, row}: Wish, node: NodeName): StepWhy {
	if (row.copies.has(node)) {
		return {reason: 'differs'};
	}

	if (wanted === 'everywhere') {
		return {reason: 'everywhere'};
	}

	return isNamed ? {reason: 'named'} : {reason: 'tooFew', have: holders.length, wanted};
}

type Removing = {readonly steps: readonly PlanStep[]; readonly kept: readonly UnmetReason[]};

/**
 * What goes once all that is wanted is there: other digests, copies on other nodes, and those that are too many. The last
 * one stays, also where none is wanted.
 * @param after positions in the plan of the steps that bring the model to its nodes
 */
export function removingSteps(
	wish: Wish,
	chosen: readonly NodeName[],
	after: readonly number[],
): Removing {
	const {name: model, row, wanted} = wish;
	const byWorth = wish.holders.toSorted((one, other) => worth(other, wish) - worth(one, wish));
	const staying = [...chosen, ...byWorth.map(({name}) => name)].slice(
		0,
		wanted === 'everywhere' ? undefined : wanted,
	);
	const right = [...row.copies].filter(([, {isOther}]) => !isOther).map(([node]) => node);
	const last = staying.length === 0 ? (byWorth[0]?.name ?? right[0]) : undefined;
	const steps = [...row.copies]
		.filter(([node]) => !staying.includes(node) && node !== last)
		.map(([node, {installed, isOther}]): PlanStep => {
			const {digest} = installed;
			// Nobody else may have another digest: that it goes is what was asked for.
			const deed = {...({type: 'remove', node, model, digest} as const), mayBeLast: isOther};
			return {deed, why: isOther ? {reason: 'differs'} : whyRemoved(wish, node), bytes: 0, after};
		});
	return {steps, kept: last === undefined ? [] : [{reason: 'lastCopy', node: last}]};
}

/** What is in memory, or asked just now, is the last to go; then what has the most room for it. */
function worth({name, inFlight, diskFreeBytes = 0}: ShelfNode, {row}: Wish): number {
	const isLoaded = row.copies.get(name)?.loaded !== undefined;
	return (isLoaded ? 2e18 : 0) + (inFlight.length > 0 ? 1e18 : 0) + diskFreeBytes;
}

function whyRemoved({holders, wanted}: Wish, node: NodeName): StepWhy {
	const isHolder = holders.some(({name}) => name === node);
	return isHolder && wanted !== 'everywhere'
		? {reason: 'surplus', have: holders.length, wanted}
		: {reason: 'elsewhere'};
}
