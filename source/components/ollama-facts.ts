import {durationText} from '../theme/duration-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {fitParts} from '../theme/node-row-text.ts';
import {countText, shareText, sizeText} from '../theme/number-text.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import type {Fact} from './fact-columns.ts';

/** The Ollama of a node as its detail tells of it. All text is raw. */
export type NodeOllamaFacts =
	| {readonly state: 'none'; readonly port: number}
	/** `isMissed`: it is configured, or was there. */
	| {readonly state: 'silent'; readonly why: Safe; readonly isMissed: boolean}
	| {
			readonly state: 'serving';
			readonly version: string;
			/** Undefined: not told yet. */
			readonly loaded: readonly LoadedThere[] | undefined;
			readonly installed: readonly string[] | undefined;
			/** A list is old: the last try to read it failed. */
			readonly isOld: boolean;
	  };

export type LoadedThere = {
	readonly name: string;
	readonly sizeBytes: number;
	readonly vramBytes: number;
	/** Undefined: it stays. */
	readonly leavesInMs: number | undefined;
};

/** After the cores, cards and mounts, before what only tells that all is quiet. */
const rank = 7;

type Room = {readonly width: number; readonly isWhole: boolean; readonly glyphs: Glyphs};

/** `ollama    0.12.3 · llama3.2:3b loaded · 3 models`; where there is room each model in memory has a line. */
export function ollamaFacts(ollama: NodeOllamaFacts, room: Room): readonly Fact[] {
	const {width, isWhole, glyphs} = room;
	const label = safe`ollama`;
	switch (ollama.state) {
		case 'none':
			return isWhole
				? [{label, rank, pieces: [{text: safe`none on port ${ollama.port}`, tone: 'dim'}]}]
				: [];
		case 'silent': {
			const text = fitParts([ollama.why], width, glyphs);
			return ollama.isMissed
				? [{label, rank: 0, pieces: [{text, tone: 'warning'}]}]
				: [{label, rank, pieces: [{text, tone: 'dim'}]}];
		}

		default: {
			const head = fitParts(headParts(ollama), width, glyphs);
			return [{label, rank, pieces: [{text: head}]}, ...(isWhole ? wholeFacts(ollama, room) : [])];
		}
	}
}

type Serving = Extract<NodeOllamaFacts, {state: 'serving'}>;

function headParts({version, loaded, installed, isOld}: Serving): readonly Safe[] {
	return [
		clean(version, {maxCharacters: 40}),
		...(isOld ? [safe`lists are old`] : []),
		...(loaded === undefined ? [] : [loadedPart(loaded)]),
		...(installed === undefined ? [] : [clean(countText(installed.length, 'model'))]),
	];
}

function loadedPart(loaded: readonly LoadedThere[]): Safe {
	const [first, ...others] = loaded;
	if (first === undefined) {
		return safe`nothing loaded`;
	}

	return others.length === 0 ? safe`${nameOf(first)} loaded` : safe`${loaded.length} loaded`;
}

function wholeFacts(
	{loaded = [], installed = []}: Serving,
	{width, glyphs}: Room,
): readonly Fact[] {
	const names = installed.map(name => clean(name, {maxCharacters: 100}));
	const [firstName, ...otherNames] = names;
	const lines = [
		...loaded.map(loadedParts),
		...(firstName === undefined ? [] : [[safe`on disk ${firstName}`, ...otherNames]]),
	];
	return lines.map(parts => ({
		...{label: safe``, rank},
		pieces: [{text: fitParts(parts, width, glyphs)}],
	}));
}

/** `llama3.2:3b · 3.11 GiB · 62% GPU · 4 m 12 s left` */
function loadedParts(model: LoadedThere): readonly Safe[] {
	const {sizeBytes, vramBytes, leavesInMs} = model;
	const share = sizeBytes > 0 ? vramBytes / sizeBytes : 0;
	return [
		nameOf(model),
		clean(sizeText(sizeBytes)),
		share > 0 ? safe`${clean(shareText(share))} GPU` : safe`CPU`,
		leavesInMs === undefined
			? safe`stays`
			: safe`${clean(durationText(Math.max(0, leavesInMs)))} left`,
	];
}

function nameOf({name}: Pick<LoadedThere, 'name'>): Safe {
	return clean(name, {maxCharacters: 100});
}
