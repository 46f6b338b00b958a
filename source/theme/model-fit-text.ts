import {assertNever} from '../domain/assert-never.ts';
import type {DiskFit, MemoryFit, ModelFit} from '../domain/model-fit.ts';
import type {ShelfCopy} from '../domain/model-shelf.ts';
import type {LoadedModel} from '../domain/ollama.ts';
import {durationText} from './duration-text.ts';
import {countText, shareText, sizeText} from './number-text.ts';
import {serviceText} from './route-rejection-text.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';

export type FitWords = {
	readonly nowWallMs: number;
	readonly apart: string;
	/** For a narrow pane: what decides, in at most 45 cells. */
	readonly isShort?: boolean;
};

/** `yes, after llama3.2:3b: 6.24 GiB free, 2.84 GiB to spare` */
export function modelFitText(fit: ModelFit, words: FitWords): Safe {
	if (fit.state === 'silent') {
		const {service} = fit;
		return serviceText(service);
	}

	const {memory, disk} = fit;
	const isOnlyDisk = disk.disk === 'short' && memory.fits !== 'no' && memory.fits !== 'runs';
	return isOnlyDisk ? diskShortText(disk) : memoryFitText(memory, words);
}

/** Where a model stands on a node: `loaded, 3.4 GiB, all GPU`, `on disk`. */
export function copyText({loaded, isOther}: ShelfCopy): Safe {
	const other = isOther ? [safe`another digest`] : [];
	const where =
		loaded === undefined
			? [safe`on disk`]
			: [safe`loaded`, clean(sizeText(loaded.sizeBytes)), gpuShareText(loaded)];
	return joinSafe([...where, ...other], safe`, `);
}

/** `leaves in 4 m 12 s unless used`, `stays` */
export function leavesText(
	{expiresWallMs}: Pick<LoadedModel, 'expiresWallMs'>,
	nowWallMs: number,
): Safe {
	return expiresWallMs === undefined
		? safe`stays`
		: safe`leaves in ${clean(durationText(Math.max(0, expiresWallMs - nowWallMs)))} unless used`;
}

function gpuShareText({sizeBytes, vramBytes}: LoadedModel): Safe {
	if (vramBytes === 0 || sizeBytes === 0) {
		return safe`no GPU`;
	}

	return vramBytes === sizeBytes
		? safe`all GPU`
		: safe`${clean(shareText(vramBytes / sizeBytes))} GPU`;
}

function memoryFitText(memory: MemoryFit, words: FitWords): Safe {
	const {nowWallMs, apart, isShort} = words;
	if (isShort === true && memory.fits !== 'runs') {
		return shortFitText(memory);
	}

	switch (memory.fits) {
		case 'runs':
			return safe`runs now ${clean(apart)} ${leavesText(memory.loaded, nowWallMs)}`;
		case 'yes':
			return memory.freeBytes === undefined
				? safe`perhaps: it needs ${size(memory.needsBytes)}, and nobody tells what is free`
				: safe`yes${afterText(memory.evicted)}: ${freeText(memory)}, ${size(memory.freeBytes - memory.needsBytes)} to spare`;
		case 'spills':
			return safe`no: ${lackText(memory)}; slowly, with ${clean(shareText(1 - memory.gpuFraction))} of it in main memory`;
		case 'no':
			return safe`no: ${lackText(memory)}`;
		default:
			return assertNever(memory);
	}
}

/** `yes: 6.07 GiB GPU free, 3.12 GiB to spare`, `yes, after a: 2.84 GiB to spare`, `no: 1.4 GiB short` */
function shortFitText(memory: Figures): Safe {
	const {needsBytes, freeBytes} = memory;
	if (freeBytes === undefined) {
		return safe`perhaps: needs ${size(needsBytes)}, free is unknown`;
	}

	const free = safe`${size(freeBytes)}${memory.memory === 'gpu' ? safe` GPU` : safe``} free`;
	if (memory.fits !== 'yes') {
		const slowly = memory.fits === 'spills' ? safe`; slowly` : safe``;
		return memory.evicted.length === 0
			? safe`no: ${free}, ${shortText(memory)}${slowly}`
			: safe`no: ${shortText(memory)}${slowly}`;
	}

	const spare = safe`${size(freeBytes - needsBytes)} to spare`;
	return memory.evicted.length === 0
		? safe`yes: ${free}, ${spare}`
		: safe`yes${afterText(memory.evicted)}: ${spare}`;
}

type Figures = Exclude<MemoryFit, {readonly fits: 'runs'}>;

function freeText({memory, freeBytes = 0}: Figures): Safe {
	return safe`${size(freeBytes)}${ofMemory(memory)} free`;
}

function ofMemory(memory: Figures['memory']): Safe {
	return memory === 'gpu' ? safe` of GPU memory` : safe``;
}

/** What is free now is no figure to tell beside one that counts with others gone. */
function lackText(memory: Exclude<Figures, {readonly fits: 'yes'}>): Safe {
	const {evicted, cards, fits} = memory;
	if (evicted.length > 0) {
		return safe`${shortText(memory)}${ofMemory(memory.memory)}${afterText(evicted, safe`even after`)}`;
	}

	return safe`${freeText(memory)}${fits === 'spills' ? cardsText(cards) : safe``}, ${shortText(memory)}`;
}

function shortText({needsBytes, freeBytes = 0}: Figures): Safe {
	return safe`${size(needsBytes - freeBytes)} short`;
}

function cardsText(cards: number): Safe {
	return cards === 1 ? safe` on one card` : safe` on ${clean(countText(cards, 'card'))}`;
}

/** `, after a`, `, after a and b`, `, after a and 3 more`: what is free is counted with them gone. */
function afterText(evicted: readonly string[], after = safe`after`): Safe {
	const [first, second, ...others] = evicted.map(name => clean(name, {maxCharacters: 80}));
	if (first === undefined) {
		return safe``;
	}

	if (second === undefined) {
		return safe`, ${after} ${first}`;
	}

	return others.length === 0
		? safe`, ${after} ${first} and ${second}`
		: safe`, ${after} ${first} and ${evicted.length - 1} more`;
}

function diskShortText({
	needsBytes,
	freeBytes,
}: Extract<DiskFit, {readonly freeBytes: number}>): Safe {
	return safe`no: ${size(freeBytes)} of its disk free, ${size(needsBytes - freeBytes)} short`;
}

function size(bytes: number): Safe {
	return clean(sizeText(Math.max(0, bytes)));
}
