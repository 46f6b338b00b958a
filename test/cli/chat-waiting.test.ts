import {expect, test} from 'vitest';
import {openChatWaiting} from '../../source/cli/chat-waiting.ts';
import type {WaitStyle} from '../../source/cli/wait-line.ts';
import {silentText, waitingText} from '../../source/theme/answer-text.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

function aWait(style: WaitStyle) {
	const clock = new FakeClock();
	const shown: Array<string | undefined> = [];
	const places: Array<string | undefined> = [];
	const notes: string[] = [];
	const output = {
		waitStyle: () => style,
		showWait: (line: string | undefined, place?: 'behind') => {
			shown.push(line);
			places.push(place);
		},
		note: (line: string) => void notes.push(line),
	};
	const waiting = openChatWaiting(output, clock);
	const load = {
		key: 'load',
		aboutMs: 55_000,
		text: (elapsedMs: number) =>
			waitingText('loading', {node: 'pi-3', model: 'qwen3:4b', elapsedMs, aboutMs: 55_000}),
	};
	return {clock, waiting, shown, places, notes, load};
}

test('a wait counts on one line, goes on where it is told again, and goes away', async () => {
	const {clock, waiting, shown, notes, load} = aWait('line');
	waiting.wait(load);
	await clock.advance(2000);
	waiting.wait(load);
	await clock.advance(1000);
	waiting.end();
	await clock.advance(5000);

	expect(shown.filter(line => line !== undefined)).toEqual([
		'pi-3 loads qwen3:4b, 1 s of about 55',
		'pi-3 loads qwen3:4b, 2 s of about 55',
		'pi-3 loads qwen3:4b, 3 s of about 55',
	]);
	expect(shown.at(-1)).toBeUndefined();
	expect([notes, clock.timerCount]).toEqual([[], 0]);
});

test('one that began before counts from then', async () => {
	const {clock, waiting, shown, load} = aWait('line');
	await clock.advance(30_000);
	waiting.wait({...load, sinceMs: 0});
	await clock.advance(1000);

	expect(shown.at(-1)).toBe('pi-3 loads qwen3:4b, 31 s of about 55');
});

test('is told once where lines cannot be erased, and not where it is short', async () => {
	const {clock, waiting, notes, load} = aWait('lines');
	waiting.wait({...load, key: 'short', aboutMs: 200});
	waiting.wait(load);
	await clock.advance(20_000);

	expect(notes).toEqual(['pi-3 loads qwen3:4b, about 55 s']);
});

test('silence within an answer is told after three seconds of it, and behind it', async () => {
	const {clock, waiting, shown, places} = aWait('line');
	const silence = {
		...{key: 'silent', behindAfterMs: 3000},
		text: (elapsedMs: number) => silentText('pi-3', elapsedMs, 20_000),
	};
	waiting.wait(silence);
	await clock.advance(2900);
	waiting.end();
	waiting.wait(silence);
	await clock.advance(4000);
	waiting.end();

	expect(shown.filter(line => line !== undefined)).toEqual([
		'silent 3 s of 20: pi-3',
		'silent 4 s of 20: pi-3',
	]);
	expect(new Set(places)).toEqual(new Set([undefined, 'behind']));
	expect(clock.timerCount).toBe(0);
});

test('is told to nobody where nobody is', async () => {
	const {clock, waiting, notes, shown, load} = aWait('none');
	waiting.wait(load);
	await clock.advance(20_000);

	expect([notes, shown.filter(line => line !== undefined), clock.timerCount]).toEqual([[], [], 0]);
});
