import {setTimeout as sleep} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {askTold} from '../../source/clients/tell-shell.ts';
import {readyLine} from '../../source/clients/tool-scripts.ts';
import type {OpenShell, ShellListener} from '../../source/domain/shell.ts';
import {succeeded} from '../../source/domain/result.ts';
import {systemClock} from '../../source/transport/clock.ts';

const {signal} = new AbortController();

/** A shell that says these pieces, one after the other, until it is closed. */
function saying(pieces: Iterable<string>) {
	let said = 0;
	let isClosed = false;
	const openShell: OpenShell = async () =>
		succeeded({
			write: () => undefined,
			end: () => undefined,
			listen: async ({onOutput, onEnd}: ShellListener) => {
				for (const piece of pieces) {
					await sleep(0);
					if (isClosed) {
						return;
					}

					said += piece.length;
					onOutput(piece);
				}

				onEnd({reason: 'exited', exitCode: 0});
			},
			close: () => {
				isClosed = true;
			},
		});
	const told = {script: '', input: ''};
	const telling = {openShell, where: 'pi-1', clock: systemClock, signal, silentMs: 5000};
	return {ask: () => askTold(told, telling, 1_000_000), said: () => said};
}

function* noise(): Generator<string> {
	for (;;) {
		yield 'Welcome! '.repeat(1000);
	}
}

test('a shell that is ready, however it is cut, is heard from then on', async () => {
	const {ask} = saying([...`${readyLine}\nthis\n`]);
	expect(await ask()).toEqual({ok: true, value: {output: 'this\n', exitCode: 0}});
});

test('one that says something else first is left at once, and nothing of it is kept', async () => {
	const {ask, said} = saying(noise());
	expect(await ask()).toMatchObject({ok: false, failure: {kind: 'protocol', where: 'pi-1'}});
	expect(said()).toBeLessThan(100_000);
});
