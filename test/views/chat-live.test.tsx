import {EventEmitter} from 'node:events';
import {PassThrough} from 'node:stream';
import {render} from 'ink';
import {beforeAll, expect, it, onTestFinished} from 'vitest';
import type {Event} from '../../source/domain/event.ts';
import {reduce} from '../../source/store/reducer.ts';
import type {State} from '../../source/store/state.ts';
import {App} from '../../source/views/App.tsx';
import {lateHighlighter, lateReader} from '../../source/views/chat-markdown.ts';
import {chatScene, recordsOf, streaming, turnOf} from '../helpers/chat-scenes.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {colourless, stripSgr} from '../helpers/frame.tsx';

/** A terminal that keeps all frames. */
class Terminal extends EventEmitter {
	columns = 80;
	rows = 24;
	readonly isTTY = true;
	readonly frames: string[] = [];
	readonly write = (text: string): boolean => {
		this.frames.push(stripSgr(text));
		return true;
	};
}

function keyboard() {
	const stdin = new PassThrough();
	const self = () => stdin;
	return Object.assign(stdin, {isTTY: true, setRawMode: self, ref: self, unref: self});
}

/** The screen on this state, each event drawn. */
async function opened(first: State) {
	const clock = new FakeClock();
	const stdout = new Terminal();
	const listeners = new Set<() => void>();
	let state = first;
	const told: string[] = [];
	const store = {
		getState: () => state,
		subscribe: (listener: () => void) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		dispatch: (event: Event) => {
			told.push(event.type);
			const [next] = reduce(state, event);
			if (next !== state) {
				state = next;
				for (const listener of listeners) {
					listener();
				}
			}
		},
		history: () => [],
	};
	const instance = render(<App store={store} profile={colourless} clock={clock} />, {
		stdout: stdout as unknown as NodeJS.WriteStream,
		stdin: keyboard() as unknown as NodeJS.ReadStream,
		...{debug: true, exitOnCtrlC: false, patchConsole: false},
	});
	onTestFinished(() => instance.unmount());
	await clock.advance(10);
	const settle = () => clock.advance(10);
	return {
		told,
		settle,
		frames: stdout.frames,
		rows: () => bodyOf(stdout.frames.at(-1) ?? ''),
		async press(key: string) {
			store.dispatch({type: 'key/pressed', key, atMs: 1});
			await settle();
		},
		async heard(content: string) {
			const piece = {node: 'gpu-02' as never, thinking: '', content, pieces: 1};
			store.dispatch({type: 'chats/streamed', asking: 1, ...piece, atMs: 1});
			await settle();
		},
	};
}

/** What was said. */
function bodyOf(frame: string): readonly string[] {
	const lines = frame.split('\n').slice(2);
	return lines.slice(
		0,
		lines.findIndex(line => line.includes('────')),
	);
}

beforeAll(async () => {
	await lateReader.load();
	await lateHighlighter.load();
});

const records = recordsOf(
	...Array.from({length: 200}, (_, index) =>
		turnOf(`t${index}`, [`question ${index}`, `answer ${index}\n\n- one\n- two`]),
	),
);

it('while the end is followed each piece is drawn once, and nothing is told of where it is', async () => {
	const screen = await opened(chatScene({records, asked: [streaming('word ')]}));
	const {length} = screen.frames;
	for (let piece = 0; piece < 30; piece++) {
		await screen.heard(`and word ${piece}\n\n`);
	}

	expect(screen.frames.length - length).toBe(30);
	expect(screen.told).not.toContain('transcript/placed');
	expect(screen.rows().join('\n')).toContain('and word 29');
});

it('who scrolled up reads on while an answer streams, page by page, and comes back to its end', async () => {
	const screen = await opened(chatScene({records, asked: [streaming('word ')]}));
	const end = screen.rows();
	await screen.press('pageup');
	await screen.press('pageup');
	const before = screen.rows();
	expect(before).not.toEqual(end);
	await screen.heard('more\n\n'.repeat(40));
	expect(screen.rows()).toEqual(before);
	await screen.press('pageup');
	const above = screen.rows();
	await screen.press('pagedown');
	expect(screen.rows()).toEqual(before);
	expect(above).not.toEqual(before);
	for (let page = 0; page < 8; page++) {
		await screen.press('pagedown');
	}

	await screen.heard('the last word\n');
	expect(screen.rows().join('\n')).toContain('the last word');
});

it('an answer that takes long to read is read to its end, drawing by drawing', async () => {
	const long = '| a | b |\n|---|---|\n| 1 | 2 |\n\n'.repeat(4000);
	const screen = await opened(chatScene({records: recordsOf(turnOf('t1', ['why?', long]))}));
	expect(screen.frames.some(frame => bodyOf(frame).join('\n').includes('| 1 | 2 |'))).toBe(true);
	for (let turn = 0; turn < 100 && screen.rows().join('\n').includes('|'); turn++) {
		await screen.settle();
	}

	expect(screen.rows().join('\n')).not.toContain('|');
	const {length} = screen.frames;
	await screen.heard('');
	expect(screen.frames.length).toBe(length);
});
