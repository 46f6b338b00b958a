import type {NodeFacts} from '../domain/node-facts.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import type {NodeHardware, RouteNode} from '../domain/routing.ts';

/** Boards have few cores, and none of a server or desktop is so small. */
const mostBoardCores = 8;
const swapBytesPerSecond = 1_000_000;

/** How fast a node may be, from what it is made of. */
export function hardwareOf(
	facts: NodeFacts | undefined,
	figures: NodeFigures | undefined,
): NodeHardware {
	const cards = (figures?.gpus ?? []).map(({name}) => name);
	const parts = [facts?.architecture, facts?.cpuModel, facts?.cores, ...cards, diskOf(figures)];
	return {
		likeness: facts === undefined ? undefined : parts.map(part => part ?? '').join('|'),
		kind: kindOf(facts, cards.length > 0),
		disk: diskOf(figures),
	};
}

/** What slows a node down now. A card at its power limit is not slowed down: that is normal under load. */
export function throttlingOf(figures: NodeFigures | undefined): RouteNode['throttling'] {
	if (figures === undefined) {
		return undefined;
	}

	const {pi, gpus} = figures;
	if (pi?.throttledNow === true) {
		return 'hard';
	}

	const isCardSlow = gpus.some(({throttles}) => throttles.some(one => one !== 'power-cap'));
	return pi?.underVoltageNow === true || isCardSlow ? 'soft' : 'none';
}

/** Pages are on the move now: what lies there for days harms nobody. */
export function isSwapping(figures: NodeFigures | undefined): boolean | undefined {
	const rate = figures?.memory?.swapBytesPerSecond;
	return rate === undefined ? undefined : rate > swapBytesPerSecond;
}

/** Of all cards together; undefined where there is none that tells it. */
export function freeVramBytes(figures: NodeFigures | undefined): number | undefined {
	const known = (figures?.gpus ?? []).flatMap(({memoryTotalBytes, memoryUsedBytes}) =>
		memoryTotalBytes === undefined || memoryUsedBytes === undefined
			? []
			: [memoryTotalBytes - memoryUsedBytes],
	);
	return known.length === 0 ? undefined : known.reduce((sum, free) => sum + free, 0);
}

function kindOf(facts: NodeFacts | undefined, hasCard: boolean): NodeHardware['kind'] {
	if (hasCard) {
		return 'gpu';
	}

	if (facts?.architecture === undefined) {
		return undefined;
	}

	const isArm = /^(?:aarch64|arm)/.test(facts.architecture);
	return isArm && (facts.cores ?? 0) <= mostBoardCores ? 'board' : 'server';
}

/** The fastest kind that the node has: models are put on the disk that has the room, which is seldom the card. */
function diskOf(figures: NodeFigures | undefined): NodeHardware['disk'] {
	const devices = (figures?.disks ?? []).map(({device}) => device);
	const kinds = [
		['nvme', /^nvme/],
		['disk', /^(?:sd|vd|xvd|hd)/],
		['card', /^mmcblk/],
	] as const;
	return kinds.find(([, names]) => devices.some(device => names.test(device)))?.[0];
}
