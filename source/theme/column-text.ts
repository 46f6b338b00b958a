import {type DurationPart, durationParts} from './duration-text.ts';
import type {Glyphs} from './glyphs.ts';
import {shareText} from './number-text.ts';
import {clean, type Safe} from './safe.ts';

/**
 * Numbers in columns (SCREENS 1, "Numbers"): right-aligned in a width that is fixed by the unit, so that a value that
 * changes changes only its own cells. What is unknown, or too much for its largest unit, is `-` at the right edge.
 */
export type Column = (value: number | undefined, glyphs: Glyphs) => Safe;

const mebibyte = 1024 ** 2;
const rateUnits = ['kB/s', 'MB/s', 'GB/s', 'TB/s', 'PB/s'];
const sizeScale: Scale = {figures: 3, base: 1024, units: ['MiB', 'GiB', 'TiB', 'PiB', 'EiB']};

type NumberText = (value: number, glyphs: Glyphs) => string;

/** ` 87%`, 4 cells, of a fraction: 0% and 100% only when it truly is. */
export const shareColumn: Column = column(4, shareText);

/** ` 71°C`, 5 cells; in ascii ` 71 C`. For a screen reader the degrees are a word. */
export const temperatureColumn: Column = (value, glyphs) => {
	const textOf = (celsius: number): string =>
		`${celsius.toFixed(0).replace(/^-0$/, '0')}${glyphs.degree}C`;
	return column(4 + glyphs.degree.length, textOf, Number.NEGATIVE_INFINITY)(value, glyphs);
};

/** `1.2 MB/s`, 8 cells, of bytes a second: decimal, never below kB. */
export const rateColumn: Column = column(8, bytesPerSecond =>
	scaledText(bytesPerSecond / 1000, {figures: 2, base: 1000, units: rateUnits}),
);

/** `21.1 GiB`, 8 cells, of bytes: binary, never below MiB. */
export const sizeColumn: Column = column(8, bytes => scaledText(bytes / mebibyte, sizeScale));

/** ` 2 h 14 m`, 9 cells, of milliseconds; `    412 d` from 100 days on. */
export const durationColumn: Column = column(9, durationMs => {
	const {larger, smaller} = durationParts(durationMs);
	return smaller === undefined ? partText(larger) : `${partText(larger)} ${partText(smaller)}`;
});

/** `  4 h`, 5 cells, of milliseconds: its largest unit, years from 1000 days on. */
export const shortDurationColumn: Column = column(5, durationMs => {
	const {larger} = durationParts(durationMs);
	return larger.count < 1000 ? partText(larger) : `${Math.floor(larger.count / 365.25)} y`;
});

/** `0.7 ms`, 6 cells, of milliseconds. */
export const latencyColumn: Column = column(6, ms =>
	scaledText(ms, {figures: 2, base: 1000, units: ['ms', 's']}),
);

/** `0.42`, 4 cells: the load average, with the decimals of the kernel. */
export const loadColumn: Column = column(4, load => figuresText(load, 3));

/** ` 412 W`, 6 cells, of watts. */
export const powerColumn: Column = column(6, watts =>
	scaledText(watts, {figures: 2, base: 1000, units: ['W', 'kW', 'MW']}),
);

/** ` 164 tok/s`, 10 cells, of tokens a second; `3.1k tok/s` from 1000 on. */
export const speedColumn: Column = column(10, speed =>
	Math.round(speed) < 1000
		? `${amountText(speed, 2)} tok/s`
		: `${amountText(speed / 1000, 2)}k tok/s`,
);

/** ` 1,840`, 6 cells; ` 102 k` from 100,000 on. */
export const countColumn: Column = column(6, count =>
	Math.round(count) < 100_000
		? Math.round(count).toLocaleString('en')
		: scaledText(count / 1000, {figures: 2, base: 1000, units: ['k', 'M', 'G', 'T']}),
);

/** `21.1/24.0 GiB`, 13 cells, of bytes, both in the unit of the total. */
export function usedColumn(
	usedBytes: number | undefined,
	totalBytes: number | undefined,
	glyphs: Glyphs,
): Safe {
	const text = column(13, used => {
		const {value: total, unit, divisor} = scaled((totalBytes ?? 0) / mebibyte, sizeScale);
		const usedText = amountText(used / mebibyte / divisor, sizeScale.figures);
		return `${usedText.padStart(4)}/${amountText(total, sizeScale.figures)} ${unit}`;
	});
	return text(isFigure(totalBytes) ? usedBytes : undefined, glyphs);
}

/** `14:02`, in the time zone of this machine. */
export function clockText(wallMs: number): Safe {
	const time = new Date(wallMs);
	const parts = [time.getHours(), time.getMinutes()];
	return clean(parts.map(part => String(part).padStart(2, '0')).join(':'));
}

/** Below `least` a value is none. */
function column(columns: number, textOf: NumberText, least = 0): Column {
	return (value, glyphs) => {
		const text = isFigure(value) && value >= least ? textOf(value, glyphs) : glyphs.absent;
		return clean((text.length <= columns ? text : glyphs.absent).padStart(columns));
	};
}

function isFigure(value: number | undefined): value is number {
	return value !== undefined && Number.isFinite(value);
}

function partText({count, unit}: DurationPart): string {
	return `${String(count).padStart(2)} ${unit}`;
}

function scaledText(value: number, scale: Scale): string {
	const {value: amount, unit} = scaled(value, scale);
	return `${amountText(amount, scale.figures)} ${unit}`;
}

type Scale = {
	readonly figures: number;
	readonly base: number;
	/** The smallest first. */
	readonly units: readonly string[];
};

type Scaled = {readonly value: number; readonly unit: string; readonly divisor: number};

/** Steps to the next unit before a fourth figure is needed. */
function scaled(value: number, {base, units}: Scale): Scaled {
	const step = units.findIndex((_, index) => Math.round(value / base ** index) < 1000);
	const index = step === -1 ? units.length - 1 : step;
	const divisor = base ** index;
	return {value: value / divisor, unit: units[index] ?? '', divisor};
}

/** Nothing is `0`, and little is not nothing: `0.1`. */
function amountText(value: number, figures: number): string {
	return value === 0 ? '0' : figuresText(Math.max(value, 10 ** (1 - figures)), figures);
}

/** As many decimals as fit into the figures: `0.42`, `28.1`, `128` with three. */
function figuresText(value: number, figures: number): string {
	const texts = Array.from({length: figures}, (_, index) => value.toFixed(figures - 1 - index));
	return texts.find(text => text.replace('.', '').length <= figures) ?? value.toFixed(0);
}
