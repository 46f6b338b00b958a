import {expect, test} from 'vitest';
import {type ScrollWindow, scrollWindow} from '../../source/components/scroll-window.ts';

const list = {count: 100, rows: 8};

function windowAt(cursor: string, index: number, before?: ScrollWindow): ScrollWindow {
	return scrollWindow({...list, cursor, index}, before);
}

test('a list begins at its top, or as far down as its cursor needs', () => {
	expect(windowAt('a', 3).top).toBe(0);
	expect(windowAt('a', 50).top).toBe(43);
});

test('a cursor that moves inside the window moves nothing else', () => {
	const before = windowAt('a', 50);
	expect(windowAt('b', 49, before).top).toBe(43);
	expect(windowAt('c', 51, before).top).toBe(44);
	expect(windowAt('d', 42, before).top).toBe(42);
});

test('when the order changes the row under the cursor keeps its line on screen', () => {
	const before = windowAt('a', 50);
	const after = windowAt('a', 30, before);
	expect(30 - after.top).toBe(50 - before.top);
});

test('at the ends of the list the row moves as little as it must', () => {
	const before = windowAt('a', 50);
	expect(windowAt('a', 2, before).top).toBe(0);
	expect(windowAt('a', 99, windowAt('b', 3)).top).toBe(92);
});

test('a list that became shorter than the window is shown from its top', () => {
	const before = windowAt('a', 50);
	expect(scrollWindow({count: 3, rows: 8, cursor: 'a', index: 1}, before).top).toBe(0);
	expect(scrollWindow({count: 0, rows: 8, cursor: undefined, index: -1}, before).top).toBe(0);
});

test('nothing new gives the same window', () => {
	const before = windowAt('a', 50);
	expect(windowAt('a', 50, before)).toBe(before);
});
