import {expect, test} from 'vitest';
import type {LogEntry} from '../../source/domain/log-entry.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import {eventsOfNode} from '../../source/store/node-events.ts';
import {initialState} from '../../source/store/state.ts';

const [one, other] = ['pi-1', 'pi-2'] as NodeName[];

function entry(id: number, node: NodeName | undefined): LogEntry {
	return {id, atMs: id, wallMs: id, node, what: {kind: 'rebooted'}};
}

test('the events of a node are its last changes, the newest first, without those of others', () => {
	const entries = [
		entry(1, one),
		entry(2, other),
		entry(3, one),
		entry(4, undefined),
		entry(5, one),
	];
	const state = {...initialState, events: {...initialState.events, entries}};
	expect(eventsOfNode(state, 'pi-1' as NodeName, 2).map(({id}) => id)).toEqual([5, 3]);
	expect(eventsOfNode(state, 'pi-3' as NodeName, 2)).toEqual([]);
});
