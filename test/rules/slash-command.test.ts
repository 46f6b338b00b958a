import fc from 'fast-check';
import {expect, it} from 'vitest';
import type {SlashCommand, SlashProblem} from '../../source/domain/slash.ts';
import {parseSlashCommand, questionText} from '../../source/rules/slash-command.ts';
import {slashNames, slashWords} from '../../source/rules/slash-commands.ts';

function command(text: string): SlashCommand | undefined {
	const read = parseSlashCommand(text);
	return read?.kind === 'command' ? read.command : undefined;
}

function problem(text: string): SlashProblem | undefined {
	const read = parseSlashCommand(text);
	return read?.kind === 'problem' ? read.problem : undefined;
}

it('only a word right behind the first slash makes a command: paths and all else are questions', () => {
	const questions = [
		'',
		'why /model?',
		'/etc/hosts says',
		'/usr/bin/env x',
		'/ x',
		'/',
		'/2',
		'//model',
	];
	for (const text of questions) {
		expect([text, parseSlashCommand(text)]).toEqual([text, undefined]);
	}
});

it('two slashes keep what begins with one from being a command, and one of them is sent', () => {
	expect(questionText('//model is a word')).toBe('/model is a word');
	expect(questionText('// a comment')).toBe('// a comment');
	expect(questionText('//usr/bin')).toBe('//usr/bin');
	expect(questionText('/etc/hosts')).toBe('/etc/hosts');
});

it('an unknown word is told with the nearest command', () => {
	expect(problem('/modle x')).toEqual({what: 'unknown', typed: 'modle', nearest: 'model'});
	expect(problem('/etc')).toMatchObject({what: 'unknown', typed: 'etc'});
	expect(problem('/größe')).toMatchObject({what: 'unknown', typed: 'größe'});
});

it('every command of the table is read, alone or with what it needs', () => {
	expect(slashNames).toHaveLength(26);
	expect(new Set(slashNames).size).toBe(26);
	for (const {name, shape} of slashWords) {
		const read = parseSlashCommand(`/${name}`);
		const needs = shape !== '' && !shape.startsWith('[');
		expect([name, read?.kind]).toEqual([name, needs ? 'problem' : 'command']);
	}
});

it('those that take nothing say so', () => {
	for (const name of ['new', 'delete', 'undo', 'why', 'stats'] as const) {
		expect(command(` /${name.toUpperCase()} `)).toEqual({name});
		expect(problem(`/${name} x`)).toEqual({what: 'tooMuch', command: name, shape: ''});
	}
});

it('a model is named with its node, or one of them', () => {
	expect(command('/model')).toEqual({name: 'model', model: undefined, node: undefined});
	expect(command('/model qwen3:4b@gpu-02')).toEqual({
		name: 'model',
		model: 'qwen3:4b',
		node: 'gpu-02',
	});
	expect(command('/regen @gpu-02')).toEqual({name: 'regen', model: undefined, node: 'gpu-02'});
	expect(command('/regen hf.co/a/B:Q4')).toMatchObject({model: 'hf.co/a/B:Q4', node: undefined});
	expect(problem('/model a b')).toMatchObject({what: 'tooMuch', shape: '[NAME[@NODE]]'});
	expect(problem('/model qwen3@')).toMatchObject({what: 'missing'});
});

it('a node is shown, left to the route, or named', () => {
	expect(command('/node')).toEqual({name: 'node', node: {kind: 'show'}});
	expect(command('/node any')).toEqual({name: 'node', node: {kind: 'any'}});
	expect(command('/node gpu-02')).toEqual({name: 'node', node: {kind: 'node', node: 'gpu-02'}});
	expect(problem('/node a b')).toMatchObject({what: 'tooMuch', command: 'node'});
});

it('a choice is one of its words or its beginning', () => {
	expect(command('/route')).toEqual({name: 'route', routing: undefined});
	expect(command('/route round')).toEqual({name: 'route', routing: 'round-robin'});
	expect(command('/think HIGH')).toEqual({name: 'think', level: 'high'});
	expect(command('/think default')).toEqual({name: 'think', level: 'default'});
	expect(command('/help /set')).toEqual({name: 'help', about: 'set'});
	expect(problem('/think hihg')).toMatchObject({what: 'noChoice', typed: 'hihg', nearest: 'high'});
	expect(problem('/think o')).toMatchObject({what: 'noChoice', typed: 'o'});
});

it('texts keep their lines and blanks inside', () => {
	expect(command('/system  Be brief.\n\n  Say why. ')).toEqual({
		name: 'system',
		system: {kind: 'text', text: 'Be brief.\n\n  Say why.'},
	});
	expect(command('/system')).toEqual({name: 'system', system: {kind: 'show'}});
	expect(command('/system default')).toEqual({name: 'system', system: {kind: 'default'}});
	expect(command('/rename Slurm  arrays')).toEqual({name: 'rename', title: 'Slurm  arrays'});
	expect(problem('/rename ')).toEqual({what: 'missing', command: 'rename', shape: 'TITLE'});
	expect(command('/search %A')).toEqual({name: 'search', query: '%A'});
	expect(command('/prompt review\nint main()\n  x')).toEqual({
		name: 'prompt',
		template: 'review',
		typed: 'int main()\n  x',
	});
});

it('a path stands in quotes, with blanks, or with backslashes, and its ~ stays', () => {
	for (const typed of [
		'~/my notes.txt',
		'"~/my notes.txt"',
		"'~/my notes.txt'",
		'~/my\\ notes.txt',
	]) {
		expect(command(`/file ${typed}`)).toEqual({name: 'file', path: '~/my notes.txt'});
	}

	expect(command("/image it's.png")).toEqual({name: 'image', path: "it's.png"});
	expect(problem('/image "a b')).toEqual({what: 'openQuote', command: 'image'});
	expect(problem('/image ""')).toMatchObject({what: 'missing', command: 'image'});
});

it('how far back is a number from one', () => {
	expect(command('/copy')).toEqual({name: 'copy', count: undefined});
	expect(command('/code 2')).toEqual({name: 'code', count: 2});
	for (const typed of ['0', '-1', '1.5', 'x', '1e3', '0x10', '99999999999']) {
		expect(problem(`/rewind ${typed}`)).toEqual({
			...{what: 'noNumber', of: '/rewind', typed, least: 1, most: 10_000, isWhole: true},
		});
	}
});

it('an export says its format, or its path does', () => {
	expect(command('/export')).toEqual({name: 'export', format: 'md', path: undefined});
	expect(command('/export json')).toEqual({name: 'export', format: 'json', path: undefined});
	expect(command('/export chat.json')).toEqual({name: 'export', format: 'json', path: 'chat.json'});
	expect(command('/export md a b.json')).toEqual({name: 'export', format: 'md', path: 'a b.json'});
	expect(command('/export mdx')).toEqual({name: 'export', format: 'md', path: 'mdx'});
});

it('what is compared is counted or named, and a question may follow', () => {
	const count = (text: string) => command(`/compare ${text}`);
	expect(count('2')).toEqual({
		...{name: 'compare', among: {kind: 'count', count: 2}, question: undefined},
	});
	expect(count('3 why is it slow?')).toMatchObject({
		...{among: {kind: 'count', count: 3}, question: 'why is it slow?'},
	});
	expect(count('gpu-01 gpu-02')).toMatchObject({
		...{among: {kind: 'names', names: ['gpu-01', 'gpu-02']}, question: undefined},
	});
	expect(count('qwen3:4b@gpu-01 llama3.2:3b -- why\nis it?')).toMatchObject({
		...{among: {names: ['qwen3:4b@gpu-01', 'llama3.2:3b']}, question: 'why\nis it?'},
	});
	expect(problem('/compare gpu-01 gpu-01')).toMatchObject({what: 'missing', command: 'compare'});
	expect(problem('/compare 1')).toMatchObject({what: 'noNumber', least: 2, most: 8});
	expect(problem('/compare a b c d e f g h i')).toMatchObject({what: 'tooMuch'});
	expect(problem('/compare "a b')).toEqual({what: 'openQuote', command: 'compare'});
});

it('nothing that is typed makes it throw, nor keeps it busy', () => {
	fc.assert(
		fc.property(fc.constantFrom(...slashNames), fc.string(), (name, rest) => {
			expect(parseSlashCommand(`/${name} ${rest}`)).toBeDefined();
		}),
	);
	for (const text of [
		' '.repeat(1e6),
		`/compare ${'-- '.repeat(3e5)}`,
		`/set stop ${'" '.repeat(3e5)}`,
	]) {
		const before = performance.now();
		parseSlashCommand(text);
		expect(performance.now() - before).toBeLessThan(1000);
	}
});
