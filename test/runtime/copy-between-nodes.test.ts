import {expect, onTestFinished, test} from 'vitest';
import {openLinkedNode} from '../../source/clients/open-linked-node.ts';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import {loadedValue} from '../../source/domain/loadable.ts';
import {copyBetweenNodes} from '../../source/runtime/copy-between-nodes.ts';
import {startRuntime} from '../../source/runtime/start-runtime.ts';
import {systemClock as clock} from '../../source/transport/clock.ts';
import {aBigModel, aCopyNode, type CopyNode, wholeModels} from '../helpers/copy-rack.ts';
import {aConfig, aNodeConfig} from '../helpers/node-builders.ts';
import {until} from '../helpers/until.ts';

/** Nodes that are polled over ssh, and what copies between them. */
async function aRack(nodes: readonly CopyNode[]) {
	const named = (name: string): CopyNode =>
		nodes.find(({place}) => place.where === name) ?? expect.unreachable();
	const runtime = startRuntime({
		...{clock, chance: Math.random, commitIntervalMs: 0, spreadMs: 0},
		...{connectTimeoutMs: 20_000, dialsAtOnce: 8},
		openProbe: ({name}, {signal, deadlineMs}) =>
			openLinkedNode(named(name).link, {where: name, clock, signal, deadlineMs}),
	});
	onTestFinished(runtime.stop);
	const configs = nodes.map(({place, ollama: {port}}) =>
		aNodeConfig(place.where, {isLocal: false, ollama: {use: 'ask', port, slots: undefined}}),
	);
	const config = aConfig(configs);
	runtime.store.dispatch({type: 'config/loaded', config, atMs: clock.monotonicMs()});
	await until(() =>
		runtime.store.getState().nodes.every(({ollama}) => loadedValue(ollama.installed) !== undefined),
	);
	const copy = copyBetweenNodes({runtime, clock});
	return {
		copy: (from: string, node: string) =>
			copy(
				{
					...{type: 'copy', model: 'big' as ModelName},
					...{node: node as NodeName, from: from as NodeName},
				},
				{signal: new AbortController().signal, onProgress: () => undefined},
			),
	};
}

test('a model goes from one polled node to two others at once, and from there to a third', async () => {
	const source = await aCopyNode({name: 'n1', models: [aBigModel('big', 300_001)]});
	const others = await Promise.all(['n2', 'n3', 'n4'].map(name => aCopyNode({name})));
	const {copy} = await aRack([source, ...others]);
	const both = await Promise.all([copy('n1', 'n2'), copy('n1', 'n3')]);
	expect(both).toMatchObject([{ok: true}, {ok: true}]);
	expect(await copy('n3', 'n4')).toMatchObject({ok: true});
	for (const {ollama} of others) {
		expect(wholeModels(ollama.folder)).toEqual(wholeModels(source.ollama.folder));
	}
});

test('nothing is copied to itself, nor to or from a node that is not there', async () => {
	const {copy} = await aRack([await aCopyNode({name: 'n1'})]);
	expect(await copy('n1', 'n1')).toMatchObject({failure: {kind: 'rejected', where: 'n1'}});
	expect(await copy('n1', 'n9')).toMatchObject({failure: {kind: 'unsupported', where: 'n9'}});
	expect(await copy('n9', 'n1')).toMatchObject({failure: {kind: 'unsupported', where: 'n9'}});
});
