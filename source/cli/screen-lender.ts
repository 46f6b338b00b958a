import {wrapOn} from './line-wrap.ts';
import {plainModes} from './plain-modes.ts';
import type {ScreenInput} from './stdin-tap.ts';

/** The second screen begins where the cursor stands on the first: behind what was typed its first line would wrap. */
export const firstColumn = '\r';

export type LenderParts = {
	readonly stdin: Pick<ScreenInput, 'setRawMode'>;
	readonly stdout: {readonly write: (text: string) => unknown};
	/** Leaves the second screen for what `use` does, and draws anew afterwards; undefined: there is no picture yet. */
	readonly suspendTerminal: (use: () => Promise<void>) => Promise<void> | undefined;
	readonly onAway: () => void;
	readonly onBack: () => void;
};

export type Lender = {
	/** Undefined: it is lent already, or left, or was never drawn. */
	readonly lend: <Value>(use: () => Promise<Value>) => Promise<Value | undefined>;
	readonly isAway: () => boolean;
	/** Resolves when nobody else has the terminal. Never rejects. */
	readonly returned: () => Promise<unknown>;
	/** The screen is left: nothing comes back. */
	readonly close: () => void;
};

/** Leaves the screen to others, one at a time. */
export function createLender(parts: LenderParts): Lender {
	const {stdin, stdout, suspendTerminal, onAway, onBack} = parts;
	let isAway = false;
	let hasLeft = false;
	let returned: Promise<unknown> = Promise.resolve();

	async function lend<Value>(use: () => Promise<Value>): Promise<Value | undefined> {
		if (isAway || hasLeft) {
			return undefined;
		}

		isAway = true;
		onAway();
		let value: Value | undefined;
		try {
			await suspendTerminal(async () => {
				stdin.setRawMode(false);
				const using = use();
				returned = using.catch(() => undefined);
				value = await using;
				if (!hasLeft) {
					// First of all: in the background this stops the program again before it draws.
					stdin.setRawMode(true);
					stdout.write(plainModes + wrapOn + firstColumn);
				}
			});
		} finally {
			isAway = false;
			if (!hasLeft) {
				onBack();
			}
		}

		return value;
	}

	return {
		lend,
		isAway: () => isAway,
		returned: () => returned,
		close() {
			hasLeft = true;
		},
	};
}
