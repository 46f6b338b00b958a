/** Reading more of a node, and taking it elsewhere. */
import {expect, it} from 'vitest';
import {Journey} from '../helpers/journey.tsx';

it('the detail opens over the whole body with a large chart, and esc gives the table back', async () => {
	const journey = await Journey.begin();
	await journey.press('down', 'down');
	await journey.wait(120);
	await journey.press('enter');
	journey.seesNot('NODE  ');
	journey.sees('─── gpu-01', '┤', '┼');
	await journey.press('esc');
	journey.sees('NODE  ', ' › ● gpu-01');
});

it('the log of a node is followed, searched and left', async () => {
	const journey = await Journey.begin();
	await journey.press('down', 'down');
	await journey.press('l');
	journey.sees('Log of gpu-01', '› journal', 'enter reads it');
	await journey.press('enter');
	await journey.wait(4);
	journey.sees('journal', 'gpu-01', 'following');
	await journey.press('g');
	journey.seesNot('following');
	await journey.type('/ssh');
	await journey.press('enter', 'n', 'f');
	journey.sees('following');
	await journey.press('esc', 'esc');
	journey.sees('NODE  ');
});

it('the busiest processes are looked at while one wants to see them', async () => {
	const journey = await Journey.begin();
	await journey.press('down', 'down');
	await journey.press('t');
	await journey.wait(6);
	journey.sees('PID', 'USER', 'COMMAND', 'python');
	await journey.press('t');
	journey.seesNot('PID');
});

it('marked nodes are copied together', async () => {
	const journey = await Journey.begin();
	await journey.press('down', 'down');
	await journey.press('space', 'space');
	journey.sees('2 marked', '◆');
	await journey.press('y');
	expect(journey.lineOfSpeech).toMatch(/s ssh command +j JSON +n name/);
	await journey.press('n');
	expect(journey.asked).toEqual([{type: 'copyNodes', nodes: ['gpu-01', 'gpu-02'], what: 'name'}]);
	await journey.press('esc');
	journey.seesNot('marked');
});

it('a simulated node has no shell, and that is said', async () => {
	const journey = await Journey.begin();
	await journey.press('x');
	expect(journey.lineOfSpeech).toContain('demo');
	expect(journey.asked).toEqual([]);
});

it('another theme is another look at once', async () => {
	const journey = await Journey.begin();
	await journey.type(':theme high');
	await journey.press('tab', 'enter');
	journey.sees('NODE  ');
	expect(journey.lineOfSpeech).toContain('high-contrast');
	await journey.press('down');
	expect(journey.lineOfSpeech).toContain('? help');
});
