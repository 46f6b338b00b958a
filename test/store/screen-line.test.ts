import {expect, it} from 'vitest';
import {ScreenedRack} from '../helpers/screened-rack.ts';

const names = ['gpu-1', 'gpu-2', 'pi-1'];

it('what is typed is text, and filters as it is typed', () => {
	const rack = new ScreenedRack(names).press('/').type('gpu -q1');
	expect(rack.screen.line).toMatchObject({text: 'gpu -q1', before: '', problem: undefined});
	expect(rack.effects).toEqual([]);
	rack.press('backspace', 'backspace', 'backspace');
	expect(rack.rows).toBe('gpu-1 gpu-2');
	expect(rack.press('ctrl-u').rows).toBe('gpu-1 gpu-2 pi-1');
});

it('enter keeps the filter, and esc gives back the one from before', () => {
	const rack = new ScreenedRack(names).press('/').type(' pi ').press('enter');
	expect(rack.screen).toMatchObject({line: undefined, nodes: {filter: 'pi'}});
	expect(rack.press('/').screen.line?.text).toBe('pi');
	expect(rack.type('x').screen.nodes.filter).toBe('pix');
	expect(rack.press('esc').screen).toMatchObject({line: undefined, nodes: {filter: 'pi'}});
	expect(rack.press('esc').screen.nodes.filter).toBe('');
	expect(rack.press('!').type('gpu').press('esc').screen.nodes.filter).toBe('');
});

it('what is no filter stays in the line with its reason until the next key', () => {
	const rack = new ScreenedRack(names).press('/').type('pi cpu>');
	rack.press('ctrl-u').type('gpu-1 cpu>').press('enter');
	expect(rack.screen.line).toMatchObject({
		text: 'gpu-1 cpu>',
		problem: 'Not a filter: cpu>. Try cpu>90',
	});
	expect(rack.press('down').screen.line).toMatchObject({problem: undefined});
	expect(rack.press('enter', '9').screen.line).toMatchObject({problem: undefined});
});

it('while what is typed is no filter the one from before is in use', () => {
	const rack = new ScreenedRack(names).press('/').type('cpu');
	expect(rack.rows).toBe('');
	expect(rack.type('>').rows).toBe('gpu-1 gpu-2 pi-1');
	rack.press('ctrl-u').type('gpu').press('enter', '/');
	expect(rack.type('-1').rows).toBe('gpu-1');
	expect(rack.type(' cpu>').screen.nodes.filter).toBe('gpu');
});

it('a lone ! is no filter when it is kept', () => {
	const rack = new ScreenedRack(names).press('!', 'enter');
	expect(rack.screen).toMatchObject({line: undefined, nodes: {filter: ''}});
});

it('! opens the line with the filter turned round, and back', () => {
	const rack = new ScreenedRack(names).press('!').type('gpu').press('enter');
	expect(rack.screen.nodes.filter).toBe('! gpu');
	expect(rack.rows).toBe('pi-1');
	expect(rack.press('!').rows).toBe('gpu-1 gpu-2');
});

it('while it is typed arrows move, ctrl-c leaves and the other ctrl keys act', () => {
	const rack = new ScreenedRack(names).press('/').type('gpu').press('down');
	expect(rack.cursor).toBe('gpu-2');
	expect(rack.press('ctrl-l').effects).toEqual([{type: 'repaint'}]);
	expect(rack.press('alt-1').screen.line?.text).toBe('gpu');
	expect(rack.press('ctrl-c').effects).toEqual([]);
	expect(rack.screen.line).toBeUndefined();
	expect(rack.press('ctrl-c').effects).toEqual([{type: 'quit'}]);
});

it('a character is deleted whole, however it is made', () => {
	const rack = new ScreenedRack(names).press('/').paste('e\u0301👩‍🔬');
	expect(rack.press('backspace').screen.line?.text).toBe('e\u0301');
	expect(rack.press('backspace', 'backspace').screen.line?.text).toBe('');
});

it('pasted text is text alone: one line, without control characters, of a bounded length', () => {
	const rack = new ScreenedRack(names).paste('q\rq');
	expect(rack.screen.line).toBeUndefined();
	rack.press('/').paste('gpu\r\n\u001b[2J\tq\u0003');
	expect(rack.screen.line?.text).toBe('gpu [2J q ');
	expect(rack.effects).toEqual([]);
	rack.paste('x'.repeat(1_000_000));
	expect(rack.screen.line?.text).toHaveLength(200);
	expect(rack.press('ctrl-u').paste(`${'x'.repeat(199)}😀`).screen.line?.text).toBe(
		'x'.repeat(199),
	);
});

it('help searches what is typed, and closes', () => {
	const rack = new ScreenedRack(names).press('?');
	expect(rack.type('quit').screen.help).toEqual({search: 'quit', scroll: 0});
	expect(rack.press('down', 'enter').screen).toMatchObject({
		help: {scroll: 0},
		nodes: {isOpen: false},
	});
	expect(rack.press('backspace').paste('e').screen.help?.search).toBe('quie');
	expect(rack.press('?').screen.help).toBeUndefined();
	expect(rack.press('?', 'alt-1').screen.help).toBeUndefined();
	expect(rack.press('?', 'ctrl-c').effects).toEqual([{type: 'quit'}]);
	expect(rack.cursor).toBe('gpu-1');
});
