import {expect, it} from 'vitest';
import {modelfileLines} from '../../source/components/modelfile-lines.ts';
import type {ModelName} from '../../source/domain/ids.ts';
import type {Modelfile} from '../../source/domain/model-deed.ts';

const plain: Modelfile = {
	...{from: 'qwen3:4b' as ModelName, files: [], adapters: []},
	...{system: undefined, template: undefined, license: undefined},
	...{parameters: {}, messages: [], extras: {}},
};
const lora = {path: '/data/lora.gguf', sizeBytes: 3 * 2 ** 20};

it('tells what a model is made of, and what is said in it', () => {
	expect(textOf({...plain, parameters: {seed: 7}, system: 'Be short.'})).toBe(
		'Made of qwen3:4b, which a node without it pulls first; with seed 7, system "Be short.".',
	);
});

it('tells of each file that leaves this machine where it lies and how large it is', () => {
	expect(textOf({...plain, adapters: [lora]})).toBe(
		'Made of qwen3:4b, which a node without it pulls first; with /data/lora.gguf (3.00 MiB) laid over it, which this machine sends to a node without it.',
	);
	const files = [{path: '/data/q\u001b[2J.gguf', sizeBytes: 5 * 2 ** 30}];
	expect(textOf({...plain, from: undefined, files, adapters: [lora]})).toMatch(
		/^Made of \/data\/q\P{Cc}*\.gguf \(5\.00 GiB\), which this machine sends to a node without it; with \/data\/lora\.gguf \(3\.00 MiB\) laid over it\.$/u,
	);
});

function textOf(modelfile: Modelfile): string {
	return modelfileLines(modelfile)
		.map(line => line.map(({text}) => text).join(''))
		.join(' ');
}
