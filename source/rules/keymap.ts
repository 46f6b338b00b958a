import type {Key} from '../domain/screen.ts';

/** Every key of the program: what the reducer does, what help lists and what the line of speech hints at. Data only. */
export type ActionName =
	| 'moveUp'
	| 'moveDown'
	| 'moveLeft'
	| 'moveRight'
	| 'moveToFirst'
	| 'moveToLast'
	| 'moveUpHalf'
	| 'moveDownHalf'
	| 'moveUpPage'
	| 'moveDownPage'
	| 'open'
	| 'back'
	| 'mark'
	| 'sortNext'
	| 'freeze'
	| 'retry'
	| 'filter'
	| 'filterOut'
	| 'command'
	| 'keepLine'
	| 'complete'
	| 'recallOlder'
	| 'recallNewer'
	| 'deleteLeft'
	| 'deleteAll'
	| 'help'
	| 'showNodes'
	| 'showEvents'
	| 'nextPane'
	| 'toggleGrid'
	| 'nextMetric'
	| 'nextProblem'
	| 'why'
	| 'log'
	| 'processes'
	| 'shell'
	| 'copy'
	| 'acceptKey'
	| 'toggleCommands'
	| 'search'
	| 'searchNext'
	| 'searchPrevious'
	| 'follow'
	| 'wrap'
	| 'times'
	| 'confirm'
	| 'cancel'
	| 'copySshCommand'
	| 'copyJson'
	| 'copyName'
	| 'pollFaster'
	| 'pollSlower'
	| 'pause'
	| 'toggleMouse'
	| 'repaint'
	| 'suspend'
	| 'quit';

/** Where a key means something: a tab or a part of it, wherever no text is typed, in help, in the line of speech, in a dialog. */
export type KeyContext =
	| 'nodes'
	| 'grid'
	| 'events'
	| 'log'
	| 'everywhere'
	| 'help'
	| 'line'
	/** The line while a command is typed, which can be completed. */
	| 'commandLine'
	/** Host keys; capitals act. */
	| 'dialog'
	/** A list in a dialog. */
	| 'choices'
	| 'copy';

export type Binding = {
	readonly action: ActionName;
	/** The first one stands in hints. */
	readonly keys: readonly Key[];
	readonly context: KeyContext;
	/** What help says; bindings that follow each other and say the same are one line there. */
	readonly words: string;
	/** What the line of speech says; undefined: nothing. */
	readonly hint?: string;
	/** Its hint is the first that goes where there is no room for all. */
	readonly isMinor?: true;
};

const filterWords = 'filter, filter out';
const halfWords = 'half a page';
const pageWords = 'a page';
const endsWords = 'top, end';
const pollWords = 'poll faster, slower';

/** In the order of hints, and within a context in that of help. */
export const keymap: readonly Binding[] = [
	{context: 'everywhere', action: 'showNodes', keys: ['1', 'alt-1'], words: 'tabs'},
	{context: 'everywhere', action: 'showEvents', keys: ['6', 'alt-6'], words: 'tabs'},
	{context: 'everywhere', action: 'nextPane', keys: ['tab', 'shift-tab'], words: 'next pane'},
	{context: 'everywhere', action: 'moveUp', keys: ['up', 'k'], words: 'move', hint: 'select'},
	{context: 'everywhere', action: 'moveDown', keys: ['down', 'j'], words: 'move', hint: 'select'},
	{context: 'grid', action: 'moveLeft', keys: ['left'], words: 'move', hint: 'select'},
	{context: 'grid', action: 'moveRight', keys: ['right'], words: 'move', hint: 'select'},
	{context: 'everywhere', action: 'moveToFirst', keys: ['g', 'home'], words: endsWords},
	{context: 'everywhere', action: 'moveToLast', keys: ['G', 'end'], words: endsWords},
	{
		context: 'events',
		action: 'toggleCommands',
		keys: ['c'],
		words: 'commands on, off',
		hint: 'commands',
	},
	{context: 'nodes', action: 'open', keys: ['enter'], words: 'open the node', hint: 'open'},
	{context: 'grid', action: 'open', keys: ['enter'], words: 'open the node', hint: 'open'},
	{context: 'everywhere', action: 'filter', keys: ['/'], words: filterWords, hint: 'filter'},
	{context: 'everywhere', action: 'filterOut', keys: ['!'], words: filterWords},
	{
		context: 'events',
		action: 'open',
		keys: ['enter'],
		words: 'go to the node',
		hint: 'go to the node',
	},
	{context: 'events', action: 'copy', keys: ['y'], words: 'copy the row', hint: 'copy'},
	{context: 'everywhere', action: 'mark', keys: ['space'], words: 'mark'},
	{context: 'everywhere', action: 'back', keys: ['esc'], words: 'back', hint: 'back'},
	{context: 'nodes', action: 'retry', keys: ['r'], words: 'try the connection now'},
	{
		context: 'nodes',
		action: 'sortNext',
		keys: ['s'],
		words: 'sort by the next column',
		hint: 'sort',
		isMinor: true,
	},
	{context: 'nodes', action: 'freeze', keys: ['f'], words: 'hold the order, let it go'},
	{
		context: 'nodes',
		action: 'toggleGrid',
		keys: ['v'],
		words: 'table or grid',
		hint: 'grid',
		isMinor: true,
	},
	{
		context: 'grid',
		action: 'nextMetric',
		keys: ['m'],
		words: 'heights by the next metric',
		hint: 'next metric',
	},
	{
		context: 'grid',
		action: 'nextProblem',
		keys: ['n'],
		words: 'next node that needs a hand',
		hint: 'next problem',
	},
	{context: 'grid', action: 'toggleGrid', keys: ['v'], words: 'table or grid', hint: 'table'},
	{context: 'nodes', action: 'why', keys: ['w'], words: 'why this state', hint: 'why'},
	{context: 'nodes', action: 'log', keys: ['l'], words: 'read a log', hint: 'log'},
	{context: 'nodes', action: 'processes', keys: ['t'], words: 'top processes'},
	{context: 'nodes', action: 'moveLeft', keys: ['left'], words: 'another chart'},
	{context: 'nodes', action: 'moveRight', keys: ['right'], words: 'another chart'},
	{context: 'nodes', action: 'acceptKey', keys: ['A'], words: 'show the host key, accept it'},
	{context: 'nodes', action: 'shell', keys: ['x'], words: 'shell on the node', hint: 'shell'},
	{context: 'nodes', action: 'copy', keys: ['y'], words: 'copy ssh command, JSON'},
	{context: 'everywhere', action: 'pause', keys: ['p'], words: 'pause, go on', hint: 'go on'},
	{
		context: 'everywhere',
		action: 'toggleMouse',
		keys: ['alt-m'],
		words: 'mouse on, off',
		hint: 'mouse',
	},
	{
		context: 'everywhere',
		action: 'command',
		keys: [':'],
		words: 'command',
		hint: 'command',
	},
	{context: 'everywhere', action: 'help', keys: ['?'], words: 'help', hint: 'help'},
	{context: 'everywhere', action: 'quit', keys: ['q', 'ctrl-c'], words: 'quit'},
	{context: 'everywhere', action: 'pollFaster', keys: ['+', '='], words: pollWords},
	{context: 'everywhere', action: 'pollSlower', keys: ['-'], words: pollWords},
	{context: 'everywhere', action: 'moveUpHalf', keys: ['ctrl-u'], words: halfWords},
	{context: 'everywhere', action: 'moveDownHalf', keys: ['ctrl-d'], words: halfWords},
	{context: 'everywhere', action: 'moveUpPage', keys: ['pageup'], words: pageWords},
	{context: 'everywhere', action: 'moveDownPage', keys: ['pagedown'], words: pageWords},
	{context: 'everywhere', action: 'repaint', keys: ['ctrl-l'], words: 'draw anew'},
	{context: 'everywhere', action: 'suspend', keys: ['ctrl-z'], words: 'suspend'},
	{context: 'log', action: 'follow', keys: ['f'], words: 'follow the end, or stay', hint: 'follow'},
	{context: 'log', action: 'log', keys: ['o'], words: 'another log', hint: 'other log'},
	{context: 'log', action: 'search', keys: ['/'], words: 'search', hint: 'search'},
	{context: 'log', action: 'searchNext', keys: ['n'], words: 'next match', hint: 'next'},
	{context: 'log', action: 'searchPrevious', keys: ['N'], words: 'match before'},
	{context: 'log', action: 'times', keys: ['t'], words: 'times of arrival', hint: 'times'},
	{context: 'log', action: 'wrap', keys: ['w'], words: 'wrap long lines', hint: 'wrap'},
	{context: 'log', action: 'retry', keys: ['r'], words: 'open it again'},
	{context: 'log', action: 'moveToFirst', keys: ['g', 'home'], words: 'top', hint: 'top'},
	{context: 'log', action: 'moveToLast', keys: ['G', 'end'], words: 'end', hint: 'end'},
	{context: 'log', action: 'back', keys: ['esc'], words: 'back', hint: 'back'},
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
	{context: 'line', action: 'deleteLeft', keys: ['backspace'], words: 'delete'},
	{context: 'line', action: 'deleteAll', keys: ['ctrl-u'], words: 'delete all'},
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

const asking: readonly ActionName[] = ['acceptKey', 'confirm'];

/** What changes something outside: it has a capital, and asks before it does anything. */
export function asksFirst(action: ActionName): boolean {
	return asking.includes(action);
}

/** What a key does where the first context that knows it has the say; undefined: nothing. */
export function actionFor(key: Key, contexts: readonly KeyContext[]): ActionName | undefined {
	for (const context of contexts) {
		const found = keymap.find(one => one.context === context && one.keys.includes(key));
		if (found !== undefined) {
			return found.action;
		}
	}

	return undefined;
}

/** The bindings that the line of speech tells of, in the order of the keymap. */
export function hintsFor(contexts: readonly KeyContext[]): readonly Binding[] {
	return keymap.filter(({context, hint}) => hint !== undefined && contexts.includes(context));
}
