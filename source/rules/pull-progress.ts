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
	const layers = layer === undefined ? soFar.layers : withLayer(soFar.layers, layer);
	return step === soFar.step && layers === soFar.layers ? soFar : {step, layers};
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

/** Of all layers that were told of; a lower bound: what came before the first line of a layer counts as found. */
export function fetchedBytes({layers}: PullSoFar): number {
	return layers.reduce((sum, {completedBytes, foundBytes}) => sum + completedBytes - foundBytes, 0);
}
