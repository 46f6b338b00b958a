import fc from 'fast-check';
import {expect, it} from 'vitest';
import {createAnswerReader} from '../../source/clients/slurm-answer.ts';

const nonce = 'ab12cd34ab12cd34';

function hear(pieces: readonly string[]) {
	const heard = {ready: 0, output: '', end: [] as unknown[], floods: 0};
	const reader = createAnswerReader(nonce, {
		onReady() {
			heard.ready += 1;
		},
		onOutput(bytes) {
			heard.output += bytes;
		},
		onFlood() {
			heard.floods += 1;
		},
		onEnd: (...end) => heard.end.push(end),
	});
	for (const piece of pieces) {
		reader.push(piece);
	}

	return heard;
}

it('an answer that comes in any pieces is the same, whatever the output is', () => {
	const near = fc.constantFrom('\n', `\n${nonce}`, nonce, 'READY\n', `${nonce} 0\n`, '\n\n', 'x');
	const output = fc.array(near, {maxLength: 12}).map(parts => parts.join(''));
	fc.assert(
		fc.property(output, fc.array(fc.nat(400), {maxLength: 30}), (said, cuts) => {
			fc.pre(!said.includes(`\n${nonce} `));
			const all = `motd\nREADY\n${said}\n${nonce} 7\nwords\nmore\n${nonce} end\n`;
			const at = [0, ...cuts.filter(cut => cut < all.length).toSorted((a, b) => a - b), all.length];
			const pieces = at.slice(1).map((end, index) => all.slice(at[index], end));
			expect(hear(pieces)).toEqual({floods: 0, ready: 1, output: said, end: [[7, 'words\nmore']]});
		}),
	);
});

it('what a login says first is not taken for readiness', () => {
	expect(hear(['ALREADY\nREADY now\n']).ready).toBe(0);
	expect(hear([`${'x'.repeat(100_000)}READY`, '\n']).ready).toBe(0);
	expect(hear([`${'x'.repeat(100_000)}\nREADY`, '\n']).ready).toBe(1);
	expect(hear(['READY\n']).ready).toBe(1);
});

it('an end that never comes is not waited for in memory', () => {
	const heard = hear([
		`READY\n\n${nonce} 0\n`,
		...Array.from({length: 100}, () => 'x'.repeat(1000)),
	]);
	expect(heard).toMatchObject({floods: 1, end: []});
});

it('output is told as it comes, but for what may be the end of it', () => {
	const heard = hear(['READY\n', 'some', 'thing\n', nonce.slice(0, 4)]);
	expect(heard.output).toBe('something');
});
