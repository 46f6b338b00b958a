import type {WantedModel} from '../domain/config.ts';
import type {NodeName} from '../domain/ids.ts';
import type {
	ModelPlan,
	PlannedDeed,
	PlanStep,
	UnmetReason,
	UnmetWish,
} from '../domain/model-plan.ts';
import type {ShelfNode} from '../domain/model-shelf.ts';
import {type Demand, leftOf, placeModels} from './model-placement.ts';
import {modelShelf, wantedCount} from './model-shelf.ts';
import {addingSteps, removingSteps} from './model-steps.ts';
import {fullModelName} from './model-name.ts';
import {rackAfter} from './planned-rack.ts';
import {isPlaceOf, type Wish, wishOf} from './model-wish.ts';

export type PlanQuestion = {
	readonly nodes: readonly ShelfNode[];
	readonly wanted: readonly WantedModel[];
	/** Whether copies go that are too many, on the wrong nodes, or of another digest. */
	readonly isPruning: boolean;
};

/**
 * The steps after which the rack has what is wanted, with as little as possible over the network: nothing is moved that
 * is where it may be, and the internet gives each model at most once. What is removed or replaced makes room for what had none.
 */
export function planModels(question: PlanQuestion): ModelPlan {
	const {steps, unmet} = planRound(question);
	if (!question.isPruning || steps.length === 0) {
		return {steps, unmet};
	}

	const rest = planModels({...question, nodes: rackAfter(question.nodes, steps)});
	return {steps: [...steps, ...behind(steps, rest.steps)], unmet: rest.unmet};
}

/** Later steps wait for the room that the earlier ones make on their node, and for what they copy. */
function behind(before: readonly PlanStep[], steps: readonly PlanStep[]): readonly PlanStep[] {
	return steps.map(step => {
		const needed = before.flatMap(({deed}, position) =>
			isNeeded(deed, step.deed) ? [position] : [],
		);
		return {...step, after: [...needed, ...step.after.map(one => one + before.length)]};
	});
}

function isNeeded(earlier: PlannedDeed, deed: PlannedDeed): boolean {
	const isSource = deed.type === 'copy' && earlier.node === deed.from;
	return earlier.node === deed.node || (isSource && earlier.model === deed.model);
}

function planRound({nodes, wanted, isPruning}: PlanQuestion): ModelPlan {
	const rows = new Map(modelShelf(nodes, wanted).map(row => [fullModelName(row.name), row]));
	const wishes = onceEach(wanted).flatMap(one => {
		const row = rows.get(fullModelName(one.name));
		return row === undefined ? [] : [wishOf(one, row, {nodes, isPruning})];
	});
	const disk = new Map(nodes.map(({name, diskFreeBytes}) => [name, diskFreeBytes]));
	const demands = wishes.map(demandOf);
	const placed = placeModels(demands, disk);
	const left = leftOf(disk, demands, placed);
	const steps: PlanStep[] = [];
	const unmet: UnmetWish[] = [];
	for (const wish of wishes) {
		const chosen = placed.get(wish.name) ?? [];
		const adding = addingSteps(wish, chosen, steps.length);
		const after = adding.map((_, index) => steps.length + index);
		const lacking = lackingOf(wish, chosen);
		const removing =
			isPruning && lacking === 0 ? removingSteps(wish, chosen, after) : {steps: [], kept: []};
		steps.push(...adding, ...removing.steps);
		if (lacking > 0 || removing.kept.length > 0) {
			const reasons = lacking > 0 ? reasonsFor(wish, chosen, left) : removing.kept;
			unmet.push({model: wish.name, wanted: wish.wanted, lacking, reasons});
		}
	}

	return {steps, unmet};
}

/** Under two of its names a model is still one: what was written first holds. */
function onceEach(wanted: readonly WantedModel[]): readonly WantedModel[] {
	const byName = Map.groupBy(wanted, ({name}) => fullModelName(name));
	return [...byName.values()].flatMap(([first]) => first ?? []);
}

/** What no rack of these nodes can give, whatever is on it: said before any is asked. `allowed`: those that may be. */
export function impossibleWishes(
	wanted: readonly WantedModel[],
	allowed: ReadonlyArray<Pick<ShelfNode, 'name' | 'tags'>>,
): readonly UnmetWish[] {
	const names = new Set(allowed.map(({name}) => name));
	return wanted.flatMap(wish => {
		const places = allowed.filter(node => isPlaceOf(wish, node)).length;
		const count = wantedCount(wish);
		const least = count === 'everywhere' ? 1 : count;
		const notAsked = wish.nodes.filter(node => !names.has(node));
		const {name: model, tags} = wish;
		const reasons: readonly UnmetReason[] = [
			{reason: 'tooFewNodes', nodes: places, tags},
			...notAsked.map(node => ({reason: 'notAsked', node}) as const),
		];
		return least > places ? [{model, wanted: count, lacking: least - places, reasons}] : [];
	});
}

function demandOf({name, holders, candidates, row, wanted}: Wish): Demand {
	const needed = wanted === 'everywhere' ? candidates.length : wanted - holders.length;
	return {
		model: name,
		count: Math.max(0, Math.min(needed, candidates.length)),
		sizeBytes: row.model?.sizeBytes ?? 0,
		candidates,
		isRequired: wanted !== 'everywhere',
	};
}

/** Where it is wanted wherever it fits, only nodes that nobody could look at may lack it. */
function lackingOf({wanted, holders, unfit}: Wish, chosen: readonly NodeName[]): number {
	return wanted === 'everywhere'
		? unfit.length
		: Math.max(0, wanted - holders.length - chosen.length);
}

/** Why each node that may have it does not, and that there are too few of them. */
function reasonsFor(
	wish: Wish,
	chosen: readonly NodeName[],
	left: ReadonlyMap<NodeName, number | undefined>,
): readonly UnmetReason[] {
	const needsBytes = wish.row.model?.sizeBytes ?? 0;
	if (wish.wanted === 'everywhere') {
		return wish.unfit;
	}

	const full = wish.candidates.flatMap(({node}): readonly UnmetReason[] => {
		const freeBytes = left.get(node);
		return chosen.includes(node) || freeBytes === undefined
			? []
			: [{reason: 'diskShort', node, needsBytes, freeBytes}];
	});
	const isTooFew = wish.wanted > wish.places.length;
	const tooFew = {reason: 'tooFewNodes', nodes: wish.places.length, tags: wish.tags} as const;
	return [...(isTooFew ? [tooFew] : []), ...wish.unfit, ...full];
}
