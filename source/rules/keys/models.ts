import type {Binding} from './binding.ts';

const sideWords = 'another node';
const halfWords = 'half a page';
const pageWords = 'a page';
const endsWords = 'top, end';

/** The models of the rack, what is done with them, and what asks before it does. */
export const modelsKeys: readonly Binding[] = [
	{
		...{context: 'models', action: 'moveLeft', keys: ['left', 'h'], words: sideWords},
		...{hint: 'select', place: 'select'},
	},
	{
		...{context: 'models', action: 'moveRight', keys: ['right'], words: sideWords},
		...{hint: 'select', place: 'select'},
	},
	{
		...{context: 'models', action: 'open', keys: ['enter'], words: 'open the model'},
		...{hint: 'open', place: 'first'},
	},
	{context: 'models', action: 'pullModel', keys: ['P'], words: 'pull a model', hint: 'pull'},
	{
		...{context: 'models', action: 'copyModel', keys: ['c'], words: 'copy to other nodes'},
		hint: 'copy to',
	},
	{context: 'models', action: 'loadModel', keys: ['o'], words: 'load', hint: 'load'},
	{context: 'models', action: 'unloadModel', keys: ['u'], words: 'unload', hint: 'unload'},
	{context: 'models', action: 'removeModel', keys: ['D'], words: 'delete', hint: 'delete'},
	{
		...{context: 'models', action: 'stopDeeds', keys: ['C'], words: 'cancel what is under way'},
		hint: 'cancel',
	},
	{
		...{context: 'models', action: 'retry', keys: ['r'], words: 'go on with what stopped'},
		hint: 'go on',
	},
	{context: 'models', action: 'createModel', keys: ['e'], words: 'make another one of it'},
	{context: 'models', action: 'keepModel', keys: ['t'], words: 'how long it stays in memory'},
	{context: 'models', action: 'nameModel', keys: ['n'], words: 'a second name'},
	{context: 'models', action: 'renameModel', keys: ['N'], words: 'another name'},
	{
		...{context: 'models', action: 'transfers', keys: ['v'], words: 'transfers, facts'},
		...{hint: 'transfers', isMinor: true},
	},
	{
		...{
			context: 'models',
			action: 'fitModel',
			keys: ['w'],
			words: 'fit with which context',
		},
		...{hint: 'fit', isMinor: true},
	},
	{context: 'models', action: 'sortNext', keys: ['s'], words: 'sort by the next column'},
	{context: 'models', action: 'copy', keys: ['y'], words: 'copy the name'},
	{context: 'transfers', action: 'stopDeeds', keys: ['C'], words: 'cancel it', hint: 'cancel'},
	{context: 'transfers', action: 'retry', keys: ['r'], words: 'go on with it', hint: 'go on'},
	{
		...{context: 'transfers', action: 'open', keys: ['enter'], words: 'go to the model'},
		...{hint: 'go to the model', place: 'first'},
	},
	{
		context: 'transfers',
		action: 'transfers',
		keys: ['v'],
		words: 'transfers, facts',
		hint: 'facts',
	},
	{context: 'transfers', action: 'pullModel', keys: ['P'], words: 'pull a model', hint: 'pull'},
	{context: 'modelDialog', action: 'moveUp', keys: ['up', 'k'], words: 'move'},
	{context: 'modelDialog', action: 'moveDown', keys: ['down', 'j'], words: 'move'},
	{context: 'modelDialog', action: 'moveToFirst', keys: ['g', 'home'], words: endsWords},
	{context: 'modelDialog', action: 'moveToLast', keys: ['G', 'end'], words: endsWords},
	{context: 'modelDialog', action: 'moveUpHalf', keys: ['ctrl-u'], words: halfWords},
	{context: 'modelDialog', action: 'moveDownHalf', keys: ['ctrl-d'], words: halfWords},
	{context: 'modelDialog', action: 'moveUpPage', keys: ['pageup'], words: pageWords},
	{context: 'modelDialog', action: 'moveDownPage', keys: ['pagedown'], words: pageWords},
	{context: 'modelDialog', action: 'mark', keys: ['space'], words: 'mark', hint: 'marks'},
	{context: 'modelDialog', action: 'toggleAll', keys: ['a'], words: 'mark all', hint: 'all'},
	{
		...{context: 'modelDialog', action: 'cancel', keys: ['esc', 'enter', 'ctrl-c']},
		...{words: 'change nothing', hint: 'leaves'},
	},
	{context: 'modelDialog', action: 'pullModel', keys: ['P'], words: 'pull it'},
	{context: 'modelDialog', action: 'removeModel', keys: ['D'], words: 'delete it'},
	{context: 'modelDialog', action: 'stopDeeds', keys: ['C'], words: 'cancel them'},
	{context: 'modelDialog', action: 'confirm', keys: ['A'], words: 'do it'},
];
