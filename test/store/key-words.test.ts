import {expect, it} from 'vitest';
import type {HostName} from '../../source/domain/ids.ts';
import {keyHints} from '../../source/store/key-words.ts';
import {ScreenedRack} from '../helpers/screened-rack.ts';

function hints(rack: ScreenedRack): readonly string[] {
	return keyHints(rack.state).map(({keys, words}) => `${keys.join(' ')} ${words}`);
}

it('hints fit what is open', () => {
	const rack = new ScreenedRack(['a']);
	expect(hints(rack).slice(0, 4)).toEqual([
		...['up down select', 'enter open', '/ filter', 's sort'],
	]);
	expect(hints(rack).slice(-2)).toEqual([': command', '? help']);
	const tick = {type: 'clock/ticked', atMs: 1000, wallMs: 1} as const;
	expect(keyHints(rack.state)).toBe(keyHints(rack.send(tick).state));
	expect(hints(rack.press('enter'))).toContain('esc back');
	expect(hints(rack)).not.toContain('s sort');
	expect(hints(rack.press('?'))).toContain('esc close');
});

it('a hint that is minor gives way first', () => {
	const minor = keyHints(new ScreenedRack(['a']).state).filter(({isMinor}) => isMinor === true);
	expect(minor.map(({words}) => words)).toEqual(['sort', 'grid']);
});

it('hints tell how to go on, and to open only what is there', () => {
	expect(hints(new ScreenedRack(['a']).press('p'))).toContain('p go on');
	expect(hints(new ScreenedRack([]))).not.toContain('enter open');
});

it('what is typed is kept, cleared or given back', () => {
	const rack = new ScreenedRack(['a']).press('/');
	expect(hints(rack)).toEqual(['enter keeps', 'esc clears']);
	expect(hints(rack.type('a').press('enter', '/'))).toEqual(['enter keeps', 'esc takes back']);
});

it('a command is completed where something could be meant', () => {
	const rack = new ScreenedRack(['a']).press(':');
	expect(hints(rack)).toEqual(['tab takes', 'enter runs', 'esc leaves']);
	expect(hints(rack.type('grid '))).toEqual(['enter runs', 'esc leaves']);
});

it('help hints at scrolling where it is longer than the screen', () => {
	const rack = new ScreenedRack(['a'], {columns: 80, rows: 60}).press('?');
	expect(hints(rack)).toEqual(['esc close']);
	rack.send({type: 'screen/resized', size: {columns: 80, rows: 24}, atMs: 0});
	expect(hints(rack)).toEqual(['esc close', 'up down scroll']);
});

it('where a filter shows no node nothing is offered that a node does', () => {
	const words = hints(new ScreenedRack(['a']).type('/zzz').press('enter'));
	expect(words).toContain('esc unfilter');
	expect(words.filter(one => /^(?:w|l|x|enter) /.test(one))).toEqual([]);
});

it('of hosts to add enter is offered only where it adds one', () => {
	const listing = new ScreenedRack(['a']).type(':add').press('enter');
	expect(hints(listing)).toEqual(['esc closes']);
	const hosts = [
		{alias: 'a' as HostName, obstacle: 'configured'},
		{alias: 'b' as HostName, obstacle: undefined},
	] as const;
	listing.send({type: 'sshHosts/listed', hosts, atMs: 0});
	expect(hints(listing)).toEqual(['esc leaves']);
	expect(hints(listing.press('down'))).toEqual(['enter takes', 'esc leaves']);
});

it('A says so where a node shows no key', () => {
	const {toast} = new ScreenedRack(['a']).press('A').screen;
	expect(toast?.what).toMatchObject({notice: {reason: 'a shows no key to accept.'}});
});
