import {EventEmitter} from 'node:events';
import {expect, it} from 'vitest';
import type {MouseReport} from '../../source/domain/mouse.ts';
import {createStdinTap} from '../../source/cli/stdin-tap.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

const esc = '\u001b';

/** A terminal whose keys a test types. */
class TypedInput extends EventEmitter {
	isRaw = false;
	isPaused = true;
	readonly setRawMode = (isRaw: boolean): void => {
		this.isRaw = isRaw;
	};
	readonly ref = (): void => undefined;
	readonly unref = (): void => undefined;
	readonly pause = (): void => {
		this.isPaused = true;
	};
	readonly resume = (): void => {
		this.isPaused = false;
	};

	type(text: string): void {
		this.emit('data', Buffer.from(text));
	}
}

function tapped() {
	const input = new TypedInput();
	const clock = new FakeClock();
	const tap = createStdinTap(input, clock);
	tap.stream.setRawMode(true);
	const reports: MouseReport[] = [];
	tap.mouse.subscribe(report => reports.push(report));
	return {input, clock, tap, reports, read: () => String(tap.stream.read() ?? '')};
}

it('keys go on, what the mouse did does not', () => {
	const {input, read, reports} = tapped();
	input.type(`j${esc}[<0;3;4Mk`);
	expect(read()).toBe('jk');
	expect(reports).toEqual([{kind: 'clicked', column: 2, row: 3}]);
});

it('a character that is split between two reads is one', () => {
	const {input, read} = tapped();
	const bytes = Buffer.from('漢');
	input.emit('data', bytes.subarray(0, 2));
	input.emit('data', bytes.subarray(2));
	expect(read()).toBe('漢');
});

it('esc alone is a key after 25 ms, and not before', async () => {
	const {input, clock, read} = tapped();
	input.type(esc);
	await clock.advance(24);
	expect(read()).toBe('');
	await clock.advance(1);
	expect(read()).toBe(esc);
	expect(clock.timerCount).toBe(0);
});

it('the rest of a report that comes late is still no key', async () => {
	const {input, clock, read, reports} = tapped();
	input.type(`${esc}[<0;3`);
	await clock.advance(900);
	input.type(';4M');
	expect(read()).toBe('');
	expect(reports).toHaveLength(1);
});

it('input is read as long as it is raw: what comes then is for another program', () => {
	const {input, tap} = tapped();
	expect(input).toMatchObject({isRaw: true, isPaused: false});
	tap.stream.setRawMode(false);
	expect(input).toMatchObject({isRaw: false, isPaused: true});
	expect(input.listenerCount('data')).toBe(0);
});

it('what is diverted is nowhere else, keys before and after it are where they belong', () => {
	const {input, tap, read} = tapped();
	const diverted: string[] = [];
	input.type('a');
	const release = tap.divert(text => diverted.push(text));
	input.type(`secret${esc}[200~pasted${esc}[201~`);
	release();
	input.type('b');
	expect(diverted.join('')).toBe(`secret${esc}[200~pasted${esc}[201~`);
	expect(read()).toBe('ab');
});

it('the rest of a paste whose beginning was diverted is no key', () => {
	const {input, tap, read} = tapped();
	const release = tap.divert(() => release());
	input.type(`${esc}[200~secret\nq`);
	input.type(`q${esc}[20`);
	input.type('1~j');
	expect(read()).toBe('j');
});

it('a paste that another program cuts short is over: what comes afterwards is keys again', () => {
	const {input, tap, read, reports} = tapped();
	input.type(`${esc}[200~half of ${esc}[20`);
	tap.stream.setRawMode(false);
	expect(read()).toBe(`${esc}[200~half of ${esc}[20${esc}[201~`);
	tap.stream.setRawMode(true);
	input.type(`j${esc}[<0;3;4Mk`);
	expect(read()).toBe('jk');
	expect(reports).toHaveLength(1);
});

it('a paste that was cut short in a masked field is nowhere else, nor is a paste after it dropped', () => {
	const {input, tap, read} = tapped();
	const diverted: string[] = [];
	const release = tap.divert(text => diverted.push(text));
	input.type(`${esc}[200~secret`);
	release();
	tap.stream.setRawMode(false);
	tap.stream.setRawMode(true);
	input.type(`${esc}[200~text${esc}[201~`);
	expect(read()).toBe(`${esc}[200~text${esc}[201~`);
	expect(diverted.join('')).toBe(`${esc}[200~secret`);
});

it('of a paste that began in a masked field only the rest is dropped, however its end is split', () => {
	for (const cut of [1, 2, 3, 4, 5]) {
		const {input, tap, read} = tapped();
		const release = tap.divert(() => undefined);
		const end = `${esc}[201~`;
		input.type(`${esc}[200~secret`);
		release();
		input.type(`more${end.slice(0, cut)}`);
		input.type(end.slice(cut));
		input.type(`${esc}[200~text${end}`);
		expect(read(), `cut at ${cut}`).toBe(`${esc}[200~text${end}`);
	}
});
