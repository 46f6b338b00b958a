import type {Failure} from '../domain/failure.ts';
import type {ModelName, NodeName} from '../domain/ids.ts';
import type {DeedStage, ModelDeed} from '../domain/model-deed.ts';

/** How a deed ended. */
export type DeedEnd = Extract<DeedStage, {state: 'done' | 'failed' | 'cancelled'}>;
export type DoDeed = (deed: ModelDeed) => Promise<DeedEnd>;

export type Spreading = {
	readonly model: ModelName;
	/** Each once; the first are asked for it first. */
	readonly nodes: readonly NodeName[];
	readonly act: DoDeed;
};

/** Of copies from one node at a time: the network of a small machine is full with two. */
const mostCopies = 2;
/** Nodes that try the registry where those before them did not get it. */
const mostPulls = 3;

/**
 * Brings a model to several nodes: one pulls it, the others copy it from those that have it, of which there are more
 * and more. Where that cannot be, a node pulls for itself. Resolves when all have ended; how each ended is told by `act`.
 *
 * @returns the nodes that it did not come to
 */
export async function spreadModel({model, nodes, act}: Spreading): Promise<readonly NodeName[]> {
	const missed: NodeName[] = [];
	const waiting = [...nodes];
	const pulled = await pullOnce({model, waiting, act});
	missed.push(...pulled.missed);
	if (pulled.by === undefined) {
		return [...missed, ...waiting];
	}

	const sources = createSources(pulled.by);
	const one = async (node: NodeName): Promise<void> => {
		const from = await sources.take();
		const copied = await act({type: 'copy', node, model, from});
		sources.giveBack(from);
		const isElsewise = copied.state === 'failed' && isUnable(copied.failure);
		const end = isElsewise ? await act({type: 'pull', node, model}) : copied;
		if (end.state === 'done') {
			sources.add(node);
		} else {
			missed.push(node);
		}
	};
	await Promise.all(waiting.map(one));
	return missed;
}

type Pulling = {
	readonly model: ModelName;
	/** Those that have tried are taken off. */
	readonly waiting: NodeName[];
	readonly act: DoDeed;
};

async function pullOnce({model, waiting, act}: Pulling) {
	const missed: NodeName[] = [];
	for (let tries = 0; tries < mostPulls; tries += 1) {
		const node = waiting.shift();
		if (node === undefined) {
			break;
		}

		const end = await act({type: 'pull', node, model});
		if (end.state === 'done') {
			return {by: node, missed};
		}

		missed.push(node);
		if (end.state === 'cancelled') {
			break;
		}
	}

	return {by: undefined, missed};
}

/** The way from node to node is not there; the registry may be. */
function isUnable({kind}: Failure): boolean {
	return kind === 'unsupported' || kind === 'denied';
}

/** Nodes that have it, each for so many at a time; who comes when all are busy waits for one. */
function createSources(first: NodeName) {
	const free: NodeName[] = Array.from({length: mostCopies}, () => first);
	const waiting: Array<(source: NodeName) => void> = [];
	const giveBack = (source: NodeName): void => {
		const next = waiting.shift();
		if (next === undefined) {
			free.push(source);
		} else {
			next(source);
		}
	};
	return {
		giveBack,
		take(): Promise<NodeName> {
			const source = free.shift();
			return source === undefined
				? new Promise(resolve => {
						waiting.push(resolve);
					})
				: Promise.resolve(source);
		},
		add(source: NodeName): void {
			for (let turn = 0; turn < mostCopies; turn += 1) {
				giveBack(source);
			}
		},
	};
}
