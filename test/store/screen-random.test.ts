import fc from 'fast-check';
import {expect, it} from 'vitest';
import {keymap} from '../../source/rules/keymap.ts';
import {drawnState, shownNodes} from '../../source/store/selectors.ts';
import {ScreenedRack} from '../helpers/screened-rack.ts';

const names = ['gpu-1', 'gpu-2', 'login', 'pi-1', 'pi-2', 'pi-3', 'pi-4', 'pi-10'];
const runs = process.env['FULL'] === '1' ? 5000 : 300;

const key = fc.oneof(
	{weight: 4, arbitrary: fc.constantFrom(...keymap.flatMap(({keys}) => keys))},
	{weight: 2, arbitrary: fc.constantFrom(...'gpui>-<!8: role', 'space', 'tab', 'left')},
	{weight: 1, arbitrary: fc.string({unit: 'grapheme', minLength: 1, maxLength: 1})},
);

type Step = (rack: ScreenedRack) => void;

const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 12,
		arbitrary: key.map(one => (rack: ScreenedRack) => void press(rack, one)),
	},
	{weight: 1, arbitrary: fc.string().map(text => (rack: ScreenedRack) => void rack.paste(text))},
	{
		weight: 1,
		arbitrary: fc.subarray(names).map(some => (rack: ScreenedRack) => void rack.configure(some)),
	},
	{
		weight: 2,
		arbitrary: fc.tuple(fc.constantFrom(...names), fc.integer({min: 0, max: 100})).map(
			([name, cpu]) =>
				(rack: ScreenedRack) =>
					void (cpu < 20 ? rack.down(name) : rack.sampled(name, cpu)),
		),
	},
	{
		weight: 1,
		arbitrary: fc
			.record({columns: fc.integer({min: 60, max: 200}), rows: fc.integer({min: 20, max: 60})})
			.map(size => (rack: ScreenedRack) => void rack.send({type: 'screen/resized', size, atMs: 0})),
	},
);

/** Only q and ctrl-c end the program, and where text is typed only what is no text; a command may, and a dialog never. */
function press(rack: ScreenedRack, one: string): void {
	const {line, help, dialog, size} = rack.screen;
	const isSeen = size.columns >= 80 && size.rows >= 24;
	rack.press(one);
	const isQuitting = rack.effects.some(({type}) => type === 'quit');
	const mayQuit = isSeen
		? line === undefined &&
			dialog === undefined &&
			(one === 'ctrl-c' || (one === 'q' && help === undefined))
		: one === 'ctrl-c' || one === 'q';
	const isRun = isSeen && line?.purpose === 'command' && one === 'enter';
	expect(isQuitting).toBe(isRun ? isQuitting : mayQuit);
	if (rack.screen.line === undefined && isSeen && rack.cursor !== undefined) {
		expect(rack.screen.nodes.cursor ?? rack.rows.split(' ')[0]).toBe(rack.cursor);
	}
}

function expectValid({state, screen, cursor}: ScreenedRack): void {
	const drawn = drawnState(state);
	const shown = shownNodes(drawn).map(({config}) => config.name as string);
	expect(cursor === undefined ? shown : [cursor]).toEqual(
		cursor === undefined ? [] : shown.filter(name => name === cursor),
	);
	expect(shown).toHaveLength(new Set(shown).size);
	expect(screen.line !== undefined && screen.help !== undefined).toBe(false);
	expect(screen.help?.scroll ?? 0).toBeGreaterThanOrEqual(0);
	expect(screen.nodes.isOpen && drawn.nodes.length === 0).toBe(false);
	expect(JSON.parse(JSON.stringify(state.screen))).toMatchObject({tab: screen.tab});
}

it('whatever is pressed, pasted and reported, the screen is one that can be drawn', () => {
	fc.assert(
		fc.property(fc.array(step, {maxLength: 60}), steps => {
			const rack = new ScreenedRack(names);
			for (const one of steps) {
				one(rack);
				expectValid(rack);
			}
		}),
		{numRuns: runs},
	);
});
