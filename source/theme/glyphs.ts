import {type Safe, safe} from './safe.ts';

/**
 * `unicode` for terminal emulators, `linux-vt` for the fonts of the Linux console (no eighths, braille or rounded
 * corners), `ascii` where UTF-8 is not to be relied on.
 */
export type GlyphSet = 'unicode' | 'linux-vt' | 'ascii';

/** The shapes of the table "Glyphs" (SCREENS 1). One cell each; the strokes of `tree` are two, `net` words in ascii. */
export type Glyphs = {
	readonly ok: Safe;
	readonly warning: Safe;
	readonly down: Safe;
	readonly unknown: Safe;
	/** A value that nobody knows: at the right edge of its column, dim. */
	readonly absent: Safe;
	/** A job that waits; a command in a list of events. */
	readonly waiting: Safe;
	readonly command: Safe;
	readonly check: Safe;
	readonly cross: Safe;
	readonly model: Readonly<Record<'loaded' | 'onDisk' | 'differs', Safe>>;
	readonly cursor: Safe;
	readonly mark: Safe;
	readonly folded: Safe;
	readonly open: Safe;
	readonly tree: Readonly<Record<'branch' | 'last' | 'through', Safe>>;
	/** `ends` fill a cell in equal parts, the smallest first; `full` is the part after the last of them. */
	readonly bar: {readonly full: Safe; readonly ends: readonly Safe[]};
	/** Heights, the lowest first. */
	readonly spark: readonly Safe[];
	readonly map: readonly Safe[];
	/** Undefined: charts are drawn in braille. */
	readonly chartLine: Strokes | undefined;
	readonly axis: Readonly<Record<'tick' | 'origin' | 'line', Safe>>;
	readonly tasks: Readonly<Record<'done' | 'running' | 'waiting', Safe>>;
	readonly progress: Readonly<Record<'done' | 'head' | 'rest', Safe>>;
	readonly spinner: readonly Safe[];
	readonly hairline: Safe;
	readonly border: Strokes;
	readonly arrows: Readonly<Record<'up' | 'down' | 'left' | 'right', Safe>>;
	readonly net: Readonly<Record<'in' | 'out', Safe>>;
	/** Where something was cut off. */
	readonly cut: Safe;
	/** Between facts on one line. */
	readonly apart: Safe;
	readonly bullet: Safe;
	readonly codeEdge: Safe;
	/** Before the C of a temperature. */
	readonly degree: Safe;
};

export type Strokes = Readonly<
	Record<'horizontal' | 'vertical' | 'topLeft' | 'topRight' | 'bottomLeft' | 'bottomRight', Safe>
>;

export function glyphsOf(set: GlyphSet): Glyphs {
	return glyphsBySet[set];
}

const lightStrokes: Strokes = {
	horizontal: safe`─`,
	vertical: safe`│`,
	topLeft: safe`┌`,
	topRight: safe`┐`,
	bottomLeft: safe`└`,
	bottomRight: safe`┘`,
};

const unicode: Glyphs = {
	ok: safe`●`,
	warning: safe`▲`,
	down: safe`✖`,
	unknown: safe`○`,
	absent: safe`-`,
	waiting: safe`·`,
	command: safe`$`,
	check: safe`✓`,
	cross: safe`✖`,
	model: {loaded: safe`●`, onDisk: safe`○`, differs: safe`!`},
	cursor: safe`›`,
	mark: safe`◆`,
	folded: safe`▸`,
	open: safe`▾`,
	tree: {branch: safe`├─`, last: safe`└─`, through: safe`│`},
	bar: {
		full: safe`█`,
		ends: [safe`▏`, safe`▎`, safe`▍`, safe`▌`, safe`▋`, safe`▊`, safe`▉`],
	},
	spark: [safe`▁`, safe`▂`, safe`▃`, safe`▄`, safe`▅`, safe`▆`, safe`▇`, safe`█`],
	map: [safe`▁`, safe`▂`, safe`▃`, safe`▄`, safe`▅`, safe`▆`, safe`▇`, safe`█`],
	chartLine: undefined,
	axis: {tick: safe`┤`, origin: safe`┼`, line: safe`─`},
	tasks: {done: safe`█`, running: safe`▒`, waiting: safe`░`},
	progress: {done: safe`━`, head: safe`╸`, rest: safe`─`},
	spinner: [
		...[safe`⠋`, safe`⠙`, safe`⠹`, safe`⠸`, safe`⠼`],
		...[safe`⠴`, safe`⠦`, safe`⠧`, safe`⠇`, safe`⠏`],
	],
	hairline: safe`─`,
	border: lightStrokes,
	arrows: {up: safe`↑`, down: safe`↓`, left: safe`←`, right: safe`→`},
	net: {in: safe`↓`, out: safe`↑`},
	cut: safe`…`,
	apart: safe`·`,
	bullet: safe`•`,
	codeEdge: safe`│`,
	degree: safe`°`,
};

const linuxConsole: Glyphs = {
	...unicode,
	down: safe`x`,
	unknown: safe`?`,
	check: safe`v`,
	cross: safe`x`,
	model: {loaded: safe`●`, onDisk: safe`o`, differs: safe`!`},
	cursor: safe`>`,
	mark: safe`♦`,
	folded: safe`+`,
	open: safe`-`,
	bar: {full: safe`█`, ends: [safe`░`, safe`▒`]},
	spark: [safe`░`, safe`▒`, safe`█`],
	map: [safe`░`, safe`▒`, safe`█`],
	chartLine: lightStrokes,
	progress: {done: safe`█`, head: safe`█`, rest: safe`░`},
	spinner: [safe`|`, safe`/`, safe`-`, safe`\\`],
};

const ascii: Glyphs = {
	...linuxConsole,
	ok: safe`o`,
	warning: safe`!`,
	waiting: safe`.`,
	model: {loaded: safe`@`, onDisk: safe`o`, differs: safe`!`},
	mark: safe`*`,
	tree: {branch: safe`|-`, last: safe`'-`, through: safe`|`},
	bar: {full: safe`=`, ends: [safe`-`]},
	spark: [safe`_`, safe`.`, safe`-`, safe`=`, safe`#`],
	map: [
		...[safe`0`, safe`1`, safe`2`, safe`3`, safe`4`],
		...[safe`5`, safe`6`, safe`7`, safe`8`, safe`9`],
	],
	chartLine: {
		horizontal: safe`-`,
		vertical: safe`|`,
		topLeft: safe`.`,
		topRight: safe`.`,
		bottomLeft: safe`'`,
		bottomRight: safe`'`,
	},
	axis: {tick: safe`|`, origin: safe`+`, line: safe`-`},
	tasks: {done: safe`#`, running: safe`+`, waiting: safe`.`},
	progress: {done: safe`#`, head: safe`#`, rest: safe`.`},
	hairline: safe`-`,
	border: {
		horizontal: safe`-`,
		vertical: safe`|`,
		topLeft: safe`+`,
		topRight: safe`+`,
		bottomLeft: safe`+`,
		bottomRight: safe`+`,
	},
	arrows: {up: safe`^`, down: safe`v`, left: safe`<`, right: safe`>`},
	net: {in: safe`in`, out: safe`out`},
	cut: safe`~`,
	apart: safe`|`,
	bullet: safe`-`,
	codeEdge: safe`|`,
	degree: safe` `,
};

const glyphsBySet: Readonly<Record<GlyphSet, Glyphs>> = {unicode, 'linux-vt': linuxConsole, ascii};
