/** What one sees first. */
import {expect, it} from 'vitest';
import {Journey} from '../helpers/journey.tsx';

it('who opens the rack sees at once what needs a hand, and why', async () => {
	const journey = await Journey.begin();
	journey.sees('● 6  ▲ 1  ✖ 1', '81°C');
	expect(journey.lines[4]).toMatch(/✖ pi-storage +no route to host .* r tries now/);
	expect(journey.lines[5]).toMatch(/▲ pi-worker1 .* throttled/);
	expect(journey.lines[1]).toContain('every 2 s · live');
	expect(journey.lines[0]).toContain('DEMO');
});

it('who opens a rack of two hundred sees the worst of it at the top, and the cursor stays where a hand puts it', async () => {
	const journey = await Journey.begin({nodeCount: 200});
	const rows = journey.lines.slice(4, 10);
	expect(rows.map(row => row.slice(1, 16).trim())).toEqual([
		'› ✖ gpu-030',
		'▲ gpu-009',
		'▲ login-5',
		'▲ pi-058',
		'▲ pi-140',
		'○ pi-155',
	]);
	await journey.press('down', 'down');
	expect(journey.row('login-5')).toMatch(/^ ›/);
	await journey.wait(60);
	expect(journey.row('login-5')).toMatch(/^ ›/);
});

it('a terminal that is too small says how much is missing, and comes back as it was', async () => {
	const journey = await Journey.begin();
	await journey.press('down', 'down');
	const before = journey.lines.slice(4, 12).map(line => line.slice(0, 16));
	await journey.resize({columns: 72, rows: 7});
	journey.sees('clusterdeck needs 80 columns and 24 lines.', 'make it 8 wider and 17 taller');
	await journey.resize({columns: 120, rows: 40});
	expect(journey.lines.slice(4, 12).map(line => line.slice(0, 16))).toEqual(before);
});

it('paused, nothing moves; going on, it is the present', async () => {
	const journey = await Journey.begin();
	await journey.press('p');
	expect(journey.lines[1]).toContain('paused');
	const before = journey.lines;
	await journey.wait(300);
	expect(journey.lines).toEqual(before);
	await journey.press('p');
	expect(journey.lines[0]).not.toBe(before[0]);
	expect(journey.lines[1]).toContain('live');
});

it('asked less often, the screen says so, and values stay fresh', async () => {
	const journey = await Journey.begin();
	await journey.type(':set interval 5s');
	await journey.press('enter');
	expect(journey.lines[1]).toContain('every 5 s');
	await journey.wait(30);
	expect(journey.lines[1]).toContain('live');
	expect(journey.row('pi-main')).not.toContain('old');
	await journey.press('-');
	expect(journey.lines[1]).toContain('every 10 s');
});
