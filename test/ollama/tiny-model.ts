/** A Llama of 0.2 million random numbers: what it says is words without sense, and the same ones for the same seed. */
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {type GgufTensor, writeGguf} from './gguf.ts';
import {isUnused, silentTokens, tokenizerMetadata, vocabulary} from './tiny-vocabulary.ts';

const width = 64;
const layers = 2;
const heads = 4;
const keyHeads = 2;
const feedForward = 128;

export const tinyContextTokens = 2048;

/** Written once for these sources; `.cache` is the project's own. */
export function tinyModelFile(): string {
	const sources = ['tiny-model.ts', 'tiny-vocabulary.ts', 'gguf.ts'].map(name =>
		readFileSync(join(import.meta.dirname, name)),
	);
	const mark = createHash('sha256').update(Buffer.concat(sources)).digest('hex').slice(0, 12);
	const path = join(import.meta.dirname, '../../.cache/ollama', `tiny-${mark}.gguf`);
	if (!existsSync(path)) {
		mkdirSync(dirname(path), {recursive: true});
		// Others may write it at the same time.
		const temporary = `${path}-${process.pid}`;
		writeFileSync(temporary, makeTinyModel());
		renameSync(temporary, path);
	}

	return path;
}

export function makeTinyModel(): Buffer {
	const tensors = makeTensors();
	const count = tensors.reduce((sum, {values}) => sum + values.length, 0);
	const number = (value: number) => ({type: 'uint32', value}) as const;
	return writeGguf(
		{
			'general.architecture': {type: 'string', value: 'llama'},
			'general.name': {type: 'string', value: 'tiny'},
			'general.parameter_count': {type: 'uint64', value: count},
			'general.file_type': number(0),
			'general.alignment': number(32),
			'llama.context_length': number(tinyContextTokens),
			'llama.embedding_length': number(width),
			'llama.block_count': number(layers),
			'llama.feed_forward_length': number(feedForward),
			'llama.attention.head_count': number(heads),
			'llama.attention.head_count_kv': number(keyHeads),
			'llama.attention.layer_norm_rms_epsilon': {type: 'float32', value: 1e-5},
			'llama.rope.dimension_count': number(width / heads),
			'llama.rope.freq_base': {type: 'float32', value: 10_000},
			'llama.vocab_size': number(vocabulary.length),
			...tokenizerMetadata,
		},
		tensors,
	);
}

function makeTensors(): GgufTensor[] {
	const random = normalNumbers(1);
	const filled = (shape: readonly number[], scale: number): Float32Array =>
		Float32Array.from({length: shape.reduce((a, b) => a * b)}, () => random() * scale);
	const weights = (name: string, shape: readonly [number, number]): GgufTensor => ({
		name: `${name}.weight`,
		shape,
		values: filled(shape, shape[0] ** -0.5),
	});
	const norm = (name: string): GgufTensor => ({
		name: `${name}.weight`,
		shape: [width],
		values: new Float32Array(width).fill(1),
	});
	const keyWidth = (keyHeads * width) / heads;
	const blocks = Array.from({length: layers}, (_, index) => `blk.${index}`).flatMap(block => [
		norm(`${block}.attn_norm`),
		weights(`${block}.attn_q`, [width, width]),
		weights(`${block}.attn_k`, [width, keyWidth]),
		weights(`${block}.attn_v`, [width, keyWidth]),
		weights(`${block}.attn_output`, [width, width]),
		norm(`${block}.ffn_norm`),
		weights(`${block}.ffn_gate`, [width, feedForward]),
		weights(`${block}.ffn_up`, [width, feedForward]),
		weights(`${block}.ffn_down`, [feedForward, width]),
	]);
	const embedding = [width, vocabulary.length];
	return [
		{name: 'token_embd.weight', shape: embedding, values: filled(embedding, 1)},
		...blocks,
		norm('output_norm'),
		{name: 'output.weight', shape: embedding, values: wordsOnly(filled(embedding, 0.5))},
	];
}

/** Bytes and control tokens are said as rarely as chance has it for a middling word. */
function wordsOnly(values: Float32Array): Float32Array {
	for (const [index, token] of vocabulary.entries()) {
		if (index < silentTokens || isUnused(token)) {
			values.fill(0, index * width, (index + 1) * width);
		}
	}

	return values;
}

/** Normally distributed (Box and Muller), of a generator that starts the same each time (mulberry32). */
function normalNumbers(seed: number): () => number {
	let state = seed;
	const uniform = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	return () => Math.sqrt(-2 * Math.log(uniform() + 1e-9)) * Math.cos(2 * Math.PI * uniform());
}
