import type {Clock} from '../../domain/clock.ts';
import type {NodePlan} from '../plan.ts';
import {type DemoAnswer, document} from './demo-answer.ts';
import {type DemoModel, modelInRegistry} from './demo-models.ts';

/** The models on the disk of a simulated node. */
export type ModelShelf = {
	readonly plan: NodePlan;
	readonly clock: Clock;
	readonly models: DemoModel[];
	/** What came of pulls that did not end, in bytes: the next goes on from there. */
	readonly partials: Map<string, number>;
};

/** A line of its way to the internet; a server has a faster one. */
const bytesPerSecond = {board: 42e6, server: 84e6};
const stepMs = 250;
/** What a manifest names beside the weights: template, licence, parameters, configuration. */
const smallLayers = [1481, 11_357, 102, 487];

/** Each line as Ollama writes it. https://github.com/ollama/ollama/blob/main/docs/api.md#pull-a-model */
export function pull(shelf: ModelShelf, name: string): DemoAnswer {
	const model = modelInRegistry(name);
	return {
		status: 200,
		async write(say, wait) {
			const tell = (fields: object): void => say(`${JSON.stringify(fields)}\n`);
			tell({status: 'pulling manifest'});
			if (!(await wait(stepMs))) {
				return false;
			}

			if (model === undefined) {
				tell({error: 'pull model manifest: file does not exist'});
				return true;
			}

			if (!(await fetchWeights(shelf, {model, tell, wait}))) {
				return false;
			}

			if (shelf.partials.has(model.name)) {
				tell({error: `write ${folder}/sha256-${model.digest}-partial: no space left on device`});
				return true;
			}

			tell({status: 'verifying sha256 digest'});
			if (!(await wait(stepMs))) {
				return false;
			}

			tell({status: 'writing manifest'});
			put(shelf, model);
			tell({status: 'success'});
			return true;
		},
	};
}

const folder = '/usr/share/ollama/.ollama/models/blobs';

type Fetching = {
	readonly model: DemoModel;
	readonly tell: (fields: object) => void;
	readonly wait: (delayMs: number) => Promise<boolean>;
};

/** False: nobody listens any more. What has come stays, also where the disk is full. */
async function fetchWeights(shelf: ModelShelf, {model, tell, wait}: Fetching): Promise<boolean> {
	const {models, partials, plan} = shelf;
	const small = smallLayers.reduce((sum, bytes) => sum + bytes, 0);
	const total = model.sizeBytes - small;
	const isThere = models.some(({digest}) => digest === model.digest);
	const room = isThere ? total : Math.min(total, freeBytesOf(plan));
	const step = (plan.machine.isPi ? bytesPerSecond.board : bytesPerSecond.server) / (1000 / stepMs);
	let completed = isThere ? total : Math.min(room, partials.get(model.name) ?? 0);
	for (;;) {
		tell({...layer(model.digest), total, completed});
		partials.set(model.name, completed);
		if (completed >= room) {
			break;
		}

		if (!(await wait(stepMs))) {
			return false;
		}

		completed = Math.min(room, completed + step);
	}

	if (room >= total) {
		partials.delete(model.name);
		for (const [index, bytes] of smallLayers.entries()) {
			const digest = String(index).padEnd(12, model.digest);
			tell({...layer(digest.padEnd(64, '0')), total: bytes, completed: bytes});
		}
	}

	return true;
}

function layer(digest: string): object {
	return {status: `pulling ${digest.slice(0, 12)}`, digest: `sha256:${digest}`};
}

/** On the disk of its system, when the story begins. */
function freeBytesOf({machine, fill}: NodePlan): number {
	const [disk] = machine.disks;
	const [planned = 0.5] = fill;
	const used = typeof planned === 'number' ? planned : (planned[0]?.[1] ?? 0.5);
	return (disk?.totalKibibytes ?? 0) * 1024 * (1 - used);
}

function put({models}: ModelShelf, model: DemoModel): void {
	const place = models.findIndex(({name}) => name === model.name);
	models.splice(Math.max(0, place), place < 0 ? 0 : 1, model);
}

/** One that is in memory stays there. */
export function remove({models}: ModelShelf, name: string): DemoAnswer {
	const place = models.findIndex(model => model.name === name);
	if (place < 0) {
		return document({error: `model '${name}' not found`}, 404);
	}

	models.splice(place, 1);
	return document({});
}

/** Of one that is there, or in the registry. https://github.com/ollama/ollama/blob/main/docs/api.md#create-a-model */
export function create(shelf: ModelShelf, fields: Readonly<Record<string, unknown>>): DemoAnswer {
	const [name, from] = [String(fields['model']), String(fields['from'])];
	const here = shelf.models.find(one => one.name === from || one.name === `${from}:latest`);
	const source = here ?? modelInRegistry(from);
	return {
		status: 200,
		async write(say, wait) {
			const tell = (told: object): void => say(`${JSON.stringify(told)}\n`);
			if (source === undefined) {
				tell({error: 'pull model manifest: file does not exist'});
				return true;
			}

			if (here === undefined && !(await fetchWeights(shelf, {model: source, tell, wait}))) {
				return false;
			}

			tell({status: `using existing layer sha256:${source.digest}`});
			if (!(await wait(stepMs))) {
				return false;
			}

			tell({status: 'writing manifest'});
			const digest = `${source.digest.slice(1)}${source.digest.slice(0, 1)}`;
			put(shelf, {...source, name: name.includes(':') ? name : `${name}:latest`, digest});
			tell({status: 'success'});
			return true;
		},
	};
}

/** A second name. */
export function copyName(
	shelf: ModelShelf,
	{source, destination}: Readonly<Record<string, unknown>>,
): DemoAnswer {
	const model = shelf.models.find(({name}) => name === source);
	if (model === undefined) {
		return document({error: `model "${String(source)}" not found`}, 404);
	}

	put(shelf, {...model, name: String(destination)});
	return document({});
}
