/** What is wrong with the way to a host. */
import type {FaultTable} from './fault.ts';
import type {HostContext} from './host-context.ts';
import {portOf, setPort} from './network.ts';
import {keeperOf} from './state.ts';

export const networkFaults: FaultTable = {
	'link-down': {
		usage: '',
		says: 'the cable is out: no packet comes through, and nobody is told',
		isPlain: false,
		inflict: context => setCable(context, 'down'),
		heal: context => setCable(context, 'up'),
	},
};

async function setCable({state, host}: HostContext, to: 'up' | 'down'): Promise<void> {
	await setPort(keeperOf(state), portOf(host.name), to);
}
