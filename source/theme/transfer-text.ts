import type {DeedProgress, DeedStage, LayerProgress, ModelDeed} from '../domain/model-deed.ts';
import {completedBytes, totalBytes} from '../domain/layer-bytes.ts';
import {durationText} from './duration-text.ts';
import type {Glyphs} from './glyphs.ts';
import {doingWord, stepText} from './model-deed-text.ts';
import {rateText, shareText, sizeText} from './number-text.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';
import {padEnd, padStart, takeColumns} from './width.ts';

const barColumns = 12;
const shareColumns = 4;

export type TransferRow = {
	readonly deed: ModelDeed;
	readonly stage: DeedStage;
};

type Drawing = {
	readonly glyphs: Glyphs;
	/** Of the names before the bars. */
	readonly nameColumns: number;
};

/** `gpu-02 qwen3:4b   42% ━━━━╸───────  1.2 of 2.33 GiB, 11.2 MB/s, 1 m 40 s left` */
export function transferLine({deed, stage}: TransferRow, drawing: Drawing): Safe {
	const name = nameColumn(transferName(deed), drawing);
	switch (stage.state) {
		case 'queued':
			return safe`${name}  waits, ${stage.ahead} before it`;
		case 'working':
			return stage.progress.layers.length === 0
				? safe`${name}  ${stepText(deed, stage.progress)}`
				: safe`${name}  ${totalText(deed, stage.progress, drawing)}`;
		default:
			return name;
	}
}

/** `gpu-02 qwen3:4b` */
export function transferName({node, model}: ModelDeed): Safe {
	return safe`${clean(node)} ${clean(model, {maxCharacters: 60})}`;
}

/** One for each layer, below the line of the whole. */
export function layerLine(layer: LayerProgress, drawing: Drawing): Safe {
	const name = nameColumn(safe`  ${clean(layer.digest)}`, drawing);
	return safe`${name}  ${barText([layer], drawing)}  ${amountText([layer])}`;
}

function nameColumn(name: Safe, {nameColumns}: Drawing): Safe {
	return padEnd(takeColumns(name, nameColumns), nameColumns);
}

function totalText(deed: ModelDeed, progress: DeedProgress, drawing: Drawing): Safe {
	const {step, layers} = progress;
	const doing = step === 'layers' ? [] : [stepText(deed, progress)];
	return safe`${barText(layers, drawing)}  ${joinSafe([...doing, ...paceTexts(progress)], safe`, `)}`;
}

/** `1.2 of 2.33 GiB`, `11.2 MB/s`, `1 m 40 s left` */
function paceTexts({layers, bytesPerSecond}: DeedProgress): readonly Safe[] {
	const restBytes = totalBytes(layers) - completedBytes(layers);
	if (bytesPerSecond === undefined) {
		return [amountText(layers)];
	}

	const leftMs = Math.max(1000, (restBytes / bytesPerSecond) * 1000);
	const left = restBytes === 0 ? [] : [safe`${clean(durationText(leftMs))} left`];
	return [amountText(layers), clean(rateText(bytesPerSecond)), ...left];
}

function barText(layers: readonly LayerProgress[], {glyphs}: Drawing): Safe {
	const fraction = fractionOf(layers);
	const {done, head, rest} = glyphs.progress;
	const full = Math.floor(fraction * barColumns);
	const cells = Array.from({length: barColumns}, (_, index) =>
		index < full ? done : index === full && fraction > 0 ? head : rest,
	);
	const share = padStart(clean(shareText(fraction)), shareColumns);
	return safe`${share} ${joinSafe(cells, safe``)}`;
}

function fractionOf(layers: readonly LayerProgress[]): number {
	const all = totalBytes(layers);
	return all === 0 ? 1 : completedBytes(layers) / all;
}

/** `1.2 of 2.33 GiB`, `2.33 GiB` */
function amountText(layers: readonly LayerProgress[]): Safe {
	const [done, all] = [sizeText(completedBytes(layers)), sizeText(totalBytes(layers))];
	const unit = all.slice(all.indexOf(' '));
	const short = done.endsWith(unit) ? done.slice(0, -unit.length) : done;
	return clean(done === all ? all : `${short} of ${all}`);
}

/** A line for who reads no terminal: one for each new step, and for each layer that begins; undefined: nothing new. */
export function stepLine(
	{deed, stage}: TransferRow,
	before: DeedStage | undefined,
): Safe | undefined {
	const [node, model] = [clean(deed.node), clean(deed.model, {maxCharacters: 60})];
	if (stage.state === 'queued') {
		return before === undefined
			? safe`${node}: ${model} waits, ${stage.ahead} before it`
			: undefined;
	}

	if (stage.state !== 'working') {
		return undefined;
	}

	const {progress} = stage;
	const told = before?.state === 'working' ? before.progress : undefined;
	const word = stepText(deed, progress);
	const layer = progress.layers.at(-1);
	// What was read of this machine is sent next: from nothing on.
	const toldLayers = isReading(told) === isReading(progress) ? (told?.layers.length ?? 0) : 0;
	if (layer !== undefined && progress.layers.length > toldLayers) {
		const size = clean(sizeText(layer.totalBytes));
		const doing = isReading(progress) ? word : doingWord(deed);
		return safe`${node}: ${doing} ${model}, ${clean(layer.digest)}, ${size}`;
	}

	return progress.step !== 'layers' && (told === undefined || word !== stepText(deed, told))
		? safe`${node}: ${word} ${model}`
		: undefined;
}

/**
 * How far it is, for the same reader: `gpu-02: pulling qwen3:4b, 42%, 1.2 of 2.33 GiB, 11.2 MB/s, 1 m 40 s left`.
 * Undefined: less than a tenth further than what was told last.
 */
export function shareLine(
	{deed, stage}: TransferRow,
	told: DeedStage | undefined,
): Safe | undefined {
	if (stage.state !== 'working' || tenthOf(stage) <= tenthOf(told)) {
		return undefined;
	}

	const {progress} = stage;
	const doing = isReading(progress) ? stepText(deed, progress) : doingWord(deed);
	const [node, model] = [clean(deed.node), clean(deed.model, {maxCharacters: 60})];
	const share = clean(shareText(fractionOf(progress.layers)));
	const parts = joinSafe([share, ...paceTexts(progress)], safe`, `);
	return safe`${node}: ${doing} ${model}, ${parts}`;
}

function isReading(progress: DeedProgress | undefined): boolean {
	return progress?.step === 'reading';
}

/** What is whole is the next step. */
function tenthOf(stage: DeedStage | undefined): number {
	const layers = stage?.state === 'working' ? stage.progress.layers : [];
	const fraction = fractionOf(layers);
	return fraction === 1 ? 0 : Math.floor(fraction * 10);
}
