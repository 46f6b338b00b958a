import {type CommandSpec, everywhere, none} from './command-spec.ts';

const someConversation = {
	...{operands: '[CONVERSATION]', fewestOperands: 0, mostOperands: 1},
} as const;

/** What is asked of the rack, and what was. */
export const chatCommands: readonly CommandSpec[] = [
	{
		name: 'chat ls',
		...none,
		summary: 'list your conversations',
		flags: ['json', ...everywhere],
		examples: [['clusterdeck chat ls', 'the newest first']],
	},
	{
		name: 'chat search',
		...{operands: 'WORD...', fewestOperands: 1, mostOperands: Number.POSITIVE_INFINITY},
		summary: 'find the conversations that hold all words in one question or answer',
		flags: ['json', ...everywhere],
		examples: [['clusterdeck chat search slurm drain', 'both words in one question or answer']],
	},
	{
		name: 'chat export',
		...someConversation,
		summary: 'print a conversation as Markdown, or as JSON',
		flags: ['json', 'output', ...everywhere],
		examples: [['clusterdeck chat export last --output talk.md', 'the newest one, as Markdown']],
	},
	{
		name: 'chat verify',
		...someConversation,
		summary: 'check whether conversations are whole on disk; changes nothing',
		flags: ['json', ...everywhere],
		examples: [
			['clusterdeck chat verify', 'all of them'],
			['clusterdeck chat verify --json | jq .damaged', 'one document, for programs'],
		],
	},
	{
		name: 'chat repair',
		...{operands: 'CONVERSATION', fewestOperands: 1, mostOperands: 1},
		summary: 'leave out of a conversation what nobody can read; takes nothing from its file',
		flags: everywhere,
		examples: [['clusterdeck chat repair last', 'the newest one']],
	},
	// Behind those that begin with the same word: what is none of them is a prompt.
	{
		name: 'chat',
		...{operands: '[PROMPT...]', fewestOperands: 0, mostOperands: Number.POSITIVE_INFINITY},
		summary: 'ask the rack: the best node answers; what is piped in comes before the prompt',
		flags: [
			'model',
			'node',
			'system',
			'image',
			'continue',
			'stream',
			'explain',
			'json',
			'config',
			'demo',
			'nodes',
			'seed',
			...everywhere,
		],
		examples: [
			['clusterdeck chat "why is the sky blue?"', 'the answer to stdout, who gave it to stderr'],
			['dmesg | clusterdeck chat what is wrong', 'what is piped in comes before the prompt'],
			['clusterdeck chat --continue last "and in short?"', 'goes on; chat ls lists conversations'],
			[
				'clusterdeck chat "search for hope"',
				'quoted, or behind --: chat search is a command of its own',
			],
			['clusterdeck chat --explain hello', 'which node, and what each would have cost'],
			[
				'clusterdeck chat --json hello | jq -r .answer.content',
				'one document; exit 0: it is whole',
			],
			['clusterdeck chat --demo hello', 'a simulated rack answers; nothing is kept'],
		],
	},
];
