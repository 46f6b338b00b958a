/**
 * GGUF version 3, little endian: "GGUF", version, number of tensors and of entries, the entries (key, type, value), of
 * each tensor name, dimensions, type and offset, and then aligned the numbers.
 * https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
export type GgufValue =
	| {readonly type: 'uint32' | 'float32'; readonly value: number}
	| {readonly type: 'uint64'; readonly value: number}
	| {readonly type: 'bool'; readonly value: boolean}
	| {readonly type: 'string'; readonly value: string}
	| {readonly type: 'strings'; readonly value: readonly string[]}
	| {readonly type: 'floats' | 'integers'; readonly value: readonly number[]};

export type GgufTensor = {
	readonly name: string;
	/** The innermost first. */
	readonly shape: readonly number[];
	/** As many as the product of the shape. */
	readonly values: Float32Array;
};

export type GgufMetadata = Readonly<Record<string, GgufValue>>;

const alignment = 32;

const typeNumbers = {
	uint32: 4,
	float32: 6,
	bool: 7,
	string: 8,
	uint64: 10,
	integers: 5,
	floats: 6,
	strings: 8,
} as const;

const arrayType = 9;

export function writeGguf(metadata: GgufMetadata, tensors: readonly GgufTensor[]): Buffer {
	const entries = Object.entries(metadata);
	const head = [
		Buffer.from('GGUF'),
		uint32(3),
		uint64(tensors.length),
		uint64(entries.length),
		...entries.flatMap(([key, value]) => [text(key), ...typed(value)]),
	];
	const bodies: Buffer[] = [];
	let offset = 0;
	for (const {name, shape, values} of tensors) {
		head.push(text(name), uint32(shape.length), ...shape.map(uint64), uint32(0), uint64(offset));
		const body = padded(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
		bodies.push(body);
		offset += body.length;
	}

	return Buffer.concat([padded(Buffer.concat(head)), ...bodies]);
}

function typed(entry: GgufValue): Buffer[] {
	const type = uint32(typeNumbers[entry.type]);
	switch (entry.type) {
		case 'uint32':
			return [type, uint32(entry.value)];
		case 'uint64':
			return [type, uint64(entry.value)];
		case 'float32':
			return [type, float32(entry.value)];
		case 'bool':
			return [type, Buffer.from([entry.value ? 1 : 0])];
		case 'string':
			return [type, text(entry.value)];
		case 'strings':
			return [uint32(arrayType), type, uint64(entry.value.length), ...entry.value.map(text)];
		case 'floats':
			return [uint32(arrayType), type, uint64(entry.value.length), ...entry.value.map(float32)];
		case 'integers':
			return [uint32(arrayType), type, uint64(entry.value.length), ...entry.value.map(uint32)];
	}
}

function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value);
	return bytes;
}

function uint64(value: number): Buffer {
	const bytes = Buffer.alloc(8);
	bytes.writeBigUInt64LE(BigInt(value));
	return bytes;
}

function float32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeFloatLE(value);
	return bytes;
}

function text(value: string): Buffer {
	const bytes = Buffer.from(value);
	return Buffer.concat([uint64(bytes.length), bytes]);
}

function padded(bytes: Buffer): Buffer {
	const missing = (alignment - (bytes.length % alignment)) % alignment;
	return Buffer.concat([bytes, Buffer.alloc(missing)]);
}
