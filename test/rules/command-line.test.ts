import {expect, it} from 'vitest';
import {parseCommand} from '../../source/rules/command-line.ts';
import {commandWords} from '../../source/rules/command-words.ts';
import {keymap} from '../../source/rules/keymap.ts';

function problemOf(text: string): string | undefined {
	const command = parseCommand(text);
	return command.kind === 'problem' ? command.problem : undefined;
}

it('a word is a command, and some take another', () => {
	expect(parseCommand('grid')).toEqual({kind: 'showView', view: 'grid'});
	expect(parseCommand(' q ')).toEqual({kind: 'press', action: 'quit'});
	expect(parseCommand('accept-key')).toEqual({kind: 'onNode', action: 'acceptKey'});
	expect(parseCommand('node pi-main')).toEqual({kind: 'openNode', name: 'pi-main'});
	expect(parseCommand('sort temperature')).toEqual({kind: 'sort', sort: 'temperature'});
	expect(parseCommand('metric gpu')).toEqual({kind: 'showMetric', metric: 'gpu'});
	expect(parseCommand('theme mono')).toEqual({kind: 'setTheme', theme: 'mono'});
});

it('the rest of a filter is the filter as it was typed', () => {
	const filter = {kind: 'filter', text: 'gpu>90  !role:login'};
	expect(parseCommand('filter  gpu>90  !role:login ')).toEqual(filter);
	expect(parseCommand('filter')).toEqual({kind: 'filter', text: ''});
});

it('the beginning of a word is enough where no other begins so', () => {
	expect(parseCommand('sort mem')).toEqual({kind: 'sort', sort: 'memory'});
	expect(parseCommand('theme high')).toEqual({kind: 'setTheme', theme: 'high-contrast'});
	expect(parseCommand('set int 5s')).toEqual({kind: 'setInterval', intervalMs: 5000});
	expect(parseCommand('sort d')).toEqual({kind: 'sort', sort: 'disk'});
});

it('what is set has values of its own', () => {
	expect(parseCommand('set interval 500ms')).toEqual({kind: 'setInterval', intervalMs: 500});
	const asConfigured = {kind: 'setInterval', intervalMs: undefined};
	expect(parseCommand('set interval default')).toEqual(asConfigured);
	expect(parseCommand('set mouse off')).toEqual({kind: 'setMouse', isOn: false});
	expect(parseCommand('set bell on')).toEqual({kind: 'setBell', isOn: true});
});

it.each([
	['them', 'Not a command: them. Try theme'],
	['Grid', 'Not a command: Grid. Try grid'],
	['nodse', 'Not a command: nodse. Try node'],
	['rm -rf /', 'Not a command: rm. Try help'],
	['x'.repeat(200), `Not a command: ${'x'.repeat(200)}. Try help`],
	['grid 3', 'grid takes nothing more: 3'],
	['node', 'Which node? tab takes one.'],
	['sort', 'Which column? Try cpu'],
	['sort heat', 'Not a column: heat. Try health'],
	['theme drak', 'Not a theme: drak. Try dark'],
	['theme nope', 'Try dark, light, colour-blind, high-contrast, mono, auto'],
	['metric disk', 'Try cpu, memory, gpu, temperature'],
	['set', 'Which setting? Try interval'],
	['set mose on', 'Not a setting: mose. Try mouse'],
	['set mouse', 'mouse is on or off.'],
	['set interval 7', 'An interval is 500ms to 1h, as 5s, or default.'],
	['set interval 10ms', 'An interval is 500ms to 1h, as 5s, or default.'],
	['set interval 2h', 'An interval is 500ms to 1h, as 5s, or default.'],
])('%s is no command, and one that would be is named', (text, problem) => {
	expect(problemOf(text)).toBe(problem);
});

it('each command is one word with an action that has a key, or does more than a key', () => {
	const actions = new Set(keymap.map(({action}) => action));
	for (const {name, does} of commandWords) {
		expect(name).toMatch(/^[a-z-]+$/);
		if (typeof does !== 'string' && 'action' in does) {
			expect(actions, name).toContain(does.action);
		}
	}
});
