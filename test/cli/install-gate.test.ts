import {once} from 'node:events';
import {Writable} from 'node:stream';
import {expect, test} from 'vitest';
import {installGate} from '../../source/cli/install-gate.ts';
import {createStdoutGate} from '../../source/cli/stdout-gate.ts';

test('what is written as text, bytes or in another encoding goes through the gate', async () => {
	const {stream, written} = recorder(1000);
	const restore = installGate(stream, createStdoutGate('plain'));
	stream.write('a\u001b[2J\n');
	stream.write(Buffer.from('é\u0007').subarray(0, 1));
	stream.write(Buffer.from('é\u0007').subarray(1));
	stream.write(Buffer.from('hi').toString('base64'), 'base64');
	restore();
	stream.write('\u0007');
	stream.end();
	await once(stream, 'finish');
	expect(written.join('')).toBe('a[2J\néhi\u0007');
});

test('a write calls back and tells about back-pressure, also when nothing is left of it', async () => {
	const {stream} = recorder(4);
	installGate(stream, createStdoutGate('plain'));
	const calls: string[] = [];
	expect(stream.write('\u0007', () => calls.push('first'))).toBe(true);
	expect(stream.write('12345678', 'utf8', () => calls.push('second'))).toBe(false);
	await once(stream, 'drain');
	expect(calls).toEqual(['first', 'second']);
});

function recorder(highWaterMark: number) {
	const written: string[] = [];
	const stream = new Writable({
		highWaterMark,
		write(chunk: Buffer, _encoding, callback) {
			written.push(chunk.toString());
			setImmediate(callback);
		},
	});
	return {stream, written};
}
