/** Nothing is written while nothing changes: a terminal at the end of a slow line has nothing to do then. */
import {setTimeout as pause} from 'node:timers/promises';
import {expect, it} from 'vitest';
import {openScreenSession, type ScreenSession} from '../helpers/screen-session.ts';

const quietMs = 5000;
const patienceMs = 30_000;

/** The first silence of this length begins so many milliseconds from now. */
async function untilSilent({output}: ScreenSession): Promise<number> {
	const startMs = performance.now();
	let lastMs = startMs;
	let before = output();
	while (performance.now() - lastMs < quietMs && lastMs - startMs < patienceMs) {
		await pause(50);
		const now = output();
		lastMs = now === before ? lastMs : performance.now();
		before = now;
	}

	return lastMs - startMs;
}

it('not one byte is written while the screen is paused', async () => {
	const session = openScreenSession({isDemo: true});
	await session.drawn();
	session.type('p');
	await session.sees('paused');
	await session.quiet();
	const before = session.output();
	await pause(quietMs);
	expect(session.output().slice(before.length)).toBe('');
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
});

/** The detail under the table tells for how many seconds a connection is there; the grid has no clock but the header's. */
it('nor between two polls that are far apart', async () => {
	const session = openScreenSession({
		isDemo: true,
		args: ['--nodes', '3'],
		landmark: 'DEMO',
	});
	await session.drawn();
	session.type(':set interval 60s');
	await session.sees('runs');
	session.type('\r');
	await session.sees('every 60 s');
	session.type('v');
	await session.sees('MEAN');
	expect(await untilSilent(session)).toBeLessThan(patienceMs);
	session.type('q');
	expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
});
