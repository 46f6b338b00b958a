import {expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {parseConfig} from '../../source/parsers/config.ts';
import {configJsonSchema} from '../../source/parsers/config-json-schema.ts';
import {configProposal, type ProposedNode} from '../../source/parsers/config-proposal.ts';

function aNode(name: string, parts: Partial<ProposedNode> = {}): ProposedNode {
	return {name: name as NodeName, isLocal: false, isEnabled: true, comment: '', ...parts};
}

function parsed(nodes: readonly ProposedNode[], hasSlurm = false, notes: readonly string[] = []) {
	const result = parseConfig(configProposal({nodes, hasSlurm, notes}), 'config.yaml');
	return result.ok ? result.config : expect.unreachable(JSON.stringify(result.problems));
}

it('is a valid configuration of these machines', () => {
	const here = aNode('here', {isLocal: true, comment: 'this machine'});
	const {nodes, slurm} = parsed([here, aNode('pi-1'), aNode('pi-2', {isEnabled: false})], true);
	expect(nodes.map(({name, isLocal, isEnabled}) => [name, isLocal, isEnabled])).toEqual([
		['here', true, true],
		['pi-1', false, true],
		['pi-2', false, false],
	]);
	expect(slurm).toEqual([{name: 'slurm', via: undefined}]);
	expect(parsed([here]).slurm).toEqual([]);
});

it('keeps names that YAML would take for something else', () => {
	const names = ['1e3', '0x1f', 'null', 'true', 'no', '2026-01-01', '12.34.56.78'];
	expect(parsed(names.map(name => aNode(name))).nodes.map(({name}) => name)).toEqual(names);
});

it('nothing that came from elsewhere leaves its comment', () => {
	const evil = 'gone\nnodes: []\r\u2028x: \u0085y: # {';
	const config = parsed([aNode('pi-1', {comment: evil})], false, [evil]);
	expect(config.nodes.map(({name}) => name)).toEqual(['pi-1']);
});

/** Every key of an object of the schema, however deep. */
function keysOf(schema: unknown): readonly string[] {
	if (typeof schema !== 'object' || schema === null) {
		return [];
	}

	const properties: unknown = 'properties' in schema ? schema.properties : {};
	const own = Object.keys(properties ?? {});
	return [...own, ...Object.values(schema).flatMap(keysOf)];
}

it('says a word about every key that there is', () => {
	const text = configProposal({nodes: [aNode('pi-1')], hasSlurm: false, notes: []});
	const keys = new Set(keysOf(configJsonSchema()));
	expect(keys.size).toBeGreaterThan(20);
	for (const key of keys) {
		expect(text, key).toMatch(new RegExp(`\\b${key}\\b`));
	}
});
