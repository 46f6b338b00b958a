/**
 * hostile-screen ROUNDS: the real screen on the terminal that it was started on, with states in which all that comes
 * from outside acts on a terminal. Every key shows the next; the clock in the header counts them. Bundled as the program
 * is, since only so React and Ink are as people have them.
 */
import process from 'node:process';
import {createOutput} from '../../../source/cli/output.ts';
import {openDashboard} from '../../../source/cli/dashboard-screen.ts';
import {createTerminal} from '../../../source/cli/terminal.ts';
import type {State} from '../../../source/store/state.ts';
import {chooseProfile} from '../../../source/theme/profile.ts';
import {systemClock} from '../../../source/transport/clock.ts';
import {hostileCorpus} from '../hostile-corpus.ts';
import type {Scene} from '../hostile-rack.ts';
import {hostileScenes} from '../hostile-scenes.ts';

const [, , roundCount = '1'] = process.argv;
const scenes = hostileScenes();
/** Coprime to any corpus that is not a multiple of it: every scene has every text in turn. */
const stride = 7;
const minuteMs = 60_000;
const midnightMs = new Date(2026, 10, 21).getTime();

let told = 0;
const tell = (): string => {
	told += stride;
	return hostileCorpus[told % hostileCorpus.length]?.text ?? '';
};
let shown = 0;
let size = '';
const last = scenes.length * Number(roundCount);
let state = stateAt(0);
const listeners = new Set<() => void>();

const output = createOutput({
	stdout: process.stdout,
	stderr: process.stderr,
	onClosed: () => process.exit(1),
	signal: new AbortController().signal,
});
const terminal = createTerminal({
	streams: () => process,
	isThere: () => true,
	output,
	onGone: () => process.exit(1),
	tellsViolations: true,
	clock: systemClock,
});
const lent = terminal.take(() => screen.leave());
const screen = openDashboard(
	{
		store: {
			getState: () => state,
			subscribe(listener) {
				listeners.add(listener);
				return () => listeners.delete(listener);
			},
			dispatch(event) {
				if (event.type === 'screen/resized') {
					resize(`${event.size.columns} x ${event.size.rows}`);
				} else if (event.type === 'key/pressed') {
					next();
				}
			},
			history: () => [],
		},
		profile: chooseProfile(process.env, {}),
		...{clock: systemClock, hasMouse: true},
	},
	lent,
);

function next(): void {
	if (shown + 1 === last) {
		terminal.giveBack();
		process.exit(0);
	}

	show(shown + 1);
}

/** As the store has it: a size that it knows changes nothing, not even which text is whose. */
function resize(now: string): void {
	if (now !== size) {
		size = now;
		show(shown);
	}
}

function show(index: number): void {
	shown = index;
	state = stateAt(index);
	for (const listener of listeners) {
		listener();
	}
}

function stateAt(index: number): State {
	const scene = scenes[index % scenes.length] as Scene;
	const drawn = scene(tell);
	const {config} = drawn;
	const size = {columns: process.stdout.columns, rows: process.stdout.rows};
	return {
		...drawn,
		config: config && {...config, cluster: counted(config.cluster)},
		clock: {...drawn.clock, wallMs: midnightMs + index * minuteMs},
		screen: drawn.screen && {...drawn.screen, size},
	};
}

/**
 * Of the name in the header: what xterm.js counts as wider (its tables are of Unicode 6, and joined emoji are each one to
 * it) would push the time out of the line, which the test waits for. Elsewhere these texts are drawn as they are.
 */
function counted(text: string): string {
	return text.replaceAll(/[\ua670-\ua672\ud7b0-\ud7ff\u200d]/g, '');
}
