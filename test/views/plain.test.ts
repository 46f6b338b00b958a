import {describe, expect, it} from 'vitest';
import {unknownLabel} from '../../source/rules/label.ts';
import type {ScreenState} from '../../source/store/screen-state.ts';
import type {NodeState, State} from '../../source/store/state.ts';
import {asPlain} from '../../source/theme/plain-text.ts';
import {tell, type Told} from '../../source/views/plain-told.ts';
import {colourless} from '../helpers/frame.tsx';
import {homeRack, lostNode, stateOf} from '../helpers/home-rack.ts';
import {LoggedRack} from '../helpers/logged-rack.ts';

const profile = asPlain(colourless);

/** What is said last, of one state after the other. */
function said(...states: readonly State[]): Told {
	let told: Told | undefined;
	for (const state of states) {
		if (state.screen !== undefined) {
			told = tell(told, {state, screen: state.screen, profile}, 0);
		}
	}

	if (told === undefined) {
		throw new Error('nothing was ever said');
	}

	return told;
}

type Screen = Partial<Omit<ScreenState, 'nodes'>> & {
	readonly nodes?: Partial<ScreenState['nodes']>;
};

const rack = (screen: Screen = {}, nodes: readonly NodeState[] = homeRack()): State =>
	stateOf(nodes, screen);
const name = (node: string) => node as NodeState['config']['name'];

it('a rack is told in sentences, the worst first', () => {
	expect(said(rack(), rack()).lines).toEqual([
		expect.stringMatching(
			/^home-rack: 6 ok, 1 warning, 1 down\. On average cpu \d+ percent, memory/,
		),
		'pi-storage: down, no route to host, last seen 13:48, next try in 12 s, r tries now',
		'pi-worker1: warning, throttled, cpu 96 percent, memory 88 percent, 81 degrees',
		expect.stringContaining('gpu-01: ok, mixed-gpu-cpu, cpu 87 percent'),
		...Array.from({length: 5}, () => expect.stringMatching(/: ok, /)),
	]);
});

it('what is not news is not told: a sample more', () => {
	const before = said(rack(), rack(), rack());
	const after = tell(before, worldOf(rack()), 0);
	expect(after.round).toBe(before.round);
});

it('a node that changes its health is told once, and no other', () => {
	const lost = homeRack().map(node => (node.config.name === 'login' ? lostNode('login') : node));
	const opened = said(rack(), rack());
	const after = tell(opened, worldOf(rack({}, lost)), 0);
	expect(after.lines).toEqual([expect.stringMatching(/^login: down, no route to host/)]);
	const later = tell(after, worldOf(rack({}, [...lost])), 0);
	expect(later.round).toBe(after.round);
});

it('says where the cursor is put, and tells all again when asked', () => {
	const moved = rack({nodes: {cursor: name('gpu-02')}});
	const told = tell(said(rack(), rack()), worldOf(moved), 0);
	expect(told.lines).toEqual([expect.stringMatching(/^4 of 8\. gpu-02: ok, underutilized/)]);
	expect(tell(told, worldOf(moved), 1).lines).toHaveLength(9);
});

it('tells what is opened: a card, help, a dialog', () => {
	const opened = said(rack(), rack());
	const lines = (screen: Screen) => tell(opened, worldOf(rack(screen)), 0).lines;
	const nodes = {cursor: name('pi-worker1')};
	expect(lines({nodes: {...nodes, pane: 'why'}})).toContainEqual(expect.stringMatching(/^cause, /));
	expect(lines({nodes: {...nodes, isOpen: true}})[0]).toMatch(/^pi-worker1, worker, Debian 13/);
	expect(lines({help: {search: '', scroll: 0}})).toContain('q or ctrl-c: quit');
	const dialog = {kind: 'chooseLog', node: name('gpu-01'), sources: [], cursor: 0} as const;
	expect(lines({dialog})[0]).toBe('Log of gpu-01');
});

it('nothing of a screen is left in the words: no bar, no stroke, no shape', () => {
	const opened = said(rack(), rack());
	const nodes = {cursor: name('gpu-01'), isOpen: true};
	const text = tell(opened, worldOf(rack({nodes})), 0).lines.join('\n');
	expect(text).toContain('gpu 0, 98%');
	expect(text).toContain('71 degrees C');
	expect(text).not.toMatch(/^cores$/m);
	expect(text).not.toMatch(/[─│┌┐└┘█▁-▏⠀-⣿●▲✖○›]/);
});

describe('what is typed', () => {
	const line = (text: string, choice?: number): Screen => ({
		line: {purpose: 'command', text, before: '', choice, problem: undefined},
	});
	/** What is said at the last of these. */
	const typed = (...screens: readonly Screen[]): readonly string[] =>
		said(rack(), rack(), ...screens.map(screen => rack(screen))).lines;

	it('is told character by character, with the word that tab would take', () => {
		expect(typed(line(''))).toEqual([
			expect.stringMatching(/^Command: type it\. Enter takes it, escape leaves\. Down and up /),
		]);
		expect(typed(line(''), line('n'))).toEqual([
			'n',
			expect.stringMatching(/^tab takes node, .*, 1 of \d+$/),
		]);
		expect(typed(line('node '), line('node p'))).toEqual([
			'p',
			'tab takes pi-main, ok, underutilized, 1 of 5',
		]);
		expect(typed(line('node p'), line('node p', 1))).toEqual([
			'tab takes pi-storage, down, no route to host, 2 of 5',
		]);
		expect(typed(line('node p', 1), line('node pi-storage'))[0]).toBe('node pi-storage');
		expect(typed(line('node p'), line('node '))[0]).toBe('p deleted');
	});

	it('of a filter and of the search in help is told too, before what it finds', () => {
		const filter = (text: string): Screen => ({
			line: {purpose: 'filterNodes', text, before: '', choice: undefined, problem: undefined},
			nodes: {filter: text},
		});
		expect(typed(filter('pi'), filter('pi-'))).toEqual(['dash', '5 of 8 nodes match pi-.']);
		const help = (search: string): Screen => ({help: {search, scroll: 0}});
		expect(typed(help(''), help('q'))[0]).toBe('q');
	});

	it('is told once, and never in a dialog', () => {
		const told = said(rack(), rack(line('n')));
		expect(tell(told, worldOf(rack(line('n'))), 0).round).toBe(told.round);
		const dialog = {kind: 'copy', nodes: [name('gpu-01')]} as const;
		expect(typed({...line('n'), dialog}).filter(text => /^(?:n|tab takes .*)$/.test(text))).toEqual(
			[],
		);
	});
});

it('begins when every node has answered or failed', () => {
	const {label: _label, ...login} = homeRack()[0] ?? lostNode('login');
	const silent: NodeState = {
		...login,
		label: unknownLabel(0),
		health: 'unknown',
		connection: {state: 'connecting'},
		reading: {state: 'idle'},
	};
	const waiting = rack({}, [silent, ...homeRack().slice(1)]);
	expect(said(waiting, {...waiting}).lines).toEqual([expect.stringMatching(/^clusterdeck\. /)]);
	expect(said(waiting, {...waiting}, rack()).lines[0]).toMatch(/^home-rack: 6 ok/);
});

function worldOf(state: State) {
	if (state.screen === undefined) {
		throw new Error('there is no screen');
	}

	return {state, screen: state.screen, profile};
}

it('of a log that is followed each line is told once, when it is whole', () => {
	const log = new LoggedRack();
	let told = said(log.state, log.state);
	const heard = (lines: readonly string[], unfinished: string | undefined): readonly string[] => {
		log.send({type: 'log/read', log: 1, lines, unfinished, atMs: 0});
		const {round} = told;
		told = tell(told, worldOf(log.state), 0);
		return told.round === round ? [] : told.lines;
	};
	expect(heard(['one'], 'ha')).toEqual(['one']);
	expect(heard([], 'half')).toEqual([]);
	expect(heard(['half a line'], undefined)).toEqual(['half a line']);
});
