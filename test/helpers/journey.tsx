import {EventEmitter} from 'node:events';
import {PassThrough} from 'node:stream';
import {render} from 'ink';
import {expect, onTestFinished} from 'vitest';
import {askModelfile} from '../../source/cli/ask-modelfile.ts';
import {openDemoSession} from '../../source/cli/demo-session.ts';
import {createErrands} from '../../source/cli/errands.ts';
import {startLiveRuntime} from '../../source/cli/live-runtime.ts';
import type {Surroundings} from '../../source/cli/surroundings.ts';
import type {HostName, NodeName} from '../../source/domain/ids.ts';
import {succeeded} from '../../source/domain/result.ts';
import type {MouseReport} from '../../source/domain/mouse.ts';
import type {Key, ScreenSize} from '../../source/domain/screen.ts';
import type {PersonEffect} from '../../source/runtime/run-effect.ts';
import {screenParts} from '../../source/runtime/screen-parts.ts';
import {questionFor} from '../../source/store/asked.ts';
import type {Store} from '../../source/store/create-store.ts';
import {nodeNamed} from '../../source/store/state.ts';
import type {Profile} from '../../source/theme/profile.ts';
import {App} from '../../source/views/App.tsx';
import {type FakeClock, settlePromises} from './fake-clock.ts';
import {colourless, stripSgr} from './frame.tsx';
import {someSurroundings} from './surroundings.ts';
import {until} from './until.ts';

export type JourneyOptions = {
	/** Undefined: the eight nodes at home. */
	readonly nodeCount?: number;
	readonly seed?: number;
	readonly size?: ScreenSize;
	readonly isReadOnly?: boolean;
	readonly profile?: Profile;
	/** As on a rack that is no demo: nothing is refused, and what is asked of the world is only gathered. */
	readonly isGathering?: boolean;
};

/** A terminal that keeps the last whole frame. */
class Screen extends EventEmitter {
	columns: number;
	rows: number;
	readonly isTTY = true;
	frame = '';
	/** With its colours. */
	painted = '';

	constructor(size: ScreenSize) {
		super();
		this.columns = size.columns;
		this.rows = size.rows;
	}

	readonly write = (text: string): boolean => {
		this.painted = text;
		this.frame = stripSgr(text);
		return true;
	};
}

const wide: ScreenSize = {columns: 120, rows: 40};

/** What the terminal would have to carry out: a journey looks at these. */
const ofTheTerminal = [
	...['repaint', 'suspend', 'quit', 'ringBell', 'setMouse', 'openNodeShell'],
	...['copyNodes', 'copyEvent', 'readSecret', 'appendAudit', 'keepPreferences', 'copyText'],
	...['editDraft'],
];

const hosts = ['tower', 'attic', 'cellar'].map(alias => ({
	alias: alias as HostName,
	obstacle: undefined,
}));

/**
 * The whole program but its terminal, on the simulated rack and a clock that stands still until somebody waits: keys go
 * in, frames come out.
 */
export class Journey {
	/** What comes of a text in the person's editor. */
	editor = (text: string): string => text;
	/** What was asked of the terminal, the last one last. */
	readonly asked: PersonEffect[] = [];
	readonly #clock: FakeClock;
	readonly #screen: Screen;
	readonly #store: Store;
	readonly #listeners = new Set<() => void>();
	#isDrawing = true;
	readonly #onMouse = new Set<(report: MouseReport) => void>();

	static async begin(options: JourneyOptions = {}): Promise<Journey> {
		const {nodeCount, seed = 1, isReadOnly = false, isGathering = false} = options;
		const {world, clock} = someSurroundings();
		// As main.ts has it while the screen is there: nobody is asked on a line.
		const onScreen: Surroundings = {
			...world,
			terminal: {...world.terminal, isTaken: () => true},
			askSecret: world.secretAnswers.ask,
		};
		const demo = openDemoSession({seed, nodeCount}, onScreen);
		let onPerson = (_effect: PersonEffect): void => undefined;
		const runtime = await startLiveRuntime(
			{
				session: demo.session,
				onRejected: () => undefined,
				onPerson: effect => onPerson(effect),
				screen: screenParts,
			},
			demo.surroundings,
		);
		const {store} = runtime;
		const atMs = clock.monotonicMs();
		store.dispatch({type: 'session/opened', isReadOnly, isDemo: !isGathering, atMs});
		const journey = new Journey(store, clock, options);
		onPerson = isGathering ? journey.#gather : journey.#carryOut({...demo, store});
		onTestFinished(() => runtime.stop());
		await journey.wait(8);
		return journey;
	}

	private constructor(store: Store, clock: FakeClock, options: JourneyOptions) {
		const {size = wide, profile = colourless} = options;
		this.#store = store;
		this.#clock = clock;
		this.#screen = new Screen(size);
		const keyboard = new PassThrough();
		const stdin = Object.assign(keyboard, {
			isTTY: true,
			setRawMode: () => keyboard,
			ref: () => keyboard,
			unref: () => keyboard,
		});
		const mouse = {
			subscribe: (listener: (report: MouseReport) => void) => {
				this.#onMouse.add(listener);
				return () => this.#onMouse.delete(listener);
			},
		};
		const watched = {...store, subscribe: this.#subscribe};
		const app = <App store={watched} profile={profile} clock={clock} mouse={mouse} />;
		const instance = render(app, {
			stdout: this.#screen as unknown as NodeJS.WriteStream,
			stdin: stdin as unknown as NodeJS.ReadStream,
			debug: true,
			exitOnCtrlC: false,
			patchConsole: false,
		});
		onTestFinished(() => instance.unmount());
	}

	/** Hosts are told, since without them there is nothing to add; a question is left at once. */
	readonly #gather = (effect: PersonEffect): void => {
		this.asked.push(effect);
		const atMs = this.#clock.monotonicMs();
		if (effect.type === 'listSshHosts') {
			this.#store.dispatch({type: 'sshHosts/listed', hosts, atMs});
		} else if (effect.type === 'readSecret') {
			this.#store.dispatch({type: 'secret/closed', atMs});
		}
	};

	#carryOut({session, surroundings, store}: Begun): (effect: PersonEffect) => void {
		const errands = createErrands({...surroundings, session, store});
		return effect => {
			this.asked.push(effect);
			switch (effect.type) {
				case 'acceptHostKey':
				case 'listSshHosts':
				case 'addNodes':
					errands.run(effect);
					return;
				case 'askModelfile':
					void askModelfile(effect, {
						signal: new AbortController().signal,
						atMs: () => this.#clock.monotonicMs(),
						edit: async text => succeeded(this.editor(text)),
						dispatch: store.dispatch,
						tell: notice => {
							store.dispatch({type: 'notice/given', notice, atMs: this.#clock.monotonicMs()});
						},
					});
					return;
				default:
					expect(ofTheTerminal).toContain(effect.type);
			}
		};
	}

	/** Of all that happens meanwhile only the last frame is drawn. */
	async wait(seconds: number): Promise<this> {
		this.#isDrawing = false;
		await this.#clock.advance(seconds * 1000);
		this.#isDrawing = true;
		for (const listener of this.#listeners) {
			listener();
		}

		return this.#settle();
	}

	readonly #subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		const leave = this.#store.subscribe(() => {
			if (this.#isDrawing) {
				listener();
			}
		});
		return () => {
			this.#listeners.delete(listener);
			leave();
		};
	};

	async press(...keys: readonly Key[]): Promise<this> {
		for (const key of keys) {
			this.#store.dispatch({type: 'key/pressed', key, atMs: this.#clock.monotonicMs()});
		}

		return this.#settle();
	}

	/** Faster than anybody looks: nothing is drawn until the next thing that is not pressed like this. */
	async mash(key: Key): Promise<this> {
		this.#isDrawing = false;
		this.#store.dispatch({type: 'key/pressed', key, atMs: this.#clock.monotonicMs()});
		this.#isDrawing = true;
		await settlePromises();
		return this;
	}

	/** Each character as a key. */
	type(text: string): Promise<this> {
		return this.press(...[...text].map(character => (character === ' ' ? 'space' : character)));
	}

	/** On the first letter of what stands on the screen. */
	async click(text: string): Promise<this> {
		const row = this.lines.findIndex(line => line.includes(text));
		const column = this.lines[row]?.indexOf(text) ?? -1;
		expect(this.lines.join('\n')).toContain(text);
		return this.#point({kind: 'clicked', column, row});
	}

	/** With the pointer on the line of this text. */
	async wheel(way: 'up' | 'down', text: string): Promise<this> {
		const row = this.lines.findIndex(line => line.includes(text));
		return this.#point({kind: 'wheeled', isDown: way === 'down', column: 10, row});
	}

	async #point(report: MouseReport): Promise<this> {
		for (const listener of this.#onMouse) {
			listener(report);
		}

		return this.#settle();
	}

	async resize(size: ScreenSize): Promise<this> {
		this.#screen.columns = size.columns;
		this.#screen.rows = size.rows;
		this.#screen.emit('resize');
		await until(() => this.#store.getState().screen?.size.columns === size.columns);
		return this.#settle();
	}

	/** The line that is typed into, where there is no dialog. */
	get line() {
		return this.#store.getState().screen?.line;
	}

	/** Whether this node waits for what a person can tell. */
	isAsking(name: NodeName): boolean {
		const state = this.#store.getState();
		const node = nodeNamed(state, name);
		return node !== undefined && questionFor(state.asked, node) !== undefined;
	}

	/** What takes all keys now. */
	get dialog(): string | undefined {
		return this.#store.getState().screen?.dialog?.kind;
	}

	/** Raw text, as one. */
	async paste(text: string): Promise<this> {
		this.#store.dispatch({type: 'text/pasted', text, atMs: this.#clock.monotonicMs()});
		return this.#settle();
	}

	/** The frame as a terminal gets it. */
	get painted(): string {
		return this.#screen.painted;
	}

	get lines(): readonly string[] {
		return this.#screen.frame.split('\n').map(line => line.trimEnd());
	}

	/** The first line that tells of this node. */
	row(name: string): string {
		return this.lines.find(line => line.slice(5).startsWith(name)) ?? '';
	}

	get lineOfSpeech(): string {
		return this.lines.at(-1) ?? '';
	}

	sees(...texts: readonly string[]): void {
		for (const text of texts) {
			expect(this.lines.join('\n')).toContain(text);
		}
	}

	seesNot(...texts: readonly string[]): void {
		for (const text of texts) {
			expect(this.lines.join('\n')).not.toContain(text);
		}
	}

	/** Waits, step by step, until this is seen. */
	async until(text: string, mostSeconds = 120): Promise<this> {
		for (
			let steps = 0;
			steps < mostSeconds * 5 && !this.lines.join('\n').includes(text);
			steps += 1
		) {
			// What is loaded when it is first used comes on a turn of its own.
			await new Promise(resolve => {
				setImmediate(resolve);
			});
			await this.wait(0.2);
		}

		this.sees(text);
		return this;
	}

	/** Every promise that can go on has gone on, and what followed is drawn. */
	async #settle(): Promise<this> {
		let before: string | undefined;
		while (before !== this.#screen.frame) {
			before = this.#screen.frame;
			await settlePromises();
			await settlePromises();
		}

		return this;
	}
}

type Begun = {
	readonly session: Parameters<typeof createErrands>[0]['session'];
	readonly surroundings: Surroundings;
	readonly store: Store;
};
