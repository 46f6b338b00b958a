import {expect, it} from 'vitest';
import type {Event} from '../../source/domain/event.ts';
import type {NodeName, RemotePath} from '../../source/domain/ids.ts';
import type {ShellEnd, ShellListener} from '../../source/domain/shell.ts';
import {followLog} from '../../source/runtime/follow-log.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

/** A shell that is played by hand. */
function aFollowedLog() {
	const clock = new FakeClock();
	const events: Event[] = [];
	const written: string[] = [];
	let listener: ShellListener | undefined;
	let isClosed = false;
	const stop = followLog({
		log: 7,
		node: 'pi-1' as NodeName,
		source: {kind: 'file', path: '/var/log/a b' as RemotePath},
		clock,
		dispatch: event => events.push(event),
		openShell: async () => ({
			ok: true,
			value: {
				write: text => written.push(text),
				end: () => undefined,
				listen(one) {
					listener = one;
				},
				close() {
					isClosed = true;
				},
			},
		}),
	});
	const say = async (bytes: string): Promise<void> => {
		await clock.advance(0);
		listener?.onOutput(bytes);
		await clock.advance(0);
	};
	const end = (how: ShellEnd): void => listener?.onEnd(how);
	const logs = () => events.filter(({type}) => type.startsWith('log/'));
	return {clock, events, logs, written, say, end, stop, isClosed: () => isClosed};
}

it('the path is told when the script asks for it, as a line of its own', async () => {
	const {written, say} = aFollowedLog();
	await say('a motd\n');
	expect(written).toHaveLength(1);
	expect(written[0]).not.toContain('/var/log/a b');
	await say('READY\n');
	expect(written[1]).toMatch(/^\/[./]{64,}\/var\/log\/a b\n$/);
});

it('lines are told as text under the number of the log', async () => {
	const {logs, say} = aFollowedLog();
	await say('READY\nBr\u00c3\u00bccke\n');
	expect(logs()).toMatchObject([{type: 'log/read', log: 7, lines: ['Brücke'], leftOutLines: 0}]);
});

it('of a line that is being written is told how it is now, and of the file how large it is and what is not read', async () => {
	const {clock, logs, say} = aFollowedLog();
	await say('READY\n');
	await say('1000 1\none\n\r10%');
	await say('\r20%');
	await clock.advance(100);
	await say('\n');
	await clock.advance(100);
	expect(logs()).toMatchObject([
		{type: 'log/remarked', remark: {kind: 'unread', bytes: 1000}},
		{lines: ['one'], unfinished: '10%', sizeBytes: 1008},
		{lines: [], unfinished: '20%'},
		{lines: ['20%'], unfinished: undefined, sizeBytes: 1013},
	]);
});

it('a log that has nothing says so after a moment', async () => {
	const {clock, logs, say} = aFollowedLog();
	await say('READY\n');
	expect(logs()).toEqual([]);
	await clock.advance(1000);
	expect(logs()).toMatchObject([{type: 'log/read', lines: []}]);
});

it('the end comes after the last lines, with why', async () => {
	const {logs, say, end} = aFollowedLog();
	await say('READY\none\n');
	await say('two\nhalf');
	end({reason: 'exited', exitCode: 1});
	expect(logs()).toMatchObject([
		{lines: ['one']},
		{lines: ['two', 'half']},
		{type: 'log/ended', failure: {kind: 'exited', exitCode: 1}},
	]);
});

it('a lost connection and a shell that says nothing are ends too', async () => {
	const failure = {kind: 'timedOut', where: 'pi-1', afterMs: undefined} as const;
	const lost = aFollowedLog();
	await lost.say('READY\n');
	lost.end({reason: 'lost', failure});
	expect(lost.logs()).toMatchObject([{type: 'log/ended', failure}]);
	const silent = aFollowedLog();
	await silent.clock.advance(11_000);
	expect(silent.logs()).toMatchObject([{type: 'log/ended', failure: {afterMs: 10_000}}]);
	expect(silent.isClosed()).toBe(true);
});

it('after it was stopped the shell is closed and nothing is told any more', async () => {
	const {clock, logs, say, stop, isClosed} = aFollowedLog();
	await say('READY\none\n');
	await say('two\n');
	stop();
	expect(isClosed()).toBe(true);
	await clock.advance(5000);
	expect(logs()).toHaveLength(1);
	expect(clock.timerCount).toBe(0);
});

it('what is run on the node is told to the command log', async () => {
	const {events, say, end} = aFollowedLog();
	await say('READY\n');
	end({reason: 'exited', exitCode: 1});
	const runs = events.filter(event => event.type === 'node/commandRan').map(({run}) => run);
	const command = 'tail -n 1000 -F /var/log/a b';
	expect(runs).toEqual([
		{command, tookMs: undefined, result: {kind: 'runs'}, isByPerson: true},
		{command, tookMs: 0, result: {kind: 'exited', exitCode: 1}, isByPerson: true},
	]);
});

it('where the connection was lost before the script began no command was run', async () => {
	const {clock, events, end} = aFollowedLog();
	await clock.advance(0);
	end({reason: 'lost', failure: {kind: 'unreachable', where: 'pi-1', reason: 'gone'}});
	await clock.advance(0);
	expect(events.map(({type}) => type)).toEqual(['log/ended']);
});
