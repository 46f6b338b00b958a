import fc from 'fast-check';

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', String.raw`\d`, '1');

/** Regular expressions that both engines understand. */
export const anyPattern = fc.letrec<{all: string}>(tie => ({
	all: fc.oneof(
		{maxDepth: 3, depthSize: 'small'},
		atom,
		fc.tuple(tie('all'), tie('all')).map(([one, other]) => one + other),
		fc.tuple(tie('all'), tie('all')).map(([one, other]) => `(${one}|${other})`),
		fc
			.tuple(tie('all'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}'))
			.map(([one, sign]) => `(${one})${sign}`),
		tie('all').map(one => `(^${one})`),
		tie('all').map(one => `(${one}$)`),
		tie('all').map(one => String.raw`(\b${one})`),
		tie('all').map(one => String.raw`(${one}\b)`),
		tie('all').map(one => String.raw`(${one}\B)`),
	),
})).all;

export const anyText = fc
	.array(fc.constantFrom('a', 'b', '1', 'B', '-'), {maxLength: 8})
	.map(characters => characters.join(''));
