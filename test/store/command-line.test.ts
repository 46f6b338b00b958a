import {describe, expect, it} from 'vitest';
import {compareNames} from '../../source/rules/node-order.ts';
import {completions} from '../../source/store/completions.ts';
import {noticeText} from '../../source/theme/notice-text.ts';
import {ScreenedRack} from '../helpers/screened-rack.ts';

const names = ['gpu-1', 'gpu-2', 'pi-10', 'pi-2'];

const aRack = () => new ScreenedRack(names);

/** Types the command and runs it. */
function ran(rack: ScreenedRack, command: string): ScreenedRack {
	return rack.press(':').type(command).press('enter');
}

function proposed(rack: ScreenedRack): string {
	return completions(rack.state)
		.words.map(({text}) => text)
		.join(' ');
}

describe('a command that is run', () => {
	it('does what the key does, and the line is closed', () => {
		expect(ran(aRack(), 'quit').effects).toEqual([{type: 'quit'}]);
		expect(ran(aRack(), 'q').screen.line).toBeUndefined();
		expect(ran(aRack(), 'help').screen.help).toEqual({search: '', scroll: 0});
		expect(ran(aRack(), 'events').screen.tab).toBe('events');
		expect(ran(aRack(), 'pause').state.paused).toBeDefined();
		expect(ran(aRack().down('gpu-1'), 'retry').effects).toMatchObject([{type: 'retryNode'}]);
	});

	it('opens a node by its name, also one that the filter hides', () => {
		const rack = ran(aRack(), 'node pi-2');
		expect(rack.screen.nodes).toMatchObject({cursor: 'pi-2', isOpen: true});
		const filtered = aRack().press('/').type('gpu').press('enter');
		expect(ran(filtered, 'node gpu-2').screen.nodes.filter).toBe('gpu');
		expect(ran(filtered, 'node pi-1').screen.nodes).toMatchObject({cursor: 'pi-10', filter: ''});
	});

	it('goes to the view that it changes', () => {
		const rack = aRack().press('6');
		expect(ran(rack, 'grid').screen).toMatchObject({tab: 'nodes', nodes: {view: 'grid'}});
		expect(ran(rack, 'sort cpu').screen.nodes).toMatchObject({view: 'table', sort: 'cpu'});
		expect(ran(rack, 'metric gpu').screen.nodes).toMatchObject({view: 'grid', metric: 'gpu'});
		expect(ran(rack.press('6'), 'node gpu-2').screen.tab).toBe('nodes');
		expect(ran(rack.press('enter'), 'table').screen.nodes).toMatchObject({
			view: 'table',
			isOpen: false,
		});
	});

	it('sorts also where the order was held', () => {
		const rack = aRack().sampled('gpu-1', 10).sampled('pi-2', 90).press('f');
		expect(ran(rack, 'sort cpu').rows.startsWith('pi-2 gpu-1')).toBe(true);
		expect(rack.screen.nodes.frozen).toBeUndefined();
	});

	it('shows what it names, and leaves it where it is shown', () => {
		const why = ran(ran(aRack(), 'why'), 'why').screen;
		expect(why).toMatchObject({line: undefined, nodes: {pane: 'why'}});
		const rack = ran(ran(aRack(), 'processes'), 'processes');
		expect(rack.screen).toMatchObject({line: undefined, nodes: {pane: 'processes'}});
	});

	it('filters the tab that is shown', () => {
		expect(ran(aRack(), 'filter pi').rows).toBe('pi-2 pi-10');
		expect(ran(ran(aRack(), 'filter pi'), 'filter').rows).toBe('gpu-1 gpu-2 pi-2 pi-10');
		expect(ran(aRack().press('6'), 'filter pi').screen).toMatchObject({
			nodes: {filter: ''},
			events: {filter: 'pi'},
		});
	});

	it('while it is typed the keys that move go on in what is behind it', () => {
		const rack = aRack().press('v', '/', 'down');
		expect(rack.cursor).toBe(aRack().press('v', 'down').cursor);
		expect(rack.cursor).not.toBe('gpu-2');
		expect(aRack().press('/', 'down').cursor).toBe('gpu-2');
	});

	it('sets what is the same everywhere', () => {
		expect(ran(aRack(), 'theme mono').screen.theme).toBe('mono');
		expect(ran(ran(aRack(), 'theme mono'), 'theme auto').screen.theme).toBeUndefined();
		expect(ran(aRack(), 'set bell on').screen.isBellOn).toBe(true);
		for (const [command, said] of [
			['set bell on', 'The bell is on: it rings where something goes wrong.'],
			['set mouse off', 'The mouse is off: the terminal selects text with it.'],
			['theme light', 'The theme is light.'],
		] as const) {
			const what = ran(aRack(), command).screen.toast?.what;
			expect(what?.kind === 'notice' && noticeText(what.notice)).toBe(said);
		}
		const rack = ran(aRack(), 'set mouse off');
		expect(rack.screen.isMouseOurs).toBe(false);
		expect(rack.effects).toEqual([{type: 'setMouse', isOurs: false}]);
	});

	it('sets the interval also while the screen is paused', () => {
		const rack = ran(aRack().press('p'), 'set interval 5s');
		expect(rack.state).toMatchObject({intervalMs: 5000, paused: {intervalMs: 5000}});
		expect(rack.effects).toMatchObject([{type: 'setInterval', intervalMs: 5000}]);
		expect(ran(rack, 'set interval default').state.intervalMs).toBeUndefined();
	});

	it('lists the hosts that can be added', () => {
		const rack = ran(aRack(), 'add');
		expect(rack.screen.dialog).toMatchObject({kind: 'addHosts', hosts: undefined});
		expect(rack.effects).toEqual([{type: 'listSshHosts'}]);
	});
});

describe('what is no command', () => {
	it('stays in the line with its reason until the next key', () => {
		const rack = ran(aRack(), 'them');
		const problem = 'Not a command: them. Try theme';
		expect(rack.screen.line).toMatchObject({text: 'them', problem});
		expect(rack.press('e').screen.line).toMatchObject({text: 'theme', problem: undefined});
		expect(ran(aRack(), 'node gpu').screen.line?.problem).toBe('Not a node: gpu. Try gpu-1');
		expect(ran(aRack(), 'filter gpu>').screen.line?.problem).toBe('Not a filter: gpu>. Try gpu>90');
		expect(ran(new ScreenedRack([]), 'node x').screen.line?.problem).toBe(
			'There are no nodes yet. Try add',
		);
	});

	it('and what has nothing to do says so', () => {
		const {line, toast} = ran(aRack(), 'accept-key').screen;
		expect(line).toBeUndefined();
		expect(toast?.what).toMatchObject({notice: {reason: 'gpu-1 shows no key to accept.'}});
		const without = ran(new ScreenedRack([]), 'retry').screen.line;
		expect(without?.problem).toBe('There is no node here.');
	});

	it('is not kept among the commands from before, and an empty line only closes', () => {
		expect(ran(aRack(), 'them').screen.commands).toEqual([]);
		expect(ran(aRack(), ' ').screen).toMatchObject({line: undefined, commands: []});
	});
});

describe('completion', () => {
	it('puts ten thousand nodes in order once, not with each of their samples', () => {
		const names = Array.from({length: 10_000}, (_, index) => `node-${(index * 7919) % 10_000}`);
		const rack = new ScreenedRack(names).type(':node ');
		const tookMs = (task: () => unknown) => {
			const startMs = performance.now();
			task();
			return performance.now() - startMs;
		};
		expect(completions(rack.state).words[2]?.text).toBe('node-2');
		const proposalMs = [1, 2, 3, 4, 5].map(() => {
			rack.down('node-2');
			return tookMs(() => completions(rack.state));
		});
		const orderMs = tookMs(() => names.toSorted(compareNames));
		expect(Math.min(...proposalMs)).toBeLessThan(orderMs / 3);
	});

	it('proposes what begins with what was typed, nodes as people count', () => {
		expect(proposed(aRack().press(':').type('gr'))).toBe('grid');
		expect(proposed(aRack().press(':').type('node '))).toBe('gpu-1 gpu-2 pi-2 pi-10');
		expect(proposed(aRack().press(':').type('node PI'))).toBe('pi-2 pi-10');
		expect(proposed(aRack().press(':').type('node 2'))).toBe('gpu-2 pi-2');
		expect(proposed(aRack().press(':').type('set '))).toBe('interval mouse bell');
		expect(proposed(aRack().press(':').type('set mouse o'))).toBe('on off');
	});

	it('proposes nothing where nothing more belongs', () => {
		expect(proposed(aRack().press(':').type('grid '))).toBe('');
		expect(proposed(aRack().press(':').type('node gpu-1'))).toBe('');
		expect(proposed(aRack().press(':').type('filter g'))).toBe('');
		expect(proposed(aRack().press(':').type('set mouse on o'))).toBe('');
		expect(proposed(aRack().press(':').type('xyzzy '))).toBe('');
		expect(proposed(aRack().press('/').type('gr'))).toBe('');
	});

	it('tab takes the word, and the next word is proposed', () => {
		const rack = aRack().press(':').type('nod').press('tab');
		expect(rack.screen.line?.text).toBe('node ');
		expect(rack.press('tab').screen.line?.text).toBe('node gpu-1');
		expect(rack.press('tab').screen.line?.text).toBe('node gpu-1');
	});

	it('up and down choose another word, which enter takes and runs', () => {
		const rack = aRack().press(':').type('node ').press('down', 'down');
		expect(completions(rack.state).choice).toBe(2);
		expect(rack.press('enter').screen.nodes).toMatchObject({cursor: 'pi-2', isOpen: true});
		expect(completions(aRack().press(':').type('node ').press('up').state).choice).toBe(3);
	});

	it('a word that is only proposed is not run', () => {
		expect(ran(aRack(), 'node').screen.line?.problem).toBe('Which node? tab takes one.');
	});

	it('a choice ends where something else is typed', () => {
		const rack = aRack().press(':').type('node ').press('down').type('p');
		expect(rack.screen.line?.choice).toBeUndefined();
		expect(completions(rack.state).choice).toBe(0);
	});
});

it('commands from before come back, each once', () => {
	const rack = ran(ran(ran(aRack(), 'grid'), 'table'), 'grid').press(':', 'ctrl-p');
	expect(rack.screen.commands).toEqual(['table', 'grid']);
	expect(rack.screen.line?.text).toBe('grid');
	expect(rack.press('ctrl-p', 'ctrl-p').screen.line?.text).toBe('table');
	expect(rack.press('ctrl-n').screen.line?.text).toBe('grid');
	expect(rack.press('ctrl-n').screen.line?.text).toBe('');
	expect(rack.type('x').press('ctrl-n').screen.line?.text).toBe('x');
});

it('esc leaves the command and runs nothing, and what is pasted is one line that is not run', () => {
	expect(aRack().press(':').type('quit').press('esc')).toMatchObject({effects: []});
	const rack = aRack().press(':').paste('theme\nmono\r\n');
	expect(rack.screen).toMatchObject({theme: undefined, line: {text: 'theme mono '}});
});

it('all letters are text in the command line', () => {
	expect(aRack().press(':').type('jkgG?!/:q1').screen.line?.text).toBe('jkgG?!/:q1');
});
