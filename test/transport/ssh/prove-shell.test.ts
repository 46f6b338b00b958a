import {PassThrough} from 'node:stream';
import fc from 'fast-check';
import {expect, it} from 'vitest';
import type {Failure} from '../../../source/domain/failure.ts';
import type {ShellEnd} from '../../../source/domain/shell.ts';
import {newNonce, proveShell, shellCommand} from '../../../source/transport/ssh/prove-shell.ts';
import {FakeClock, settlePromises} from '../../helpers/fake-clock.ts';

const nonce = 'abcdef0123456789';

/** A remote command whose output the test writes. */
function someCommand() {
	const input = new PassThrough();
	const output = new PassThrough();
	const clock = new FakeClock();
	const stopping = new AbortController();
	let end: (end: ShellEnd) => void = () => undefined;
	let isClosed = false;
	const ended = new Promise<ShellEnd>(resolve => {
		end = resolve;
	});
	const close = (): void => {
		isClosed = true;
	};
	const proof = {clock, signal: stopping.signal, deadlineMs: 10_000, where: 'pi-1', nonce};
	const proven = proveShell({input, output, ended, close}, proof);
	return {input, output, clock, stopping, end, proven, isClosed: () => isClosed};
}

it('what start-up files print is dropped, what follows the nonce is the shell', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.string({unit: 'binary', maxLength: 200}).filter(noise => !noise.includes(nonce)),
			fc.string({maxLength: 50}),
			fc.array(fc.nat(300), {maxLength: 8}),
			async (noise, answer, cuts) => {
				const {output, proven, clock, end} = someCommand();
				const said = Buffer.from(`${noise}${nonce}\n${answer}`);
				for (const piece of piecesOf(said, cuts)) {
					output.write(piece);
				}

				const shell = await proven;
				let heard = '';
				if (shell.ok) {
					shell.value.listen({
						onOutput(bytes) {
							heard += bytes;
						},
						onEnd: () => undefined,
					});
				}

				output.end();
				end({reason: 'exited', exitCode: 0});
				await clock.advance(1000);
				expect(heard).toBe(Buffer.from(answer).toString('latin1'));
				expect(clock.timerCount).toBe(0);
			},
		),
		{numRuns: process.env['FULL'] === '1' ? 2000 : 200},
	);
});

function piecesOf(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
	const marks = [0, ...cuts.filter(cut => cut < bytes.length), bytes.length].toSorted(
		(one, other) => one - other,
	);
	return marks.slice(1).map((mark, index) => bytes.subarray(marks[index], mark));
}

it('the command never contains the nonce, so a shell that quotes it does not prove itself', () => {
	const secret = newNonce();
	expect(shellCommand(secret)).not.toContain(secret);
	expect(newNonce()).not.toBe(secret);
});

it('a command that ends without the nonce is a restricted shell', async () => {
	const {output, end, proven, isClosed} = someCommand();
	output.write('This account is not available.\n');
	end({reason: 'exited', exitCode: 1});
	expect(await proven).toEqual({ok: false, failure: {kind: 'restrictedShell', where: 'pi-1'}});
	expect(isClosed()).toBe(true);
});

it('a command that a signal ended may be another one next time', async () => {
	const {end, proven} = someCommand();
	end({reason: 'exited', exitCode: undefined});
	expect(await proven).toMatchObject({failure: {kind: 'unreachable'}});
});

it('a connection that is lost meanwhile is told as that', async () => {
	const failure: Failure = {kind: 'unreachable', where: 'pi-1', reason: 'gone'};
	const {end, proven} = someCommand();
	end({reason: 'lost', failure});
	expect(await proven).toEqual({ok: false, failure});
});

it('one that is silent is given up at the deadline, after it was nudged with empty lines', async () => {
	const {input, clock, proven, isClosed} = someCommand();
	await clock.advance(999);
	expect(input.read()).toBeNull();
	await clock.advance(9001);
	expect(await proven).toMatchObject({failure: {kind: 'timedOut', afterMs: 10_000}});
	expect(String(input.read())).toMatch(/^\n{9,10}$/);
	expect(isClosed()).toBe(true);
	expect(clock.timerCount).toBe(0);
});

it('one that prints without end is stopped at a megabyte', async () => {
	const {output, proven, isClosed} = someCommand();
	const chunk = Buffer.alloc(65_536, 'y\n');
	for (let count = 0; count < 17; count += 1) {
		output.write(chunk);
		await settlePromises();
	}

	expect(await proven).toMatchObject({failure: {kind: 'tooLarge', limitBytes: 1_048_576}});
	expect(isClosed()).toBe(true);
});

it('an abort ends it, also one that came before', async () => {
	const {stopping, proven, isClosed} = someCommand();
	stopping.abort();
	expect(await proven).toMatchObject({failure: {kind: 'cancelled'}});
	expect(isClosed()).toBe(true);
});
