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
};

const gigabyte = 1e9;

const small: DemoModel = {
	...{name: 'llama3.2:1b', digest: 'baf6a787fdff'.padEnd(64, '1'), sizeBytes: 1.32 * gigabyte},
	...{family: 'llama', parameterSize: '1.2B', quantization: 'Q8_0'},
	capabilities: ['completion', 'tools'],
};
const usual: DemoModel = {
	...{name: 'llama3.2:3b', digest: 'a80c4f17acd5'.padEnd(64, '2'), sizeBytes: 2.02 * gigabyte},
	...{family: 'llama', parameterSize: '3.2B', quantization: 'Q4_K_M'},
	capabilities: ['completion', 'tools'],
};
const thinking: DemoModel = {
	...{name: 'qwen3:4b', digest: 'e55aed6fe643'.padEnd(64, '3'), sizeBytes: 2.5 * gigabyte},
	...{family: 'qwen3', parameterSize: '4.0B', quantization: 'Q4_K_M'},
	capabilities: ['completion', 'tools', 'thinking'],
};
const large: DemoModel = {
	...{name: 'qwen3:30b', digest: 'ad815644918f'.padEnd(64, '4'), sizeBytes: 18.6 * gigabyte},
	...{family: 'qwen3moe', parameterSize: '30.5B', quantization: 'Q4_K_M'},
	capabilities: ['completion', 'tools', 'thinking'],
};

/** On the disk of a node; none where nobody would run one: there Ollama is not installed. */
export function modelsOn({role, machine}: NodePlan): readonly DemoModel[] {
	if (role === 'login' || role === 'storage') {
		return [];
	}

	return machine.gpus.length > 0 ? [usual, thinking, large] : [usual, small, thinking];
}

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
