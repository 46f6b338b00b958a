import {printableJson} from '../domain/printable.ts';

/**
 * JSON that `cat` can show safely: every active character is an escape. Figures have four decimals: more would claim a
 * precision that two samples do not have.
 */
export function jsonText(value: unknown, indent: number): string {
	return printableJson(JSON.stringify(value, roundFigure, indent));
}

function roundFigure(_key: string, value: unknown): unknown {
	return typeof value === 'number' && !Number.isInteger(value)
		? Math.round(value * 10_000) / 10_000
		: value;
}
