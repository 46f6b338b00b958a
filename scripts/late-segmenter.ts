/** Characters of which each stands alone whatever stands beside it, and none is made of two units of UTF-16. */
export const singles =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: ESC begins what switches a look on, and joins nothing.
	/^[\u001B -~\u00A0-\u00AC\u00AE-\u02FF\u2010-\u2027\u2039\u203A\u2190-\u2193\u2500-\u25FC\u2666\u2713\u2716\u2800-\u28FF]*$/;

/**
 * Stands in for Intl.Segmenter in what is bundled of Ink, for graphemes: the real one is made for the first text that
 * needs it. What is drawn is mostly made of characters that stand alone, and those it takes apart without.
 */
export class LateSegmenter {
	readonly #options: ConstructorParameters<typeof Intl.Segmenter>;
	#real: Intl.Segmenter | undefined;

	constructor(...options: ConstructorParameters<typeof Intl.Segmenter>) {
		this.#options = options;
	}

	segment(text: string): Pick<Intl.Segments, 'containing' | typeof Symbol.iterator> {
		if (singles.test(text)) {
			return new Singles(text);
		}

		this.#real ??= new Intl.Segmenter(...this.#options);
		return this.#real.segment(text);
	}
}

class Singles {
	readonly #text: string;

	constructor(text: string) {
		this.#text = text;
	}

	/** As Intl.Segments: undefined outside of the text. */
	containing(index = 0): Intl.SegmentData | undefined {
		const segment = this.#text[index];
		return segment === undefined ? undefined : {segment, index, input: this.#text};
	}

	*[Symbol.iterator](): Generator<Intl.SegmentData, undefined> {
		const input = this.#text;
		for (let index = 0; index < input.length; index += 1) {
			yield {segment: input.charAt(index), index, input};
		}

		return undefined;
	}
}
