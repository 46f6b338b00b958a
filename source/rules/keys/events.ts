import type {Binding} from './binding.ts';

/** The events. */
export const eventsKeys: readonly Binding[] = [
	{
		context: 'events',
		action: 'toggleCommands',
		keys: ['c'],
		words: 'commands on, off',
		hint: 'commands',
		place: 'first',
	},
	{
		context: 'events',
		action: 'open',
		keys: ['enter'],
		words: 'go to the node or job',
		hint: 'go to the node',
	},
	{context: 'events', action: 'copy', keys: ['y'], words: 'copy the row', hint: 'copy'},
];
