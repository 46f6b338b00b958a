/** Block elements and braille as paths: https://www.unicode.org/charts/PDF/U2580.pdf and U2800.pdf */
export type Box = {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
};

const lowerBlocks = '▁▂▃▄▅▆▇█';
const leftBlocks = '▏▎▍▌▋▊▉';
const firstBraille = 0x2800;
/** Column and row of the dots in the order of their bits. */
const dots = [
	[0, 0],
	[0, 1],
	[0, 2],
	[1, 0],
	[1, 1],
	[1, 2],
	[0, 3],
	[1, 3],
] as const;
const dotSize = 2;

/** The path of a character in its cell; undefined: it is text. */
export function shapeOf(character: string, box: Box): string | undefined {
	const lower = lowerBlocks.indexOf(character);
	if (lower >= 0) {
		const height = (box.height * (lower + 1)) / 8;
		return rectangle({...box, top: box.top + box.height - height, height});
	}

	const left = leftBlocks.indexOf(character);
	if (left >= 0) {
		return rectangle({...box, width: (box.width * (left + 1)) / 8});
	}

	if (character === '─') {
		return rectangle({...box, top: box.top + box.height / 2, height: 1});
	}

	const bits = (character.codePointAt(0) ?? 0) - firstBraille;
	return bits > 0 && bits < 256 ? braille(bits, box) : undefined;
}

function braille(bits: number, {left, top, width, height}: Box): string {
	return dots
		.map(([column, row], index) =>
			(bits & (1 << index)) === 0
				? ''
				: rectangle({
						left: left + (width * (2 * column + 1)) / 4 - dotSize / 2,
						top: top + (height * (2 * row + 1)) / 8 - dotSize / 2,
						width: dotSize,
						height: dotSize,
					}),
		)
		.join('');
}

function rectangle({left, top, width, height}: Box): string {
	return `M${round(left)} ${round(top)}h${round(width)}v${round(height)}h${round(-width)}z`;
}

function round(value: number): number {
	return Number(value.toFixed(2));
}
