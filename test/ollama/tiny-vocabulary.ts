/** The tokens of the tiny model: the bytes, some characters, and common words with all their beginnings. */
import type {GgufMetadata} from './gguf.ts';

type Token = {readonly text: string; readonly score: number; readonly type: number};

/** https://github.com/ggml-org/llama.cpp/blob/master/include/llama.h llama_token_type */
const types = {normal: 1, unknown: 2, control: 3, unused: 5, byte: 6};

const words =
	'the of and to in is you that it for on are as with his they at be this have from or had by hot but some what ' +
	'there we can out other were all your when up use word how said an each she which do their time if will way ' +
	'about many then them would write like so these her long make thing see him two has look more day could go ' +
	'come did my sound no most number who over know water than call first people may down side been now find any ' +
	'new work part take get place made live where after back little only round man year came show every good me ' +
	'give our under name very through just form much great think say help low line before turn cause same mean';

const characters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,!?\'"-:;()';

/** As SentencePiece writes a space. */
const space = '\u2581';

const control: readonly Token[] = [
	{text: '<unk>', score: 0, type: types.unknown},
	{text: '<s>', score: 0, type: types.control},
	{text: '</s>', score: 0, type: types.control},
];

/** All that came before the words: nothing of it is likely to be said. */
export const silentTokens = control.length + 256;

export const vocabulary: readonly Token[] = makeVocabulary();

function makeVocabulary(): readonly Token[] {
	const bytes = Array.from({length: 256}, (_, byte) => ({
		text: `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
		score: 0,
		type: types.byte,
	}));
	const letters = [space, ...characters].map(text => ({text, score: -1000, type: types.normal}));
	// Merging goes by pieces of two: each beginning of a word must be a token too.
	const beginnings = new Set(
		words
			.split(' ')
			.map(word => `${space}${word}`)
			.flatMap(word => [...word].map((_, index) => word.slice(0, index + 1)))
			.filter(piece => piece.length > 1),
	);
	const pieces = [...beginnings].map(text => ({
		text,
		score: -text.length,
		type: types.normal,
	}));
	const all = [...control, ...bytes, ...letters, ...pieces];
	const missing = (32 - (all.length % 32)) % 32;
	const filling = Array.from({length: missing}, (_, index) => ({
		text: `<|unused${index}|>`,
		score: -2000,
		type: types.unused,
	}));
	return [...all, ...filling];
}

export const isUnused = ({type}: Token) => type === types.unused;

export const tokenizerMetadata: GgufMetadata = {
	'tokenizer.ggml.model': {type: 'string', value: 'llama'},
	'tokenizer.ggml.tokens': {type: 'strings', value: vocabulary.map(({text}) => text)},
	'tokenizer.ggml.scores': {type: 'floats', value: vocabulary.map(({score}) => score)},
	'tokenizer.ggml.token_type': {type: 'integers', value: vocabulary.map(({type}) => type)},
	'tokenizer.ggml.unknown_token_id': {type: 'uint32', value: 0},
	'tokenizer.ggml.bos_token_id': {type: 'uint32', value: 1},
	'tokenizer.ggml.eos_token_id': {type: 'uint32', value: 2},
	'tokenizer.ggml.add_bos_token': {type: 'bool', value: true},
};
