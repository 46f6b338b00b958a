import type {Binding} from './binding.ts';

const halfWords = 'half a page';
const pageWords = 'a page';
const endsWords = 'top, end';

/** What covers the body and takes all keys. */
export const dialogsKeys: readonly Binding[] = [
	{
		context: 'dialog',
		action: 'cancel',
		keys: ['esc', 'enter', 'ctrl-c'],
		words: 'cancel',
		hint: 'leaves',
	},
	{context: 'dialog', action: 'confirm', keys: ['A'], words: 'accept the key'},
	{context: 'choices', action: 'moveUp', keys: ['up', 'k'], words: 'move'},
	{context: 'choices', action: 'moveDown', keys: ['down', 'j'], words: 'move'},
	{context: 'choices', action: 'moveToFirst', keys: ['g', 'home'], words: endsWords},
	{context: 'choices', action: 'moveToLast', keys: ['G', 'end'], words: endsWords},
	{context: 'choices', action: 'moveUpHalf', keys: ['ctrl-u'], words: halfWords},
	{context: 'choices', action: 'moveDownHalf', keys: ['ctrl-d'], words: halfWords},
	{context: 'choices', action: 'moveUpPage', keys: ['pageup'], words: pageWords},
	{context: 'choices', action: 'moveDownPage', keys: ['pagedown'], words: pageWords},
	{context: 'choices', action: 'mark', keys: ['space'], words: 'mark'},
	{context: 'choices', action: 'confirm', keys: ['enter'], words: 'take', hint: 'takes'},
	{
		context: 'choices',
		action: 'cancel',
		keys: ['esc', 'ctrl-c'],
		words: 'leave',
		hint: 'leaves',
	},
	{
		context: 'copy',
		action: 'copySshCommand',
		keys: ['s'],
		words: 'copy the ssh command',
		hint: 'ssh command',
	},
	{context: 'copy', action: 'copyJson', keys: ['j'], words: 'copy as JSON', hint: 'JSON'},
	{context: 'copy', action: 'copyName', keys: ['n'], words: 'copy the name', hint: 'name'},
	{context: 'copy', action: 'cancel', keys: ['esc', 'ctrl-c'], words: 'leave', hint: ''},
];
