import {expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {keyContexts} from '../../source/store/key-contexts.ts';
import {initialScreen, type LogScreen, type ScreenState} from '../../source/store/screen-state.ts';

const node = 'gpu-1' as NodeName;

const log: LogScreen = {
	opened: {log: 1, node, source: {kind: 'journal'}},
	...{top: undefined, isWrapped: false, hasTimes: false},
	...{search: '', match: undefined},
};

function contextsOf(parts: Partial<ScreenState>): string {
	return keyContexts({...initialScreen, ...parts}).join(' ');
}

it('keys go to what covers the rest, and on to everywhere', () => {
	const {nodes} = initialScreen;
	expect(contextsOf({})).toBe('nodes everywhere');
	expect(contextsOf({tab: 'events'})).toBe('events everywhere');
	expect(contextsOf({nodes: {...nodes, view: 'grid'}})).toBe('grid nodes everywhere');
	expect(contextsOf({nodes: {...nodes, view: 'grid', isOpen: true}})).toBe('nodes everywhere');
	expect(contextsOf({log, help: {search: '', scroll: 0}})).toBe('help everywhere');
	expect(contextsOf({dialog: {kind: 'copy', nodes: []}, log})).toBe('copy');
});

it('a log has the keys only where it is seen', () => {
	expect(contextsOf({log})).toBe('log everywhere');
	expect(contextsOf({log, tab: 'events'})).toBe('events everywhere');
});
