import type {Binding} from './binding.ts';

/** A log that has the body. */
export const logKeys: readonly Binding[] = [
	{context: 'log', action: 'follow', keys: ['f'], words: 'follow the end, or stay', hint: 'follow'},
	{context: 'log', action: 'log', keys: ['o'], words: 'another log', hint: 'other log'},
	{
		context: 'log',
		action: 'switchStream',
		keys: ['e'],
		words: 'stdout or stderr of a job',
		hint: 'stdout/stderr',
	},
	{context: 'log', action: 'search', keys: ['/'], words: 'search', hint: 'search'},
	{context: 'log', action: 'searchNext', keys: ['n'], words: 'next match', hint: 'next'},
	{context: 'log', action: 'searchPrevious', keys: ['N'], words: 'match before'},
	{context: 'log', action: 'times', keys: ['t'], words: 'times of arrival', hint: 'times'},
	{context: 'log', action: 'wrap', keys: ['w'], words: 'wrap long lines', hint: 'wrap'},
	{context: 'log', action: 'retry', keys: ['r'], words: 'open it again'},
	{context: 'log', action: 'moveToFirst', keys: ['g', 'home'], words: 'top', hint: 'top'},
	{context: 'log', action: 'moveToLast', keys: ['G', 'end'], words: 'end', hint: 'end'},
	{context: 'log', action: 'back', keys: ['esc'], words: 'back', hint: 'back'},
];
