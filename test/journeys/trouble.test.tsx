/** What goes wrong, and what one does about it. */
import {expect, it} from 'vitest';
import {Journey} from '../helpers/journey.tsx';

it('a node that comes back after a reboot recovers by itself', async () => {
	const journey = await Journey.begin();
	expect(journey.row('pi-storage')).toContain('no route to host');
	await journey.wait(175);
	await journey.type(':node pi-storage');
	await journey.press('enter', 'esc', 'r');
	await journey.wait(2);
	expect(journey.row('pi-storage')).toContain('connection refused: is sshd running?');
	await journey.wait(120);
	expect(journey.row('pi-storage')).not.toContain('refused');
	expect(journey.lines.join()).toMatch(/up +[12] m/);
});

it('w says why a machine is slow, from what is known to the command that shows more', async () => {
	const journey = await Journey.begin();
	await journey.type(':node pi-worker1');
	await journey.press('enter', 'esc', 'w');
	journey.sees('throttled', 'vcgencmd');
	await journey.press('w');
	journey.sees('cores');
});

it('what happened while one looked away is in the events, and leads back to its node', async () => {
	const journey = await Journey.begin();
	for (let second = 300; !/6 Events ▲\d/.test(journey.lines[1] ?? ''); second += 2) {
		expect(second).toBeLessThan(900);
		await journey.wait(second === 300 ? 300 : 2);
	}

	await journey.press('6');
	journey.sees('pi-storage    up again after 3 m', '$');
	await journey.press('c');
	journey.seesNot('$');
	await journey.type('/node:pi-storage');
	await journey.press('enter');
	journey.seesNot('pi-worker1');
	await journey.press('enter');
	journey.sees('─── pi-storage');
	expect(journey.lines[1]).toMatch(/6 Events +/);
});

it('an alert is told in the line of speech, and a key that is pressed meanwhile works', async () => {
	const journey = await Journey.begin();
	for (let second = 0; !journey.lineOfSpeech.includes('6 shows it'); second += 2) {
		expect(second).toBeLessThan(400);
		await journey.wait(2);
	}

	await journey.press('G');
	expect(journey.lineOfSpeech).toContain('? help');
	journey.sees('─── pi-worker3');
});

it('a large rack fits the grid, and n goes from one trouble to the next', async () => {
	const journey = await Journey.begin({nodeCount: 200});
	await journey.wait(20);
	await journey.press('v');
	journey.sees('gpu-001', 'MEAN', 'cpu ·');
	await journey.press('n');
	const first = journey.lines.find(line => line.startsWith(' ─── '));
	await journey.press('n');
	expect(journey.lines.find(line => line.startsWith(' ─── '))).not.toBe(first);
	await journey.press('m');
	journey.sees('     MEM ');
	await journey.type(':node gpu-009');
	await journey.press('enter');
	journey.sees('cores', '88°C');
	await journey.press('esc', 'v');
	journey.sees('NODE ');
});

it('an unknown host key is shown with its fingerprint, and accepted by a capital key only', async () => {
	const journey = await Journey.begin();
	await journey.wait(560);
	expect(journey.row('pi-worker3')).toContain('unknown host key · A shows it');
	await journey.type(':node pi-worker3');
	await journey.press('enter', 'esc', 'A');
	journey.sees('Unknown host key', 'SHA256:', 'ssh-keygen -lf', '[ Cancel ]');
	await journey.press('enter');
	journey.seesNot('[ Cancel ]');
	await journey.press('A', 'A');
	await journey.wait(10);
	journey.seesNot('[ Cancel ]', 'unknown host key');
	journey.sees('─── pi-worker3', 'cores');
});

it('a passphrase is asked for in a field of dots, past the screen', async () => {
	const journey = await Journey.begin({nodeCount: 60});
	await journey.wait(20);
	await journey.press('g');
	await journey.wait(4);
	const row = journey.lines.find(line => line.includes('asks for a passphrase'));
	expect(row).toContain('enter types it');
	const name = row?.slice(5).split(' ')[0] ?? '';
	await journey.type(`:node ${name}`);
	await journey.press('enter', 'esc', 'enter');
	journey.sees('passphrase');
	expect(journey.asked.at(-1)).toMatchObject({type: 'readSecret'});
});

it('read-only, nothing can be changed', async () => {
	const journey = await Journey.begin({nodeCount: 60, isReadOnly: true});
	await journey.wait(20);
	await journey.press('x');
	await journey.type(':add');
	await journey.press('enter');
	expect(journey.lineOfSpeech).toMatch(/demo|read-only/);
	expect(journey.asked).toEqual([]);
});
