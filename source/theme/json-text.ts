/** What JSON lets through raw and a terminal may act on: DEL, C1 controls, formats (bidi), line separators. */
const active = /[\u007F-\u009F\p{Cf}\p{Zl}\p{Zp}\p{Cn}\p{Co}]/gu;

/**
 * JSON that `cat` can show safely: every active character is an escape. Figures have four decimals: more would claim a
 * precision that two samples do not have.
 */
export function jsonText(value: unknown, indent: number): string {
	return JSON.stringify(value, roundFigure, indent).replace(active, escapeUnits);
}

function roundFigure(_key: string, value: unknown): unknown {
	return typeof value === 'number' && !Number.isInteger(value)
		? Math.round(value * 10_000) / 10_000
		: value;
}

function escapeUnits(character: string): string {
	return Array.from(
		{length: character.length},
		(_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
	).join('');
}
