/** A window that is dragged about while data comes in and keys are typed, on a real pseudo-terminal. */
import {setTimeout as pause} from 'node:timers/promises';
import {expect, it} from 'vitest';
import {openScreenSession, type ScreenSession} from '../helpers/screen-session.ts';
import {seededChance} from '../helpers/seeded-chance.ts';
import {until} from '../helpers/until.ts';

const sizes = process.env['FULL'] === '1' ? 200 : 20;
const settledMs = 1500;
const esc = '\u001b';
/** They move, open, and change what is shown; none of them leaves. */
const keys = ['j', 'k', 'G', 'g', '\r', esc, 't', 'w', 'v', 'm', 'n', '6', '1', '?', esc, 's', ' '];

/** Each cell with its character, colours and weight. */
function picture({terminal}: ScreenSession): readonly string[] {
	const {active} = terminal.buffer;
	return Array.from({length: terminal.rows}, (_, row) => {
		const line = active.getLine(active.baseY + row);
		return Array.from({length: terminal.cols}, (__, column) => {
			const cell = line?.getCell(column);
			const look = [cell?.getFgColor(), cell?.getBgColor(), cell?.isBold(), cell?.isInverse()];
			return `${cell?.getChars() || ' '}${look.join(',')}`;
		}).join(' ');
	});
}

it(`${sizes} sizes in a row, between keys and polls, end in a whole screen`, async () => {
	const session = openScreenSession({isDemo: true, columns: 120, rows: 40});
	await session.drawn();
	const random = seededChance(11);
	const within = (first: number, last: number) => first + Math.floor(random() * (last - first + 1));
	for (let count = 0; count < sizes; count += 1) {
		session.resize({columns: within(40, 220), rows: within(8, 60)});
		session.type(keys[within(0, keys.length - 1)] ?? '');
		await pause(random() * 40);
	}

	session.resize({columns: 132, rows: 43});
	await pause(settledMs);
	await until(() => /^ demo .* \d\d:\d\d$/.test(session.lines()[0] ?? ''));
	await until(() => session.lines().at(-1) !== '');
	session.type('1');
	await session.quiet();
	session.type(esc);
	// With the next key in one read it would be another key.
	await pause(settledMs);
	session.type('p');
	await session.sees('paused');
	await session.quiet();
	const drawn = picture(session);
	session.draw('\u001b[2J');
	const {length} = session.output();
	session.type('\u000c');
	await until(() => session.output().slice(length).includes('\u001b[2J'));
	await expect.poll(() => picture(session)).toEqual(drawn);
	session.type('q');
	expect(await session.ended()).toEqual({status: 0, words: [], isRestored: true});
});
