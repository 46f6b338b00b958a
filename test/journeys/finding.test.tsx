/** Finding the node that one looks for. */
import {expect, it} from 'vitest';
import {Journey} from '../helpers/journey.tsx';

it('a filter shows only what it says, and esc brings the rest back', async () => {
	const journey = await Journey.begin();
	await journey.type('/cpu>80');
	journey.sees('gpu-01', 'pi-worker1');
	journey.seesNot('pi-worker3', 'login');
	await journey.press('enter');
	expect(journey.lines[1]).toContain('filter cpu>80');
	await journey.press('esc');
	journey.sees('pi-worker3', 'login');
});

it('an exclamation mark filters out, and a mistake is told with a remedy', async () => {
	const journey = await Journey.begin();
	await journey.type('!pi');
	journey.seesNot('pi-main', 'pi-storage');
	journey.sees('gpu-01', 'login');
	await journey.press('ctrl-u');
	await journey.type('gpu>');
	await journey.press('enter');
	expect(journey.lineOfSpeech).toContain('Not a filter: gpu>. Try gpu>90');
	journey.sees('pi-main');
});

it('a few letters and tab lead to a node', async () => {
	const journey = await Journey.begin();
	await journey.type(':node pi-w');
	journey.sees('pi-worker1', 'pi-worker2', 'tab takes');
	await journey.press('down', 'tab', 'enter');
	journey.sees('─── pi-worker');
	await journey.press('esc');
	expect(journey.lines.filter(line => line.startsWith(' › ')).join()).toMatch(/pi-worker\d/);
});

it('a wrong command is answered with what was meant', async () => {
	const journey = await Journey.begin();
	await journey.type(':them dark');
	await journey.press('enter');
	expect(journey.lineOfSpeech).toMatch(/them.*theme/);
	await journey.press('esc');
	expect(journey.lineOfSpeech).toContain('? help');
});

it('sorted by cpu the busiest comes first, and the order can be held', async () => {
	const journey = await Journey.begin();
	await journey.type(':sort cpu');
	await journey.press('enter');
	await journey.wait(4);
	const order = (): string =>
		journey.lines
			.slice(4, 12)
			.map(line => line.slice(5, 16).trim())
			.join(' ');
	expect(order()).toMatch(/^pi-worker1 gpu-01 pi-worker2/);
	await journey.press('f');
	const held = order();
	expect(journey.lines[1]).toContain('order held');
	await journey.wait(120);
	expect(order()).toBe(held);
});

it('help lists the keys of where one is, and finds one by its words', async () => {
	const journey = await Journey.begin();
	await journey.press('?');
	journey.sees('IN NODES', 'EVERYWHERE', 'shell on the node');
	await journey.type('shell');
	journey.sees('shell on the node', 'of');
	journey.seesNot('half a page');
	await journey.press('esc');
	journey.sees('NODE ');
});

it('the mouse points at a node, sorts by a head and turns the list', async () => {
	const journey = await Journey.begin();
	await journey.click('pi-worker3');
	journey.sees('─── pi-worker3');
	await journey.wheel('up', 'pi-worker2');
	journey.seesNot('─── pi-worker3');
	await journey.click('TEMP');
	expect(journey.lines[1]).toContain('by temperature');
});
