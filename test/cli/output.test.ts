import {EventEmitter} from 'node:events';
import {expect, it} from 'vitest';
import {createOutput} from '../../source/cli/output.ts';

/** A stream that keeps what is written and fails on demand. */
class FakeStream extends EventEmitter {
	text = '';

	write(text: unknown): boolean {
		this.text += String(text);
		return true;
	}
}

function anOutput() {
	const stdout = new FakeStream();
	const stderr = new FakeStream();
	let closed = 0;
	const onClosed = (): void => {
		closed += 1;
	};
	return {stdout, stderr, closed: () => closed, output: createOutput({stdout, stderr, onClosed})};
}

it('results go to stdout, sentences to stderr, and no control through either', () => {
	const {stdout, stderr, output} = anOutput();
	output.print('{"a": 1}\u001b[31m\n');
	output.complain('no \u001b[2J\nway');
	stderr.write('\u001b[1mwarning\n');
	expect(stdout.text).toBe('{"a": 1}[31m\n');
	expect(stderr.text).toBe('clusterdeck: no ␛[2J␊way\n[1mwarning\n');
});

it.each(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'])(
	'a reader that left (%s) ends it quietly',
	code => {
		const {stdout, stderr, closed} = anOutput();
		stdout.emit('error', Object.assign(new Error('write'), {code}));
		stderr.emit('error', Object.assign(new Error('write'), {code}));
		expect(closed()).toBe(2);
	},
);
