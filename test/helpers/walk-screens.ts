import type {ScreenSession} from './screen-session.ts';

const enter = '\r';
const esc = '\u001b';
const right = '\u001b[C';
const toNodes = [esc, 'NODE '] as const;

/** What is typed, and what is to be seen then, in every set of glyphs. */
type Step = readonly [keys: string, seen: string];

/** A rack with a node that shows another key, and one that asks for a passphrase. */
export const walkedRack = ['--nodes', '60', '--seed', '1'];

const dialogs: readonly Step[] = [
	['g', 'NODE '],
	[':node gpu-010', 'runs'],
	[enter, 'Host key changed'],
	[esc, 'select'],
	[':node pi-047', 'runs'],
	[enter, 'enter unlocks'],
	[esc, 'select'],
	['y', 'copy: s'],
	toNodes,
	[':add', 'runs'],
	[enter, 'no real nodes'],
];

const panes: readonly Step[] = [
	[':node gpu-001', 'runs'],
	[enter, '15 m ago'],
	[right, 'another'],
	toNodes,
	['w', 'cause'],
	['w', 'underutilized   gpu 0'],
	['t', 'COMMAND'],
	['t', 'underutilized   gpu 0'],
	['l', 'enter reads it'],
	[enter, 'following'],
	['/session', 'keeps'],
	[enter, '/session '],
	['w', 'wrap'],
	['t', '/session '],
	// What is looked for goes first.
	[esc, 'other log'],
	toNodes,
];

const lists: readonly Step[] = [
	['v', 'MEAN'],
	['m', 'MEM '],
	['n', 'next problem'],
	['v', 'STATE'],
	[' ', '1 marked'],
	toNodes,
	['f', 'order held'],
	['f', 'worst first'],
	['/pi', 'keeps'],
	toNodes,
	['?', 'EVERYWHERE'],
	toNodes,
	[':', 'open a node'],
	['nonsense', ':nonsense'],
	[enter, 'nonsense'],
	toNodes,
	['6', 'RESULT'],
	['/pi', 'keeps'],
	[esc, 'RESULT'],
	['1', 'STATE'],
	['p', 'paused'],
	['p', 'live'],
];

const queue: readonly Step[] = [
	['2', 'mine  '],
	['C', 'Cancel 1 job?'],
	[esc, 'mine  '],
	['i', '#SBATCH'],
	[esc, 'mine  '],
	['v', 'PARTITION'],
	['v', 'mine  '],
	['/train', 'keeps'],
	[enter, 'filter train'],
	['w', 'why'],
	['1', 'STATE'],
];

/** Through every tab, pane, dialog and overlay of the demo with `walkedRack`. */
export async function walkScreens(session: ScreenSession): Promise<void> {
	let before = '';
	for (const [keys, seen] of [...dialogs, ...panes, ...lists, ...queue]) {
		session.type(keys);
		if (keys === esc) {
			// What is typed right behind it would make another key of it.
			await session.seesNoMore(before);
		}

		await session.sees(seen);
		before = seen;
	}
}
