/** What `GET /api/show` tells of a GGUF file: its entries, but no arrays. The format: gguf.ts. */
import {openSync, closeSync, readSync} from 'node:fs';

export type ModelInfo = Readonly<Record<string, string | number | boolean | null>>;

/** The entries are at the beginning; those of a real vocabulary are cut, which ends the reading. */
const readBytes = 1_000_000;

/** Undefined: no GGUF. What comes after damage is left out. */
export function readGgufMetadata(path: string): ModelInfo | undefined {
	const bytes = Buffer.alloc(readBytes);
	const file = openSync(path, 'r');
	const length = readSync(file, bytes, 0, readBytes, 0);
	closeSync(file);
	const cursor = {bytes: bytes.subarray(0, length), at: 8};
	if (bytes.toString('latin1', 0, 4) !== 'GGUF') {
		return undefined;
	}

	const found: Record<string, string | number | boolean | null> = {};
	try {
		number(cursor, 'uint64');
		const count = number(cursor, 'uint64');
		for (let index = 0; index < count; index += 1) {
			const key = text(cursor);
			found[key] = value(cursor, number(cursor, 'uint32'));
		}
	} catch (error) {
		if (!(error instanceof RangeError)) {
			throw error;
		}
	}

	return found;
}

type Cursor = {readonly bytes: Buffer; at: number};

const readers = {
	uint32: {size: 4, read: (bytes: Buffer, at: number) => bytes.readUInt32LE(at)},
	int32: {size: 4, read: (bytes: Buffer, at: number) => bytes.readInt32LE(at)},
	uint64: {size: 8, read: (bytes: Buffer, at: number) => Number(bytes.readBigUInt64LE(at))},
	float32: {size: 4, read: (bytes: Buffer, at: number) => bytes.readFloatLE(at)},
	bool: {size: 1, read: (bytes: Buffer, at: number) => bytes.readUInt8(at)},
};

const kinds: Readonly<Record<number, keyof typeof readers>> = {
	4: 'uint32',
	5: 'int32',
	6: 'float32',
	7: 'bool',
	10: 'uint64',
};

function number(cursor: Cursor, kind: keyof typeof readers): number {
	const {size, read} = readers[kind];
	const result = read(cursor.bytes, cursor.at);
	cursor.at += size;
	return result;
}

function text(cursor: Cursor): string {
	const length = number(cursor, 'uint64');
	const end = cursor.at + length;
	if (end > cursor.bytes.length) {
		throw new RangeError('the text is cut');
	}

	const result = cursor.bytes.toString('utf8', cursor.at, end);
	cursor.at = end;
	return result;
}

/** Of an array null, as Ollama says it without `verbose`. */
function value(cursor: Cursor, type: number): string | number | boolean | null {
	if (type === 8) {
		return text(cursor);
	}

	if (type === 9) {
		const inner = number(cursor, 'uint32');
		const count = number(cursor, 'uint64');
		for (let index = 0; index < count; index += 1) {
			value(cursor, inner);
		}

		return null;
	}

	const kind = kinds[type];
	if (kind === undefined) {
		throw new RangeError(`no such type: ${type}`);
	}

	const result = number(cursor, kind);
	return kind === 'bool' ? result !== 0 : result;
}
