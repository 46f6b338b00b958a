import type {Binding} from './binding.ts';

const halfWords = 'half a page';
const pageWords = 'a page';
const endsWords = 'top, end';

/** What is asked before jobs are changed, and the way of a script to the cluster. */
export const jobDialogsKeys: readonly Binding[] = [
	{
		context: 'jobDialog',
		action: 'cancel',
		keys: ['esc', 'enter', 'ctrl-c'],
		words: 'change nothing',
		hint: 'leaves',
	},
	{context: 'jobDialog', action: 'cancelJob', keys: ['C'], words: 'cancel the job'},
	{context: 'jobDialog', action: 'holdJob', keys: ['H'], words: 'hold, release the job'},
	{context: 'jobDialog', action: 'requeueJob', keys: ['R'], words: 'requeue the job'},
	{context: 'jobDialog', action: 'setTimeLimit', keys: ['T'], words: 'change its time limit'},
	{context: 'jobDialog', action: 'confirm', keys: ['A'], words: 'change the job'},
	{context: 'jobDialog', action: 'drainNode', keys: ['D'], words: 'drain the node'},
	{context: 'jobDialog', action: 'resumeNode', keys: ['U'], words: 'resume the node'},
	{context: 'scripts', action: 'moveUp', keys: ['up'], words: 'move', hint: 'select'},
	{context: 'scripts', action: 'moveDown', keys: ['down'], words: 'move', hint: 'select'},
	{context: 'scripts', action: 'moveUpPage', keys: ['pageup'], words: pageWords},
	{context: 'scripts', action: 'moveDownPage', keys: ['pagedown'], words: pageWords},
	{context: 'scripts', action: 'confirm', keys: ['enter'], words: 'take', hint: 'takes'},
	{
		context: 'scripts',
		action: 'cancel',
		keys: ['esc', 'ctrl-c'],
		words: 'leave',
		hint: 'leaves',
	},
	{context: 'submission', action: 'moveUp', keys: ['up', 'k'], words: 'move', hint: 'select'},
	{context: 'submission', action: 'moveDown', keys: ['down', 'j'], words: 'move', hint: 'select'},
	{context: 'submission', action: 'moveToFirst', keys: ['g', 'home'], words: endsWords},
	{context: 'submission', action: 'moveToLast', keys: ['G', 'end'], words: endsWords},
	{context: 'submission', action: 'moveUpHalf', keys: ['ctrl-u'], words: halfWords},
	{context: 'submission', action: 'moveDownHalf', keys: ['ctrl-d'], words: halfWords},
	{context: 'submission', action: 'moveUpPage', keys: ['pageup'], words: pageWords},
	{context: 'submission', action: 'moveDownPage', keys: ['pagedown'], words: pageWords},
	{
		context: 'submission',
		action: 'open',
		keys: ['enter'],
		words: 'change the option, test',
		hint: 'changes',
	},
	{context: 'submission', action: 'retry', keys: ['r'], words: 'test again', hint: 'tests again'},
	{context: 'submission', action: 'submitJob', keys: ['S'], words: 'submit', hint: 'submits'},
	{
		context: 'submission',
		action: 'cancel',
		keys: ['esc', 'ctrl-c'],
		words: 'leave',
		hint: 'leaves',
	},
];
