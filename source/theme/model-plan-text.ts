import {assertNever} from '../domain/assert-never.ts';
import type {PlannedDeed, PlanStep, StepWhy, UnmetReason, UnmetWish} from '../domain/model-plan.ts';
import {countText, sizeText} from './number-text.ts';
import {rejectionText, serviceText} from './route-rejection-text.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';

const mostReasons = 4;

/** `copy qwen3:4b to pi-1 from gpu-1` */
export function plannedDeedText(deed: PlannedDeed): Safe {
	const model = name(deed.model);
	const node = name(deed.node);
	switch (deed.type) {
		case 'pull':
			return safe`pull ${model} to ${node} from its registry`;
		case 'copy':
			return safe`copy ${model} to ${node} from ${name(deed.from)}`;
		case 'remove':
			return safe`remove ${model} from ${node}`;
		default:
			return assertNever(deed);
	}
}

/** `copy qwen3:4b to pi-2 from pi-1: not done, since step 1 was not` */
export function skippedText({deed}: Pick<PlanStep, 'deed'>, because: number): Safe {
	return safe`${plannedDeedText(deed)}: not done, since step ${because + 1} was not`;
}

/** `1 of 2 nodes has it` */
export function stepWhyText(why: StepWhy): Safe {
	switch (why.reason) {
		case 'tooFew':
			return why.have === 0
				? safe`no node has it`
				: safe`${why.have} of ${clean(countText(why.wanted, 'node'))} ${hasText(why.have)} it`;
		case 'surplus':
			return safe`${clean(countText(why.have, 'node'))} ${hasText(why.have)} it, ${why.wanted} should`;
		case 'named':
			return safe`the configuration names the node`;
		case 'everywhere':
			return safe`wanted wherever it fits`;
		case 'differs':
			return safe`the node has another one of that name`;
		case 'elsewhere':
			return safe`wanted on other nodes`;
		default:
			return assertNever(why);
	}
}

function hasText(count: number): Safe {
	return count === 1 ? safe`has` : safe`have`;
}

/** What is wanted and will not be, why, and what would help. */
export function unmetText(unmet: UnmetWish): Safe {
	const {model, wanted, lacking, reasons} = unmet;
	const shown = reasons.slice(0, mostReasons).map(unmetReasonText);
	const more = reasons.length - shown.length;
	const list = safe`${joinSafe(shown, safe`; `)}${more > 0 ? safe`; and ${more} more` : safe``}`;
	return safe`${name(model)} ${lackText(wanted, lacking)}: ${list}.${remedyText(reasons)}`;
}

/** Why one node does not get it. */
export function unmetReasonText(reason: UnmetReason): Safe {
	switch (reason.reason) {
		case 'tooFewNodes':
			return placesText(reason);
		case 'notAsked':
			return safe`${name(reason.node)} is not asked, as the configuration says`;
		case 'silent': {
			const {service, node} = reason;
			return safe`${name(node)}: ${serviceText(service)}`;
		}

		case 'notRead':
			return safe`${name(reason.node)}: ${rejectionText({reason: 'notRead'})}`;
		case 'differs':
			return safe`${name(reason.node)} has another one of that name`;
		case 'tooBig': {
			const {freeBytes = 0, needsBytes, memory} = reason;
			const why = rejectionText({reason: 'tooBig', needsBytes, freeBytes, memory});
			return safe`${name(reason.node)} ${why}`;
		}

		case 'diskShort':
			return safe`${name(reason.node)} has ${size(reason.freeBytes)} of its disk free, and it takes ${size(reason.needsBytes)}`;
		case 'lastCopy':
			return safe`the one on ${name(reason.node)} is the last, and stays`;
		default:
			return assertNever(reason);
	}
}

function lackText(wanted: UnmetWish['wanted'], lacking: number): Safe {
	if (wanted === 'everywhere') {
		return safe`should be wherever it fits, which is not known of ${clean(countText(lacking, 'node'))}`;
	}

	const should = safe`should be on ${clean(countText(wanted, 'node'))}`;
	return lacking === 0 ? should : safe`${should}, and ${lacking} of them will not have it`;
}

function placesText({nodes, tags}: Extract<UnmetReason, {readonly reason: 'tooFewNodes'}>): Safe {
	const some = clean(nodes === 0 ? 'no node' : `only ${countText(nodes, 'node')}`);
	const [tag, ...others] = tags.map(name);
	if (tag === undefined) {
		return safe`${some} may have it`;
	}

	const verb = nodes > 1 ? safe`have` : safe`has`;
	return others.length === 0
		? safe`${some} ${verb} the tag ${tag}`
		: safe`${some} ${verb} all of the tags ${joinSafe([tag, ...others], safe`, `)}`;
}

/** Of the first reason that a person can do something about. */
function remedyText(reasons: readonly UnmetReason[]): Safe {
	const has = (kind: UnmetReason['reason']): boolean => reasons.some(({reason}) => reason === kind);
	if (has('tooFewNodes')) {
		return safe` Change its replicas, tags or nodes in the configuration.`;
	}

	if (has('differs')) {
		return safe` clusterdeck models sync --prune replaces it.`;
	}

	return has('lastCopy') ? safe` clusterdeck models rm removes it.` : safe``;
}

function size(bytes: number): Safe {
	return clean(sizeText(Math.max(0, bytes)));
}

function name(text: string): Safe {
	return clean(text, {maxCharacters: 80});
}
