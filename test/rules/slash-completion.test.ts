import {expect, it} from 'vitest';
import {parseSlashCommand} from '../../source/rules/slash-command.ts';
import {completeSlash} from '../../source/rules/slash-completion.ts';
import {slashNames} from '../../source/rules/slash-commands.ts';

function named(...names: readonly string[]) {
	return names.map(name => ({name, words: `of ${name}`}));
}

const world = {
	models: named('qwen3:4b', 'llama3.2:3b'),
	nodes: named('gpu-01', 'gpu-02', 'pi-main'),
	chats: named('Slurm arrays', 'Redis eviction'),
	templates: named('review', 'rewrite'),
	files: named('~/my notes.txt', '~/a\\b'),
};

function labels(text: string, caret = text.length): readonly string[] {
	return completeSlash(text, caret, world).completions.map(({label}) => label);
}

/** With the first one taken. */
function taken(text: string): string {
	const {start, completions} = completeSlash(text, text.length, world);
	return `${text.slice(0, start)}${completions[0]?.insert}`;
}

it('a slash proposes all commands with their words, a beginning those that begin so', () => {
	expect(labels('/')).toEqual(slashNames.map(name => `/${name}`));
	expect(labels('/re')).toEqual(['/rename', '/regen', '/rewind']);
	expect(labels('/wind')).toEqual([]);
	expect(completeSlash('/wh', 3, world)).toEqual({
		start: 0,
		completions: [{insert: '/why', label: '/why', words: 'why this node was chosen'}],
	});
	expect(taken('/mod')).toBe('/model ');
	expect(labels('/why')).toEqual([]);
});

it('behind a command stands what it takes', () => {
	expect(labels('/node ')).toEqual(['any', 'gpu-01', 'gpu-02', 'pi-main']);
	expect(labels('/node main')).toEqual(['pi-main']);
	expect(labels('/model qw')).toEqual(['qwen3:4b']);
	expect(taken('/model qwen3:4b@pi')).toBe('/model qwen3:4b@pi-main');
	expect(labels('/regen @gpu')).toEqual(['@gpu-01', '@gpu-02']);
	expect(labels('/route r')).toEqual(['resource-aware', 'round-robin']);
	expect(labels('/think h')).toEqual(['high']);
	expect(taken('/prompt rev')).toBe('/prompt review ');
	expect(labels('/help wh')).toEqual(['why']);
	expect(labels('/node gpu-01 ')).toEqual([]);
	expect(labels('/rename x')).toEqual([]);
});

it('settings, then their default', () => {
	expect(taken('/set te')).toBe('/set temperature ');
	expect(taken('/set temperature d')).toBe('/set temperature default');
	expect(labels('/set heat ')).toEqual([]);
});

it('names are compared one after another, until the question', () => {
	expect(labels('/compare gpu-01 gpu')).toEqual(['gpu-01', 'gpu-02']);
	expect(labels('/compare gpu-01 qw')).toEqual(['qwen3:4b']);
	expect(labels('/compare gpu-01 gpu-02 -- q')).toEqual([]);
	expect(labels('/compare 2 q')).toEqual([]);
});

it('titles and paths may have blanks, and mean the same once they are taken', () => {
	expect(taken('/chats slurm a')).toBe('/chats Slurm arrays');
	expect(taken('/file ~/my n')).toBe('/file ~/my notes.txt');
	expect(parseSlashCommand(taken('/file ~/a'))).toEqual({
		kind: 'command',
		command: {name: 'file', path: '~/a\\b'},
	});
	expect(completeSlash('/file ', 6, {...world, files: []}).completions).toEqual([]);
});

it('in a question, in a path, and inside a word nothing is proposed', () => {
	for (const text of ['', 'model', '//model', '/etc/ho', 'say /no', '/unknown x']) {
		expect([text, labels(text)]).toEqual([text, []]);
	}

	expect(labels('/node', 2)).toEqual([]);
	expect(labels('/no gpu', 3)).toEqual(['/node']);
});
