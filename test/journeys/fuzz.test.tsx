/** Keys mashed at random: nothing breaks, and nothing is changed that was not asked for in a dialog. */
import {expect, it} from 'vitest';
import type {Key} from '../../source/domain/screen.ts';
import {keymap} from '../../source/rules/keymap.ts';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {Journey} from '../helpers/journey.tsx';
import {seededChance} from '../helpers/seeded-chance.ts';

const presses = process.env['FULL'] === '1' ? 2500 : 320;
/** Keys between two frames. */
const burst = 8;
const sizes = [
	{columns: 80, rows: 24},
	{columns: 120, rows: 40},
	{columns: 200, rows: 50},
	{columns: 40, rows: 8},
];
const letters = 'abcdefghijklmnopqrstuvwxyzACDEGMNPRX0123456789:/!?-+> ';
/** In an order of their own: a keymap that is written down otherwise leads nowhere else. */
const known: readonly Key[] = [
	...keymap.flatMap(({keys}) => keys),
	...[...letters].map(letter => (letter === ' ' ? 'space' : letter)),
].toSorted();
/** Typed as a whole, out of whatever is open, they lead where single keys seldom do; in turn, so that each is come by. */
const ways: ReadonlyArray<{readonly text: string; readonly keys: readonly Key[]}> = [
	{text: ':add', keys: ['enter', 'space', 'enter']},
	{text: ':shell', keys: ['enter']},
	...[':node ', ':theme ', ':set interval ', ':sort ', ':log'].map(text => ({text, keys: []})),
	...['/cpu>', '!kind:'].map(text => ({text, keys: ['enter']})),
];
/** Simulating nodes costs more than what they are simulated for: at the fastest interval sixty made a minute of these waits. */
const nodeCount = 40;
const longestWaitSeconds = 6;
/** A passphrase changes nothing: it lets one look at a node. */
const changing = ['acceptHostKey', 'addNodes', 'openNodeShell'];

function fuzzerOf(seed: number) {
	const chance = seededChance(seed);
	let gone = 0;
	const pick = <Value,>(values: readonly Value[]): Value => {
		const picked = values[Math.floor(chance() * values.length)];
		if (picked === undefined) {
			throw new Error('there is nothing to pick from');
		}

		return picked;
	};

	return {
		key: (): Key => pick(known),
		async disturb(journey: Journey): Promise<void> {
			const kind = chance();
			if (kind < 0.05) {
				await journey.resize(pick(sizes));
			} else if (kind < 0.15) {
				await journey.paste(pick(hostileCorpus).text.slice(0, 5000));
			} else if (kind < 0.3) {
				const {text, keys} = ways[gone % ways.length] ?? expect.unreachable();
				gone += 1;
				await journey.press('esc', 'esc');
				await journey.type(text);
				await journey.press(...keys);
			} else if (kind < 0.5) {
				await journey.wait(chance() * longestWaitSeconds);
			}
		},
	};
}

it.each([
	{seed: 1, isReadOnly: false, isGathering: false},
	{seed: 2, isReadOnly: true, isGathering: false},
	{seed: 3, isReadOnly: false, isGathering: true},
	{seed: 4, isReadOnly: true, isGathering: true},
])('with the keys of %o', async ({seed, ...options}) => {
	const journey = await Journey.begin({nodeCount, seed, ...options});
	const fuzzer = fuzzerOf(seed);
	for (let pressed = 0; pressed < presses; pressed += burst) {
		for (let index = 0; index < burst; index += 1) {
			const key = fuzzer.key();
			const {dialog, line} = journey;
			const before = journey.asked.length;
			await journey.mash(key);
			for (const effect of journey.asked.slice(before)) {
				const {type} = effect;
				expect([key, type, dialog]).toEqual([key, type, dialogOf(type, dialog)]);
				expect(options.isReadOnly ? changing : []).not.toContain(type);
				expect([key, type, line]).toEqual([key, type, lineOf(type, key, line)]);
				expect(effect.type !== 'readSecret' || journey.isAsking(effect.node.name)).toBe(true);
			}
		}

		await fuzzer.disturb(journey);
		await journey.wait(0);
		expect(journey.lines.join('\n')).not.toContain('cannot be drawn');
	}

	const asked = new Set(journey.asked.map(({type}) => type));
	const reached = options.isGathering && !options.isReadOnly ? ['openNodeShell', 'addNodes'] : [];
	expect([...asked]).toEqual(expect.arrayContaining(reached));
	expect(asked.size).toBeGreaterThan(0);
});

/** Where an effect of this kind may come from: what changes something, only out of its dialog. */
function dialogOf(type: string, dialog: string | undefined): string | undefined {
	const dialogs: Readonly<Record<string, string | undefined>> = {
		acceptHostKey: 'hostKey',
		addNodes: 'addHosts',
		copyNodes: 'copy',
		openNodeShell: undefined,
		readSecret: undefined,
	};
	return Object.hasOwn(dialogs, type) ? dialogs[type] : dialog;
}

/** The line that was typed before: a shell is opened by its key, which is none in a line, or by its command. */
function lineOf(type: string, key: Key, line: Journey['line']): unknown {
	if (type !== 'openNodeShell') {
		return line;
	}

	const isCommand = line?.text.trim() === 'shell' || line?.choice !== undefined;
	return key === 'enter'
		? expect.objectContaining({purpose: isCommand ? 'command' : 'shell'})
		: undefined;
}
