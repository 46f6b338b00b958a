import type {DeedProgress, LayerProgress} from '../domain/model-deed.ts';

/** A pull as its lines told it by now. */
export type PullSoFar = {
	readonly step: DeedProgress['step'];
	/** With what was there when each was first told of: an earlier try had fetched it. */
	readonly layers: ReadonlyArray<LayerProgress & {readonly foundBytes: number}>;
};

export const nothingPulled: PullSoFar = {step: 'asking', layers: []};

/** No model has as many; what tells of more is no Ollama. */
const mostLayers = 256;

type Told = {
	readonly step: DeedProgress['step'] | undefined;
	readonly layer: LayerProgress | undefined;
};

/** The same record where a line tells nothing new. */
export function withPullStatus(soFar: PullSoFar, {step = soFar.step, layer}: Told): PullSoFar {
	const isNext = layer !== undefined && soFar.layers.at(-1)?.digest !== layer.digest;
	const before = isNext || isAfterLayers(step) ? wholeLayers(soFar.layers) : soFar.layers;
	const layers = layer === undefined ? before : withLayer(before, layer);
	return step === soFar.step && layers === soFar.layers ? soFar : {step, layers};
}

function isAfterLayers(step: DeedProgress['step']): boolean {
	return step === 'verifying' || step === 'writing' || step === 'removing';
}

/**
 * Ollama fetches one after the other, and tells every 60 ms how far it is: what came behind the last tick of a layer is
 * told of by what comes next. https://github.com/ollama/ollama/blob/main/server/download.go Wait
 */
function wholeLayers(layers: PullSoFar['layers']): PullSoFar['layers'] {
	return layers.every(({completedBytes, totalBytes}) => completedBytes === totalBytes)
		? layers
		: layers.map(layer => ({...layer, completedBytes: layer.totalBytes}));
}

function withLayer(layers: PullSoFar['layers'], told: LayerProgress): PullSoFar['layers'] {
	const at = layers.findIndex(({digest}) => digest === told.digest);
	const known = layers[at];
	if (known === undefined) {
		return layers.length < mostLayers
			? [...layers, {...told, foundBytes: told.completedBytes}]
			: layers;
	}

	const isSame =
		known.completedBytes === told.completedBytes && known.totalBytes === told.totalBytes;
	// A part that is fetched again takes back what it had told: that was never there.
	const foundBytes = Math.min(known.foundBytes, told.completedBytes);
	return isSame ? layers : layers.with(at, {...told, foundBytes});
}

/**
 * Of all layers that were told of; a lower bound: what came before the first line of a layer counts as found, and of a
 * layer that took less than 60 ms there is no line.
 */
export function fetchedBytes({layers}: PullSoFar): number {
	return layers.reduce((sum, {completedBytes, foundBytes}) => sum + completedBytes - foundBytes, 0);
}

/** What is still to come of the layers that were told of. */
export function restBytes({layers}: PullSoFar): number {
	return layers.reduce((sum, {totalBytes, completedBytes}) => sum + totalBytes - completedBytes, 0);
}
