import type {Binding} from './binding.ts';

/** Where letters are text: the search of help, a command, a filter. */
export const typingKeys: readonly Binding[] = [
	{context: 'help', action: 'back', keys: ['esc', '?'], words: 'close', hint: 'close'},
	{context: 'help', action: 'moveUp', keys: ['up'], words: 'scroll', hint: 'scroll'},
	{context: 'help', action: 'moveDown', keys: ['down'], words: 'scroll', hint: 'scroll'},
	{context: 'help', action: 'deleteLeft', keys: ['backspace'], words: 'delete'},
	{context: 'help', action: 'deleteAll', keys: ['ctrl-u'], words: 'delete all'},
	{
		context: 'commandLine',
		action: 'complete',
		keys: ['tab'],
		words: 'take the word',
		hint: 'takes',
	},
	{context: 'commandLine', action: 'keepLine', keys: ['enter'], words: 'run', hint: 'runs'},
	{
		context: 'commandLine',
		action: 'back',
		keys: ['esc', 'ctrl-c'],
		words: 'leave',
		hint: 'leaves',
	},
	{context: 'commandLine', action: 'moveUp', keys: ['up'], words: 'choose a word'},
	{context: 'commandLine', action: 'moveDown', keys: ['down'], words: 'choose a word'},
	{context: 'commandLine', action: 'recallOlder', keys: ['ctrl-p'], words: 'commands from before'},
	{context: 'commandLine', action: 'recallNewer', keys: ['ctrl-n'], words: 'commands from before'},
	{context: 'line', action: 'keepLine', keys: ['enter'], words: 'keep', hint: 'keeps'},
	{context: 'line', action: 'back', keys: ['esc', 'ctrl-c'], words: 'clear', hint: 'clears'},
	{
		context: 'line',
		action: 'recallOlder',
		keys: ['up', 'ctrl-p'],
		words: 'what was searched for before, in a log',
		hint: 'recalls',
	},
	{context: 'line', action: 'deleteLeft', keys: ['backspace'], words: 'delete'},
	{context: 'line', action: 'deleteAll', keys: ['ctrl-u'], words: 'delete all'},
];
