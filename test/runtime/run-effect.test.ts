import {expect, it} from 'vitest';
import {createOllamaPace} from '../../source/runtime/ollama-pace.ts';
import {createEffectRunner} from '../../source/runtime/run-effect.ts';
import {aNodeConfig} from '../helpers/node-builders.ts';
import {quietProbe} from '../helpers/surroundings.ts';

function aRunner() {
	const seen: string[] = [];
	const runner = createEffectRunner(
		(node, _, when) => {
			seen.push(when === 'atOnce' ? `start ${node.name} at once` : `start ${node.name}`);
			return {
				stop: () => seen.push(`stop ${node.name}`),
				openShell: quietProbe.openShell,
				serveHttp: quietProbe.serveHttp,
				openHttp: () => undefined,
				ollamaPace: createOllamaPace(),
				isConnected: () => true,
				isAwaited: () => false,
				setInterval: intervalMs => seen.push(`${node.name} each ${intervalMs} ms`),
			};
		},
		{onPerson: ({type}) => seen.push(type)},
	);
	const start = (name: string): void =>
		runner.run({type: 'startPolling', node: aNodeConfig(name)}, () => undefined);
	const stop = (name: string): void =>
		runner.run({type: 'stopPolling', node: aNodeConfig(name).name}, () => undefined);
	return {runner, seen, start, stop};
}

it('a node that is started again is let go first', () => {
	const {seen, start} = aRunner();
	start('a');
	start('a');
	expect(seen).toEqual(['start a', 'stop a', 'start a']);
});

it('a node is let go once, and one that never started not at all', () => {
	const {runner, seen, start, stop} = aRunner();
	start('a');
	start('b');
	stop('a');
	stop('a');
	stop('c');
	expect(seen).toEqual(['start a', 'start b', 'stop a']);
	runner.stopAll();
	runner.stopAll();
	expect(seen.slice(3)).toEqual(['stop b']);
});

it('a node that is tried again is let go and started at once', () => {
	const {runner, seen, start} = aRunner();
	start('a');
	runner.run({type: 'retryNode', node: aNodeConfig('a')}, () => undefined);
	expect(seen).toEqual(['start a', 'stop a', 'start a at once']);
	runner.stopAll();
	expect(seen.slice(3)).toEqual(['stop a']);
});

it('what concerns the terminal goes to who holds it, and nowhere without one', () => {
	const {runner, seen} = aRunner();
	const blind = createEffectRunner(() => ({
		stop: () => undefined,
		openShell: quietProbe.openShell,
		serveHttp: quietProbe.serveHttp,
		openHttp: () => undefined,
		ollamaPace: createOllamaPace(),
		isConnected: () => true,
		isAwaited: () => false,
		setInterval: () => undefined,
	}));
	for (const type of ['repaint', 'suspend', 'quit'] as const) {
		runner.run({type}, () => undefined);
		blind.run({type}, () => undefined);
	}

	expect(seen).toEqual(['repaint', 'suspend', 'quit']);
});

it('a new interval reaches the nodes that are polled, and starts no other', () => {
	const {runner, seen, start} = aRunner();
	start('a');
	const nodes = [aNodeConfig('a', {pollIntervalMs: 500}), aNodeConfig('b')];
	runner.run({type: 'setInterval', intervalMs: 500, nodes}, () => undefined);
	expect(seen).toEqual(['start a', 'a each 500 ms']);
});
