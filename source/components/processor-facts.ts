import type {Gpu} from '../domain/gpu.ts';
import type {HealthReason} from '../domain/health.ts';
import type {CpuFigures, MemoryFigures} from '../domain/node-figures.ts';
import {
	loadColumn,
	powerColumn,
	shareColumn,
	temperatureColumn,
	usedColumn,
} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {sizeText} from '../theme/number-text.ts';
import type {Piece} from '../theme/piece.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {padStart} from '../theme/width.ts';
import type {Fact, FactColumns} from './fact-columns.ts';
import {overLimitTone} from './over-limit-tone.ts';
import {heightGlyph} from './sparkline.ts';

/** A height for each core; where they are too many, for the busiest of so many neighbours. */
export function coresFact(
	perCore: CpuFigures['perCore'],
	columns: number,
	glyphs: Glyphs,
): readonly Fact[] {
	if (perCore.length === 0) {
		return [];
	}

	const neighbours = Math.ceil(perCore.length / Math.max(1, columns));
	const heights = Array.from({length: Math.ceil(perCore.length / neighbours)}, (_, index) => {
		const known = perCore
			.slice(index * neighbours, (index + 1) * neighbours)
			.filter(fraction => fraction !== undefined);
		return known.length === 0 ? safe` ` : heightGlyph(Math.max(...known), glyphs);
	});
	const text = joinSafe(heights, safe``);
	return [{label: safe`cores`, rank: 2, pieces: [{text, tone: 'bar'}]}];
}

/** ` 98%  21.1/24.0 GiB   71°C   412/450 W` */
export function gpuFact(gpu: Gpu, {isWide}: FactColumns, glyphs: Glyphs): Fact {
	const gap = isWide ? safe`  ` : safe` `;
	const used = usedColumn(gpu.memoryUsedBytes, gpu.memoryTotalBytes, glyphs);
	const power = isWide ? powerOfLimit(gpu, glyphs) : powerColumn(gpu.powerWatts, glyphs);
	return {
		label: safe`gpu ${gpu.index}`,
		rank: 3 + gpu.index / 1000,
		pieces: [
			{text: safe`${shareColumn(gpu.utilizationFraction, glyphs)}  ${used}${gap}`},
			{text: safe`${temperatureColumn(gpu.temperatureCelsius, glyphs)}${gap}${power}`},
		],
	};
}

function powerOfLimit({powerWatts, powerLimitWatts}: Gpu, glyphs: Glyphs): Safe {
	return powerWatts === undefined || powerLimitWatts === undefined
		? powerColumn(powerWatts, glyphs)
		: padStart(safe`${Math.round(powerWatts)}/${Math.round(powerLimitWatts)} W`, 10);
}

/** `28.1  27.0  25.3   iowait   2%   steal   0%` */
export function loadFact(cpu: CpuFigures, {isWide}: FactColumns, glyphs: Glyphs): Fact {
	const loads = [cpu.load1, cpu.load5, cpu.load15].map(load => loadColumn(load, glyphs));
	const shares: readonly Piece[] = isWide
		? [
				{text: safe`   iowait `, tone: 'dim'},
				{text: shareColumn(cpu.iowaitFraction, glyphs)},
				{text: safe`   steal `, tone: 'dim'},
				{text: shareColumn(cpu.stealFraction, glyphs)},
			]
		: [];
	return {label: safe`load`, rank: 1, pieces: [{text: joinSafe(loads, safe`  `)}, ...shares]};
}

/** `78.1 of 128 GiB   swap   0 MiB`; nothing where the node does not tell. */
export function memoryFact(
	memory: MemoryFigures | undefined,
	reasons: readonly HealthReason[],
	{isWide}: FactColumns,
): readonly Fact[] {
	if (memory === undefined) {
		return [];
	}

	const {usedBytes, totalBytes, swapUsedBytes, swapTotalBytes} = memory;
	const tone =
		usedBytes === undefined ? undefined : overLimitTone('memory', usedBytes / totalBytes, reasons);
	const swap: readonly Piece[] =
		isWide && swapTotalBytes !== undefined && swapTotalBytes > 0
			? [{text: safe`   swap `, tone: 'dim'}, {text: clean(sizeOrNothing(swapUsedBytes))}]
			: [];
	return [
		{
			label: safe`memory`,
			rank: 2,
			pieces: [{text: usedOfTotal(usedBytes, totalBytes), ...(tone && {tone})}, ...swap],
		},
	];
}

function sizeOrNothing(bytes: number | undefined): string {
	return bytes === undefined ? '-' : sizeText(bytes);
}

/** `78.1 of 128 GiB`: the unit once where both have the same. */
function usedOfTotal(usedBytes: number | undefined, totalBytes: number): Safe {
	const total = sizeText(totalBytes);
	const used = sizeOrNothing(usedBytes);
	const unit = total.slice(total.indexOf(' '));
	return clean(`${used.endsWith(unit) ? used.slice(0, -unit.length) : used} of ${total}`);
}
