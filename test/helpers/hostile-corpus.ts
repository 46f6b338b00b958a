import fc from 'fast-check';
import entries from '../fixtures/hostile/corpus.json' with {type: 'json'};

export type HostileText = {
	readonly category: string;
	readonly name: string;
	readonly text: string;
};

/** Strings that act on a terminal, hide something or try to become code; each is one line of the fixture. */
export const hostileCorpus: readonly HostileText[] = entries.map(
	(entry: {category: string; name: string; text: string; times?: number}) => ({
		category: entry.category,
		name: entry.name,
		text: entry.text.repeat(entry.times ?? 1),
	}),
);

const fragments = [
	...['\u001b', '\u001b[', '\u001b]', '\u001bP', '\u001b_', '\u009b', '\u009d', '\u0090', '\u009c'],
	...[
		'\u0007',
		'\u001b\\',
		'[',
		']',
		';',
		'?',
		'52;c;',
		'0;',
		'8;;',
		'2J',
		'm',
		'6n',
		'c',
		'\n',
		'\r',
		'\b',
	],
	...[
		'\u200d',
		'\ufe0f',
		'\ufe0e',
		'\u20e3',
		'\u0301',
		'\u1161',
		'\u202e',
		'\u2028',
		'\u{e0041}',
		'\u{e0100}',
	],
	...[
		'\u{1f468}',
		'\u{1f3fd}',
		'\u2764',
		'1',
		'#',
		'a',
		' ',
		'\u6f22',
		'\ud800',
		'\udc00',
		'\u3164',
		'\ue000',
	],
];

/** Texts put together from fragments of the corpus, whole strings of it, and any code units at all. */
export const hostileText: fc.Arbitrary<string> = fc
	.array(
		fc.oneof(
			{arbitrary: fc.constantFrom(...fragments), weight: 6},
			{arbitrary: fc.string({unit: 'binary', maxLength: 4}), weight: 3},
			{arbitrary: fc.nat(0xffff).map(unit => String.fromCharCode(unit)), weight: 2},
			{
				arbitrary: fc.constantFrom(...hostileCorpus).map(({text}) => text.slice(0, 80)),
				weight: 1,
			},
		),
		{maxLength: 24},
	)
	.map(parts => parts.join(''));
