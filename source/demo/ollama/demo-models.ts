import {drawn, drawnHex} from '../draw.ts';
import type {Machine} from '../machine.ts';
import type {NodePlan} from '../plan.ts';

/** A model as Ollama's own documents name it. */
export type DemoModel = {
	readonly name: string;
	readonly digest: string;
	readonly sizeBytes: number;
	readonly family: string;
	readonly parameterSize: string;
	readonly quantization: string;
	readonly capabilities: readonly string[];
	/** Its layers and heads, which say what a token of context takes. */
	readonly shape: readonly [layers: number, heads: number, headLength: number];
	readonly contextTokens: number;
};

const gigabyte = 1e9;

type Told = Omit<DemoModel, 'name' | 'digest' | 'sizeBytes'>;

/** A digest has 64 digits, of which people read the first twelve. */
function model(name: string, digest: string, told: Told & {readonly gigabytes: number}): DemoModel {
	const {gigabytes, ...rest} = told;
	return {name, digest: digest.padEnd(64, '0'), sizeBytes: gigabytes * gigabyte, ...rest};
}

const llama: Pick<Told, 'family' | 'capabilities' | 'contextTokens' | 'quantization'> = {
	...{family: 'llama', capabilities: ['completion', 'tools'], contextTokens: 131_072},
	quantization: 'Q4_K_M',
};
const qwen: Pick<Told, 'family' | 'capabilities' | 'contextTokens' | 'quantization'> = {
	...{family: 'qwen3', capabilities: ['completion', 'tools', 'thinking'], contextTokens: 40_960},
	quantization: 'Q4_K_M',
};
const small = model('llama3.2:1b', 'baf6a787fdff', {
	...llama,
	...{parameterSize: '1.2B', quantization: 'Q8_0', shape: [16, 8, 64], gigabytes: 1.32},
});
const usual = model('llama3.2:3b', 'a80c4f17acd5', {
	...llama,
	...{parameterSize: '3.2B', shape: [28, 8, 128], gigabytes: 2.02},
});
/** What one node pulled long ago, under the same name. */
const usualOnce: DemoModel = {...usual, digest: '7c2f51e0b9aa'.padEnd(64, '0')};
const middle = model('llama3.1:8b', '46e0c10c039e', {
	...llama,
	...{parameterSize: '8.0B', shape: [32, 8, 128], gigabytes: 4.92},
});
const thinking = model('qwen3:4b', 'e55aed6fe643', {
	...qwen,
	...{parameterSize: '4.0B', shape: [36, 8, 128], gigabytes: 2.5},
});
const large = model('qwen3:30b', 'ad815644918f', {
	...{...qwen, family: 'qwen3moe'},
	...{parameterSize: '30.5B', shape: [48, 4, 128], gigabytes: 18.6},
});
const coder = model('qwen2.5-coder:7b', 'dae161e27b0e', {
	...{...llama, family: 'qwen2', contextTokens: 32_768},
	...{parameterSize: '7.6B', shape: [28, 4, 128], gigabytes: 4.68},
});
const seeing = model('gemma3:27b', 'a418f5838eaf', {
	...{...llama, family: 'gemma3', capabilities: ['completion', 'vision']},
	...{parameterSize: '27.4B', shape: [62, 16, 128], gigabytes: 17.4},
});
const seeingLess = model('gemma3:4b', 'a2af6cc3eb7f', {
	...{...llama, family: 'gemma3', capabilities: ['completion', 'vision']},
	...{parameterSize: '4.3B', shape: [34, 4, 256], gigabytes: 3.34},
});
const embedding = model('nomic-embed-text:latest', '0a109f422b47', {
	...{family: 'nomic-bert', capabilities: ['embedding'], contextTokens: 2048},
	...{parameterSize: '137M', quantization: 'F16', shape: [12, 12, 64], gigabytes: 0.274},
});

/** What its registry has, beside what is on the nodes. */
const registry = [small, usual, middle, thinking, large, coder, seeing, seeingLess, embedding];

/** What a pull of this name gets; undefined: there is no such model. */
export function modelInRegistry(name: string): DemoModel | undefined {
	return registry.find(one => one.name === name || one.name === `${name}:latest`);
}

/** On the disk of a node; none where nobody would run one: there Ollama is not installed. */
export function modelsOn({name, role, machine}: NodePlan): readonly DemoModel[] {
	if (role === 'login' || role === 'storage') {
		return [];
	}

	if (machine.gpus.length > 0) {
		const more = machine.gpus.length === 1 ? [embedding] : [];
		return [usual, thinking, large, middle, coder, ...more];
	}

	return name === 'pi-worker1' ? [usualOnce, small, thinking] : [usual, small, thinking];
}

const madeModels = 91;
const sizes = [1.1, 2, 4.7, 8.5, 14, 19];

/** What a lab makes of them: with those of the registry they are a hundred. */
const made: readonly DemoModel[] = Array.from({length: madeModels}, (_, index) => {
	const base = registry[index % registry.length] ?? usual;
	const number = String(index + 1).padStart(2, '0');
	const [name] = base.name.split(':');
	return {
		...base,
		name: `lab/${name}-run${number}:q4`,
		digest: drawnHex(64, index, 'made'),
		sizeBytes: (sizes[index % sizes.length] ?? 2) * gigabyte,
	};
});

/** Of a large rack: what most use is on all nodes, and of what was made there a few have each. */
export function manyModelsOn(plan: NodePlan, seed: number): readonly DemoModel[] {
	const usualOnes = modelsOn(plan);
	return usualOnes.length === 0
		? []
		: [...usualOnes, ...made.filter(({name}) => drawn(seed, plan.name, name) < madeShare)];
}

const madeShare = 0.12;

/** In memory when the story begins: where there is one card that model which most ask for. */
export function modelLoadedOn({machine}: NodePlan): DemoModel | undefined {
	return machine.gpus.length === 1 ? usual : undefined;
}

/** Bytes of weights a second that its memory gives for one token after another, and its disk when a model is loaded. */
export function speedsOf({gpus, isPi}: Machine) {
	if (gpus.length > 0) {
		return {decode: 280e9, prefill: 9e12, load: 1.4e9};
	}

	return isPi
		? {decode: 11e9, prefill: 6e10, load: 85e6}
		: {decode: 45e9, prefill: 5e11, load: 900e6};
}
