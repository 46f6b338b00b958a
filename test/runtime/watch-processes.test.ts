import {expect, it} from 'vitest';
import {countersMark, endMark} from '../../source/clients/process-script.ts';
import type {Event} from '../../source/domain/event.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import {failed, succeeded} from '../../source/domain/result.ts';
import type {ShellListener} from '../../source/domain/shell.ts';
import {watchProcesses} from '../../source/runtime/watch-processes.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

/** A node that answers at once, on as many shells as are opened. */
function aWatchedNode({intervalMs = 2000, opens = true} = {}) {
	const clock = new FakeClock();
	const events: Event[] = [];
	const listeners: ShellListener[] = [];
	let closed = 0;
	const answer = `${countersMark} 10.00 4096\n${endMark}\n`;
	const stop = watchProcesses({
		node: 'pi-1' as NodeName,
		intervalMs: () => intervalMs,
		clock,
		dispatch: event => events.push(event),
		openShell: async () => {
			if (!opens) {
				return failed({kind: 'unreachable', where: 'pi-1', reason: 'it is not connected now'});
			}

			let listener: ShellListener | undefined;
			return succeeded({
				write: text => listener?.onOutput(text === '\n' ? answer : 'READY\n'),
				end: () => undefined,
				listen(one) {
					listener = one;
					listeners.push(one);
				},
				close() {
					closed += 1;
				},
			});
		},
	});
	const count = (type: Event['type']): number => events.filter(event => event.type === type).length;
	return {clock, events, listeners, stop, count, closed: () => closed};
}

it('a node is looked at at once and then each interval, over one shell', async () => {
	const {clock, count, listeners} = aWatchedNode({intervalMs: 5000});
	await clock.advance(0);
	expect(count('node/processesListed')).toBe(1);
	await clock.advance(20_000);
	expect(count('node/processesListed')).toBe(5);
	expect(listeners).toHaveLength(1);
});

it('never more often than every two seconds', async () => {
	const {clock, count} = aWatchedNode({intervalMs: 500});
	await clock.advance(10_000);
	expect(count('node/processesListed')).toBe(6);
});

it('a shell that ended is told and opened again with the next look', async () => {
	const {clock, count, events, listeners} = aWatchedNode();
	await clock.advance(0);
	listeners[0]?.onEnd({reason: 'exited', exitCode: 1});
	await clock.advance(2000);
	expect(count('node/processesFailed')).toBe(1);
	expect(events.at(-1)).toMatchObject({type: 'node/commandRan', run: {result: {kind: 'failed'}}});
	await clock.advance(2000);
	expect(listeners).toHaveLength(2);
	expect(count('node/processesListed')).toBe(2);
	expect(events.at(-1)).toMatchObject({type: 'node/commandRan', run: {result: {kind: 'runs'}}});
});

it('a node that is not connected says so, and is asked again', async () => {
	const {clock, count} = aWatchedNode({opens: false});
	await clock.advance(4000);
	expect(count('node/processesFailed')).toBe(3);
	expect(count('node/commandRan')).toBe(0);
});

it('after it was stopped nothing is told, and the shell is closed', async () => {
	const {clock, events, stop, closed} = aWatchedNode();
	await clock.advance(0);
	const told = events.length;
	stop();
	await clock.advance(10_000);
	expect(events).toHaveLength(told);
	expect(closed()).toBe(1);
	expect(clock.timerCount).toBe(0);
});
