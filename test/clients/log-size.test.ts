import {expect, it} from 'vitest';
import {createLogSize} from '../../source/clients/log-size.ts';

/** Lines of a file, as they come. */
const mark = '/.//./';

function sized(as: string | undefined = mark) {
	const size = createLogSize(as);
	const told = (...lines: readonly string[]): readonly string[] => {
		for (const line of lines) {
			size.count(line, line.length + 1);
		}

		return size.linesOf(lines);
	};
	return {...size, told, bytes: () => size.bytesWith(0)};
}

it('a file is as large as where one began to read it, and what came since', () => {
	const {begin, told, bytes} = sized();
	told('a motd');
	begin();
	expect(bytes()).toBeUndefined();
	expect(told('1000 1', 'one')).toEqual(['one']);
	expect(bytes()).toBe(1004);
	expect(told('two')).toEqual(['two']);
	expect(bytes()).toBe(1008);
});

it('the rest of a line that was begun before is no line, also where it comes later', () => {
	const {begin, told, bytes, isBeforeLines} = sized();
	begin();
	expect(isBeforeLines()).toBe(true);
	expect(told('999 0')).toEqual([]);
	expect(isBeforeLines()).toBe(true);
	expect(told('rest', 'one')).toEqual(['one']);
	expect(isBeforeLines()).toBe(false);
	expect(bytes()).toBe(1008);
});

it('of a file that is begun anew only what came since counts, and words of tail do not', () => {
	const {begin, told, bytes} = sized();
	begin();
	told('1000 1', 'one', `tail: ${mark}/l/out: file truncated`, 'anew');
	expect(bytes()).toBe(5);
	told(`tail: '${mark}/l/out' has become inaccessible: No such file or directory`);
	expect(bytes()).toBe(5);
});

it('what a file says in the words of tail is of the file', () => {
	const {begin, told, bytes} = sized();
	begin();
	const line = 'tail: /l/out: file truncated';
	told('1000 1', line);
	expect(bytes()).toBe(1001 + line.length);
});

it('what was written of a line before tail spoke counts', () => {
	const {begin, told, bytes} = sized();
	begin();
	told('1000 1', `halftail: '${mark}/l/out' has become inaccessible: x`);
	expect(bytes()).toBe(1004);
});

it('nothing is known where nothing was said of it', () => {
	const silent = sized();
	silent.begin();
	expect(silent.told('one', 'two')).toEqual(['one', 'two']);
	expect(silent.bytes()).toBeUndefined();
	const journal = createLogSize(undefined);
	journal.begin();
	journal.count('1000 1', 7);
	expect(journal.linesOf(['1000 1'])).toEqual(['1000 1']);
	expect(journal.bytesWith(0)).toBeUndefined();
});
