/** The mouse, and what terminals say by themselves, on a real pseudo-terminal. */
import {expect, it} from 'vitest';
import {openScreenSession} from '../helpers/screen-session.ts';
import {until} from '../helpers/until.ts';

const esc = '\u001b';
const click = (column: number, row: number) =>
	`${esc}[<0;${column};${row}M${esc}[<0;${column};${row}m`;
const nodes = Array.from(
	{length: 6},
	(_, index) => `  - name: pi-${index}\n    enabled: false\n`,
).join('');
const disabled = `  - name: here-it-is\n    local: true\n${nodes}`;

type Session = ReturnType<typeof openScreenSession>;

function cursor({lines}: Session): string | undefined {
	return lines()
		.find(line => line.startsWith(' ›'))
		?.split(/\s+/)[3];
}

/** The node that answers goes to its place, which is the last; then nothing moves any more. */
async function openRack(): Promise<Session> {
	const session = openScreenSession({nodes: disabled});
	await session.drawn();
	await until(() => /^.{3}[●▲] here-it-is/.test(session.lines()[9] ?? ''));
	return session;
}

async function quit(session: Session) {
	session.type('q');
	expect(await session.ended()).toEqual({status: 0, words: [], isRestored: true});
}

it('a click puts the cursor on the row, a second one opens it', async () => {
	const session = await openRack();
	expect(session.output()).toContain(`${esc}[?1000h${esc}[?1006h`);
	const row = session.lines().findIndex(line => line.includes(' pi-3 ')) + 1;
	session.type(click(8, row));
	await until(() => cursor(session) === 'pi-3');
	session.type(click(8, row) + click(8, row));
	await until(() => session.lines()[2]?.includes(' pi-3 ') === true);
	await quit(session);
});

it('the wheel moves the cursor', async () => {
	const session = await openRack();
	session.type('G');
	await until(() => cursor(session) === 'here-it-is');
	session.type('g');
	await until(() => cursor(session) === 'pi-0');
	session.type(`${esc}[<65;8;5M`);
	await until(() => cursor(session) === 'pi-3');
	await quit(session);
});

it('a click on a head sorts by its column, one on a tab goes there', async () => {
	const session = await openRack();
	const heads = session.lines().findIndex(line => line.includes('NODE ')) + 1;
	session.type(click((session.lines()[heads - 1]?.indexOf('CPU') ?? 0) + 1, heads));
	await session.sees('by cpu');
	session.type(click((session.lines()[1]?.indexOf('6 Events') ?? 0) + 3, 2));
	await session.sees('RESULT');
	session.type(click(3, 2));
	await session.seesNoMore('RESULT');
	await quit(session);
});

it('alt-m gives the mouse to the terminal, and says how to take it back', async () => {
	const session = openScreenSession({nodes: disabled, columns: 120, rows: 40});
	await session.drawn();
	session.type(`${esc}m`);
	await until(() => session.output().includes(`${esc}[?1006l${esc}[?1000l`));
	await until(() => session.lines().at(-1)?.includes('alt-m mouse') === true);
	const {length} = session.output();
	session.type(`${esc}m`);
	await until(() => session.output().slice(length).includes(`${esc}[?1000h${esc}[?1006h`));
	await quit(session);
});

it('a console without a mouse is not asked for one', async () => {
	const session = openScreenSession({env: {TERM: 'linux'}});
	await session.drawn();
	session.type('q');
	await session.ended();
	expect(session.output()).not.toContain('?1000');
});

it('what a terminal says by itself is no key', async () => {
	const session = openScreenSession();
	await session.drawn();
	const replies = ['[?62;22c', ']11;rgb:qqqq/qqqq/qqqq\u0007', 'P>|q(1)\u001b\\', '[24;80R', '[I'];
	session.type(replies.map(reply => esc + reply).join(''));
	session.type('?');
	await until(() => session.lines().join('\n').includes('EVERYWHERE'));
	session.type(esc);
	await session.drawn();
	await quit(session);
});
