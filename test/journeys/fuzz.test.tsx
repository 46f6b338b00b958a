/** Keys mashed at random: nothing breaks, and nothing is changed that was not asked for in a dialog. */
import {expect, it} from 'vitest';
import type {Key} from '../../source/domain/screen.ts';
import {keymap} from '../../source/rules/keymap.ts';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {Journey} from '../helpers/journey.tsx';
import {seededChance} from '../helpers/seeded-chance.ts';

const presses = process.env['FULL'] === '1' ? 10_000 : 1000;
/** Keys between two frames. */
const burst = 8;
const sizes = [
	{columns: 80, rows: 24},
	{columns: 120, rows: 40},
	{columns: 200, rows: 50},
	{columns: 40, rows: 8},
];
const letters = 'abcdefghijklmnopqrstuvwxyzACDEGMNPRX0123456789:/!?-+> ';
const known: readonly Key[] = [
	...keymap.flatMap(({keys}) => keys),
	...[...letters].map(letter => (letter === ' ' ? 'space' : letter)),
];
/** Typed as a whole they lead where single keys seldom do. */
const words = [':node ', ':theme ', ':set interval ', ':sort ', ':add', '/cpu>', '!kind:', ':log'];
/** Simulating nodes costs more than what they are simulated for: at the fastest interval sixty made a minute of these waits. */
const nodeCount = 40;
const longestWaitSeconds = 6;
/** A passphrase changes nothing: it lets one look at a node. */
const changing = ['acceptHostKey', 'addNodes', 'openNodeShell'];

function fuzzerOf(seed: number) {
	const chance = seededChance(seed);
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
				await journey.type(pick(words));
			} else if (kind < 0.5) {
				await journey.wait(chance() * longestWaitSeconds);
			}
		},
	};
}

it.each([
	[1, false],
	[2, true],
] as const)('with the keys of seed %i, read-only %s', async (seed, isReadOnly) => {
	const journey = await Journey.begin({nodeCount, seed, isReadOnly});
	const fuzzer = fuzzerOf(seed);
	for (let pressed = 0; pressed < presses; pressed += burst) {
		for (let index = 0; index < burst; index += 1) {
			const key = fuzzer.key();
			const {dialog} = journey;
			const before = journey.asked.length;
			await journey.mash(key);
			for (const {type} of journey.asked.slice(before)) {
				expect([key, type, dialog]).toEqual([key, type, dialogOf(type, dialog)]);
				expect(isReadOnly ? changing : []).not.toContain(type);
			}
		}

		await fuzzer.disturb(journey);
		await journey.wait(0);
		expect(journey.lines.join('\n')).not.toContain('cannot be drawn');
	}

	expect(journey.asked.length).toBeGreaterThan(0);
});

/** Where an effect of this kind may come from: what changes something, only out of its dialog. */
function dialogOf(type: string, dialog: string | undefined): string | undefined {
	const dialogs: Readonly<Record<string, string>> = {
		acceptHostKey: 'hostKey',
		addNodes: 'addHosts',
		copyNodes: 'copy',
	};
	return Object.hasOwn(dialogs, type) ? dialogs[type] : dialog;
}
