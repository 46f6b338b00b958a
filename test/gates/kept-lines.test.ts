import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {build, type Plugin} from 'esbuild';
import fc from 'fast-check';
import {expect, it} from 'vitest';
import {keptLines} from '../../scripts/ink-plugins.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

type Clip = {x1: number | undefined; x2: number; y1: number; y2: number | undefined};
type Frame = ReadonlyArray<{x: number; y: number; text: string; clip: Clip | undefined}>;
type Output = {
	write(x: number, y: number, text: string, options: {transformers: readonly never[]}): void;
	clip(clip: Clip): void;
	unclip(): void;
	get(): {output: string; height: number};
};
type OutputClass = new (size: {width: number; height: number}) => Output;

async function outputClass(plugins: Plugin[]): Promise<OutputClass> {
	const outfile = join(temporaryDirectory(), 'output.mjs');
	const entryPoints = [resolve('node_modules/ink/build/output.js')];
	await build({entryPoints, outfile, bundle: true, format: 'esm', platform: 'node', plugins});
	const {default: loaded} = (await import(pathToFileURL(outfile).href)) as {default: OutputClass};
	return loaded;
}

const plain = fc.constantFrom('gpu-01', ' ', '█▊', '⣀⡤', '日本', 'e\u0301', '👩‍👩‍👧', '●', '\n');
/** As the program paints: what a piece begins it ends. */
const look = fc.constantFrom(
	...[['', ''] as const, ['\u001b[1m', '\u001b[22m'] as const],
	...[['\u001b[38;5;111m', '\u001b[39m'] as const, ['\u001b[7m', '\u001b[27m'] as const],
	['\u001b[1m\u001b[38;5;111m', '\u001b[39m\u001b[22m'] as const,
);
const part = fc.tuple(look, plain).map(([[begin, end], words]) => `${begin}${words}${end}`);
const text = fc.array(part, {minLength: 1, maxLength: 8}).map(parts => parts.join(''));
const clip = fc.record({
	x1: fc.constantFrom(undefined, 0, 3),
	x2: fc.constantFrom(4, 11, 20),
	y1: fc.constantFrom(0, 1),
	y2: fc.constantFrom(undefined, 3),
});
const write = fc.record({
	x: fc.integer({min: 0, max: 18}),
	y: fc.integer({min: 0, max: 4}),
	text,
	clip: fc.option(clip, {nil: undefined}),
});

/** What a look ends with, to what it began with. */
const begun: Readonly<Record<string, string>> = {22: '1', 39: '38;5;111', 27: '7'};

/** Every character with its looks: in which order those are switched does not show. */
function seen(output: string): readonly string[] {
	const looks = new Set<string>();
	const characters: string[] = [];
	// biome-ignore lint/suspicious/noControlCharactersInRegex: SGR begins with ESC.
	for (const [character, code] of output.matchAll(/\u001b\[([\d;]*)m|./gsu)) {
		if (code === undefined) {
			characters.push([character, ...[...looks].toSorted()].join(' '));
		} else if (begun[code] === undefined) {
			looks.add(code);
		} else {
			looks.delete(begun[code]);
		}
	}

	return characters;
}

function drawn(Drawing: OutputClass, frame: Frame): readonly string[] {
	const output = new Drawing({width: 20, height: 4});
	for (const {x, y, text: written, clip: bounds} of frame) {
		if (bounds !== undefined) {
			output.clip(bounds);
		}

		output.write(x, y, written, {transformers: []});
		if (bounds !== undefined) {
			output.unclip();
		}
	}

	return seen(output.get().output);
}

it('frames are what Ink as shipped makes of them, whatever was drawn before', async () => {
	const [Shipped, Kept] = await Promise.all([outputClass([]), outputClass([keptLines])]);
	const frames = fc.array(fc.array(write, {maxLength: 6}), {minLength: 1, maxLength: 4});
	fc.assert(
		fc.property(frames, drawings => {
			for (const frame of [...drawings, ...drawings]) {
				expect(drawn(Kept, frame)).toEqual(drawn(Shipped, frame));
			}
		}),
		{numRuns: 200},
	);
});
