const redacted = '[secret]';

/**
 * A value that cannot be printed by accident: JSON, string conversion and the inspector all give `[secret]`.
 * The one way to the text is `reveal`, so a search for that word finds every use.
 */
export class Secret {
	readonly #text: string;

	constructor(text: string) {
		this.#text = text;
	}

	reveal(): string {
		return this.#text;
	}

	toString(): string {
		return redacted;
	}

	toJSON(): string {
		return redacted;
	}

	[Symbol.toPrimitive](): string {
		return redacted;
	}

	/** The hook of Node's util.inspect, which console.log and assertion messages use. */
	[Symbol.for('nodejs.util.inspect.custom')](): string {
		return redacted;
	}
}
