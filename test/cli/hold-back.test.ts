import {expect, it} from 'vitest';
import {holdBack} from '../../source/cli/hold-back.ts';

function aStream() {
	const written: string[] = [];
	const stream = {
		write(chunk: unknown): boolean {
			written.push(String(chunk));
			return true;
		},
	};
	return {stream, written};
}

it('what is written waits, in one piece, until it is let through', () => {
	const {stream, written} = aStream();
	const release = holdBack(stream);
	stream.write('one\n');
	stream.write(new TextEncoder().encode('two\n'));
	expect(written).toEqual([]);
	release();
	stream.write('three\n');
	expect(written).toEqual(['one\ntwo\n', 'three\n']);
});

it('of a flood only the beginning is kept', () => {
	const {stream, written} = aStream();
	const release = holdBack(stream);
	for (let count = 0; count < 100; count += 1) {
		stream.write('x'.repeat(1000));
	}

	release();
	expect(written.join('')).toHaveLength(65_536);
});

it('who waits for a write to be done is told so', async () => {
	const {stream} = aStream();
	const release = holdBack(stream);
	await new Promise<void>(resolve => {
		Reflect.apply(stream.write, stream, ['text', resolve]);
	});
	await new Promise<void>(resolve => {
		Reflect.apply(stream.write, stream, ['text', 'utf8', resolve]);
	});
	release();
});
