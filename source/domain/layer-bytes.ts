import type {LayerProgress} from './model-deed.ts';

export function totalBytes(layers: readonly LayerProgress[]): number {
	return layers.reduce((sum, layer) => sum + layer.totalBytes, 0);
}

export function completedBytes(layers: readonly LayerProgress[]): number {
	return layers.reduce((sum, layer) => sum + layer.completedBytes, 0);
}
