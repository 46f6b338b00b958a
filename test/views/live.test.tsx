import {EventEmitter} from 'node:events';
import {PassThrough} from 'node:stream';
import {render} from 'ink';
import {expect, onTestFinished, test} from 'vitest';
import type {Event} from '../../source/domain/event.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import {createStore} from '../../source/store/create-store.ts';
import {reduce} from '../../source/store/reducer.ts';
import {App} from '../../source/views/App.tsx';
import {FakeClock} from '../helpers/fake-clock.ts';
import {colourless, stripSgr} from '../helpers/frame.tsx';
import {aConfig, aNodeConfig} from '../helpers/node-builders.ts';
import {until} from '../helpers/until.ts';

/** A terminal that keeps the last whole frame and counts what was written. */
class Terminal extends EventEmitter {
	columns = 80;
	rows = 24;
	readonly isTTY = true;
	frame = '';
	writes = 0;
	readonly write = (text: string): boolean => {
		this.writes += 1;
		this.frame = stripSgr(text);
		return true;
	};
}

function keyboard() {
	const stdin = new PassThrough();
	return Object.assign(stdin, {
		isTTY: true,
		setRawMode: () => stdin,
		ref: () => stdin,
		unref: () => stdin,
	});
}

function opened(names: readonly string[]) {
	const clock = new FakeClock();
	const store = createStore({clock, reduce, runEffect: () => undefined, commitIntervalMs: 0});
	const stdout = new Terminal();
	const stdin = keyboard();
	const nodes = names.map(name => aNodeConfig(name, {isLocal: false}));
	store.dispatch({type: 'config/loaded', config: aConfig(nodes), atMs: 0});
	const instance = render(<App store={store} profile={colourless} clock={clock} />, {
		stdout: stdout as unknown as NodeJS.WriteStream,
		stdin: stdin as unknown as NodeJS.ReadStream,
		debug: true,
		exitOnCtrlC: false,
		patchConsole: false,
	});
	onTestFinished(() => instance.unmount());
	return {store, stdout, stdin};
}

function failedEvent(node: string): Event {
	const failure = {kind: 'unreachable', where: node, reason: 'no route to host'} as const;
	return {
		type: 'node/connectFailed',
		node: node as NodeName,
		failure,
		retryInMs: undefined,
		atMs: 1,
	};
}

test('the screen opens with the size of the terminal and follows it', async () => {
	const {store, stdout} = opened(['pi-1', 'pi-2']);
	await until(() => stdout.frame.includes(' › ○ pi-1'));
	expect(store.getState().screen?.size).toEqual({columns: 80, rows: 24});
	stdout.columns = 120;
	stdout.rows = 40;
	stdout.emit('resize');
	await until(() => stdout.frame.split('\n').length >= 40);
	expect(store.getState().screen?.size).toEqual({columns: 120, rows: 40});
});

test('keys move the cursor, and a node that fails is drawn without one', async () => {
	const {store, stdout, stdin} = opened(['pi-1', 'pi-2']);
	await until(() => stdout.frame.includes(' › ○ pi-1'));
	stdin.write('j');
	await until(() => stdout.frame.includes(' › ○ pi-2'));
	store.dispatch(failedEvent('pi-1'));
	await until(() => stdout.frame.includes('✖ pi-1'));
	expect(stdout.frame).toContain('no route to host');
});

test('paused, nothing but a key draws, which moves in the order that is seen', async () => {
	const {store, stdout, stdin} = opened(['pi-1', 'pi-2']);
	await until(() => stdout.frame.includes(' › ○ pi-1'));
	stdin.write('p');
	await until(() => stdout.frame.includes('paused'));
	const {writes} = stdout;
	store.dispatch(failedEvent('pi-2'));
	await new Promise(resolve => setTimeout(resolve, 100));
	expect(stdout.writes).toBe(writes);
	stdin.write('j');
	await until(() => stdout.frame.includes(' › ○ pi-2'));
	stdin.write('p');
	await until(() => stdout.frame.includes(' › ✖ pi-2'));
});

test('help gives back the picture that it covered', async () => {
	const names = Array.from({length: 12}, (_, index) => `pi-${index + 10}`);
	const {stdout, stdin} = opened(names);
	await until(() => stdout.frame.includes(' › ○ pi-10'));
	stdin.write('G');
	await until(() => stdout.frame.includes(' › ○ pi-21'));
	stdin.write('k');
	await until(() => stdout.frame.includes(' › ○ pi-20'));
	const {frame} = stdout;
	stdin.write('k');
	await until(() => stdout.frame.includes(' › ○ pi-19'));
	stdin.write('?');
	await until(() => stdout.frame.includes('EVERYWHERE'));
	stdin.write('\u001B');
	await until(() => stdout.frame.includes(' › ○ pi-19'));
	stdin.write('j');
	await until(() => stdout.frame.includes(' › ○ pi-20'));
	expect(stdout.frame).toBe(frame);
});

test('a terminal that was too small for a while gets its picture back', async () => {
	const {stdout, stdin} = opened(Array.from({length: 30}, (_, index) => `pi-${index + 10}`));
	stdout.rows = 30;
	stdout.emit('resize');
	await until(() => stdout.frame.split('\n').length >= 30 && stdout.frame.includes(' › ○ pi-10'));
	for (let index = 11; index <= 20; index += 1) {
		stdin.write('j');
		await until(() => stdout.frame.includes(` › ○ pi-${index}`));
	}

	const {frame} = stdout;
	stdout.rows = 10;
	stdout.emit('resize');
	await until(() => stdout.frame.includes('14 taller'));
	stdout.rows = 30;
	stdout.emit('resize');
	await until(() => stdout.frame.includes(' › ○ pi-20'));
	expect(stdout.frame).toBe(frame);
});

test('a command is completed, run, and the line is hints again', async () => {
	const {stdout, stdin} = opened(['pi-1', 'pi-2']);
	await until(() => stdout.frame.includes(' › ○ pi-1'));
	stdin.write(':');
	await until(() => stdout.frame.includes(' › node '));
	stdin.write('no');
	await until(() => stdout.frame.includes(' :no '));
	stdin.write('\t');
	await until(() => stdout.frame.includes('     › pi-1 '));
	stdin.write('\u001B[B');
	await until(() => stdout.frame.includes('     › pi-2 '));
	stdin.write('\r');
	await until(() => stdout.frame.includes('─── pi-2 ─') && stdout.frame.includes('? help'));
	expect(stdout.frame).not.toContain('pi-1');
});
