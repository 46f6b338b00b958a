import type {SlashName} from '../domain/slash.ts';

export type SlashWord = {
	readonly name: SlashName;
	/** What is typed behind it; empty: nothing. */
	readonly shape: string;
	/** One line of help. */
	readonly words: string;
	/** Whether it does its work while an answer streams; else it is refused until then. */
	readonly isAnytime: boolean;
};

/** In the order of help and of completion. */
export const slashWords: readonly SlashWord[] = [
	anytime('model', '[NAME[@NODE]]', 'the model that answers'),
	anytime('node', '[NAME|any]', 'the node that answers'),
	anytime('route', '[MODE]', 'how a node is chosen'),
	anytime('new', '', 'a new conversation'),
	anytime('chats', '[WORDS]', 'all conversations'),
	anytime('rename', 'TITLE', 'another title for this conversation'),
	anytime('system', '[TEXT|default]', 'what the model is told before all else'),
	anytime('prompt', '[NAME [TEXT]]', 'ask by a template of yours'),
	anytime('set', '[NAME [VALUE|default]]', 'temperature, seed, num_ctx and the like'),
	anytime('think', '[on|off|low|medium|high|default]', 'whether the model thinks first'),
	anytime('image', 'PATH|none', 'a picture with the next question'),
	anytime('file', 'PATH|none', 'a file with the next question'),
	anytime('copy', '[N]', 'copy the last answer, or the one N back'),
	anytime('code', '[N]', 'copy its last block of code, or the one N back'),
	anytime('export', '[md|json] [PATH]', 'write the conversation to a file'),
	after('regen', '[MODEL][@NODE]', 'ask the last question again'),
	after('edit', '[N]', 'edit the last question, or the one N back'),
	after('rewind', '[N]', 'take back the last question, or N of them'),
	anytime('fork', '[N]', 'go on from here, or from N back, in a new conversation'),
	after('delete', '', 'delete this conversation'),
	anytime('undo', '', 'take back the last delete or rewind'),
	anytime('search', '[WORDS]', 'find words in all conversations'),
	after('compare', 'N|NAMES [-- QUESTION]', 'one question to several nodes or models'),
	anytime('why', '', 'why this node was chosen'),
	anytime('stats', '', 'speed of nodes and models'),
	anytime('help', '[COMMAND]', 'all commands'),
];

export const slashNames: readonly SlashName[] = slashWords.map(({name}) => name);

export function slashWord(name: string): SlashWord | undefined {
	return slashWords.find(word => word.name === name);
}

function anytime(name: SlashName, shape: string, words: string): SlashWord {
	return {name, shape, words, isAnytime: true};
}

function after(name: SlashName, shape: string, words: string): SlashWord {
	return {name, shape, words, isAnytime: false};
}
