import {expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {ScreenedRack} from '../helpers/screened-rack.ts';

const watching = (node: string) => ({type: 'watchProcesses', node});
const letting = (node: string) => ({type: 'unwatchProcesses', node});

function listed(rack: ScreenedRack, node: string): ScreenedRack {
	const list = {uptimeSeconds: 10, processes: []};
	return rack.send({type: 'node/processesListed', node: node as NodeName, list, atMs: 5});
}

it('t looks at the processes of the node under the cursor, until t or esc', () => {
	const rack = new ScreenedRack(['a', 'b']).press('t');
	expect(rack.effects).toEqual([watching('a')]);
	expect(rack.press('t').effects).toEqual([letting('a')]);
	expect(rack.press('t', 'esc').effects).toEqual([letting('a')]);
	expect(rack.state.processes).toBeUndefined();
});

it('the cursor takes them along', () => {
	const rack = listed(new ScreenedRack(['a', 'b']).press('t'), 'a').press('j');
	expect(rack.effects).toEqual([letting('a'), watching('b')]);
	expect(rack.state.processes).toMatchObject({node: 'b', top: undefined});
});

it.each([
	['another tab', '6', '1'],
	['a pause', 'p', 'p'],
])('%s lets go of them, and they are looked at again after it', (_, away, back) => {
	const rack = new ScreenedRack(['a']).press('t', away);
	expect(rack.effects).toEqual([letting('a')]);
	expect(rack.press(back).effects).toEqual([watching('a')]);
});

it.each(['grid', 'metric cpu'])('a grid shows none, whoever asks for it: %s', command => {
	const rack = new ScreenedRack(['a']).press('t', ':').type(command).press('enter');
	expect(rack.effects.filter(({type}) => type !== 'keepPreferences')).toEqual([letting('a')]);
	expect(rack.screen.nodes).toMatchObject({view: 'grid', pane: 'facts', focus: 'list'});
});

it('what no view shows is not read', () => {
	const rack = new ScreenedRack(['a', 'b']).press('t');
	const {nodes} = rack.screen;
	rack.state = {...rack.state, screen: {...rack.screen, nodes: {...nodes, view: 'grid'}}};
	expect(rack.press('right').effects).toEqual([letting('a')]);
});

it('a pause keeps what is seen of them', () => {
	const rack = listed(new ScreenedRack(['a']).press('t'), 'a').press('p');
	expect(rack.state.paused?.processes).toMatchObject({node: 'a', top: []});
});

it('a log over them lets go of them', () => {
	const rack = new ScreenedRack(['a']).press('t', 'l');
	expect(rack.effects).toContainEqual(letting('a'));
	expect(rack.effects).toContainEqual(expect.objectContaining({type: 'openLog'}));
	expect(rack.press('esc').effects).toContainEqual(watching('a'));
});

it('a node that goes takes them with it', () => {
	const rack = new ScreenedRack(['a', 'b']).press('t').configure(['b']);
	expect(rack.effects).toContainEqual(letting('a'));
	expect(rack.state.processes?.node).not.toBe('a');
});

it('a failure stands beside what was told last, and what another node tells means nothing', () => {
	const rack = listed(listed(new ScreenedRack(['a', 'b']).press('t'), 'a'), 'b');
	const failure = {kind: 'timedOut', where: 'a', afterMs: 5} as const;
	rack.send({type: 'node/processesFailed', node: 'a' as NodeName, failure, atMs: 9});
	expect(rack.state.processes).toMatchObject({node: 'a', top: [], atMs: 5, failure});
	expect(listed(rack, 'a').state.processes?.failure).toBeUndefined();
});
