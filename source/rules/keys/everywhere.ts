import type {Binding} from './binding.ts';

/** Digits are text where a question is typed. */
const typedTabWords = 'same';
const filterWords = 'filter, filter out';
const halfWords = 'half a page';
const pageWords = 'a page';
const endsWords = 'top, end';
const pollWords = 'poll faster, slower';

/** What a key does wherever no text is typed and no dialog is open. */
export const everywhereKeys: readonly Binding[] = [
	{context: 'everywhere', action: 'showNodes', keys: ['1'], words: 'tabs'},
	{context: 'everywhere', action: 'showJobs', keys: ['2'], words: 'tabs'},
	{context: 'everywhere', action: 'showChat', keys: ['3'], words: 'tabs'},
	{context: 'everywhere', action: 'showModels', keys: ['4'], words: 'tabs'},
	{context: 'everywhere', action: 'showEvents', keys: ['6'], words: 'tabs'},
	{context: 'everywhere', action: 'showNodes', keys: ['alt-1'], words: typedTabWords},
	{context: 'everywhere', action: 'showJobs', keys: ['alt-2'], words: typedTabWords},
	{context: 'everywhere', action: 'showChat', keys: ['alt-3'], words: typedTabWords},
	{context: 'everywhere', action: 'showModels', keys: ['alt-4'], words: typedTabWords},
	{context: 'everywhere', action: 'showEvents', keys: ['alt-6'], words: typedTabWords},
	{context: 'everywhere', action: 'nextPane', keys: ['tab', 'shift-tab'], words: 'next pane'},
	{
		context: 'everywhere',
		action: 'moveUp',
		keys: ['up', 'k'],
		words: 'move',
		hint: 'select',
		place: 'select',
	},
	{
		context: 'everywhere',
		action: 'moveDown',
		keys: ['down', 'j'],
		words: 'move',
		hint: 'select',
		place: 'select',
	},
	{context: 'everywhere', action: 'moveToFirst', keys: ['g', 'home'], words: endsWords},
	{context: 'everywhere', action: 'moveToLast', keys: ['G', 'end'], words: endsWords},
	{
		context: 'everywhere',
		action: 'filter',
		keys: ['/'],
		words: filterWords,
		hint: 'filter',
		place: 'find',
	},
	{context: 'everywhere', action: 'filterOut', keys: ['!'], words: filterWords},
	{context: 'everywhere', action: 'mark', keys: ['space'], words: 'mark'},
	{
		context: 'everywhere',
		action: 'back',
		keys: ['esc'],
		words: 'back, stop a change',
		hint: 'back',
		place: 'find',
	},
	{
		context: 'everywhere',
		action: 'pause',
		keys: ['p'],
		words: 'pause, go on',
		hint: 'go on',
		place: 'program',
	},
	{
		context: 'everywhere',
		action: 'toggleMouse',
		keys: ['alt-m'],
		words: 'mouse on, off',
		hint: 'mouse',
		place: 'program',
	},
	{
		context: 'everywhere',
		action: 'command',
		keys: [':'],
		words: 'command',
		hint: 'command',
		place: 'program',
	},
	{
		context: 'everywhere',
		action: 'help',
		keys: ['?'],
		words: 'help',
		hint: 'help',
		place: 'program',
	},
	{context: 'everywhere', action: 'quit', keys: ['q', 'ctrl-c'], words: 'quit'},
	{context: 'everywhere', action: 'pollFaster', keys: ['+', '='], words: pollWords},
	{context: 'everywhere', action: 'pollSlower', keys: ['-'], words: pollWords},
	{context: 'everywhere', action: 'moveUpHalf', keys: ['ctrl-u'], words: halfWords},
	{context: 'everywhere', action: 'moveDownHalf', keys: ['ctrl-d'], words: halfWords},
	{context: 'everywhere', action: 'moveUpPage', keys: ['pageup'], words: pageWords},
	{context: 'everywhere', action: 'moveDownPage', keys: ['pagedown'], words: pageWords},
	{context: 'everywhere', action: 'repaint', keys: ['ctrl-l'], words: 'draw anew'},
	{context: 'everywhere', action: 'suspend', keys: ['ctrl-z'], words: 'suspend'},
];
