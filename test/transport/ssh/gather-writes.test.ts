import {Buffer} from 'node:buffer';
import {Duplex} from 'node:stream';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {expect, it} from 'vitest';
import {gatherWrites} from '../../../source/transport/ssh/gather-writes.ts';

it('lets what is written in one turn go out as one', async () => {
	const {stream, sent} = aStream();
	gatherWrites(stream);
	for (const piece of ['length', 'payload', 'tag']) {
		stream.write(Buffer.from(piece));
	}

	expect(sent).toEqual([]);
	await nextTurn();
	stream.write(Buffer.from('next'));
	await nextTurn();
	expect(sent).toEqual(['lengthpayloadtag', 'next']);
});

it('leaves a stream its own way to write several pieces', async () => {
	const {stream, sent} = aStream();
	stream._writev = (pieces, callback) => {
		sent.push(`${pieces.length} pieces`);
		callback();
	};
	gatherWrites(stream);
	stream.write(Buffer.from('length'));
	stream.write(Buffer.from('payload'));
	await nextTurn();
	expect(sent).toEqual(['2 pieces']);
});

it('loses nothing of what was written before the end', async () => {
	const {stream, sent} = aStream();
	gatherWrites(stream);
	stream.write(Buffer.from('good'));
	stream.write(Buffer.from('bye'));
	stream.end();
	await nextTurn();
	expect(sent).toEqual(['goodbye']);
	expect(stream.writableFinished).toBe(true);
});

it('is no hurdle for a stream that is gone', async () => {
	const {stream, sent} = aStream();
	gatherWrites(stream);
	stream.write(Buffer.from('lost'));
	stream.destroy();
	await nextTurn();
	expect(sent).toEqual([]);
});

/** It takes one piece at a time, as a channel of ssh2 does. */
function aStream() {
	const sent: string[] = [];
	const stream = new Duplex({
		read: () => undefined,
		write(chunk: Buffer, _encoding, callback) {
			sent.push(chunk.toString());
			callback();
		},
	});
	return {stream, sent};
}
