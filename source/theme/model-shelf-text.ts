import type {ShelfRow} from '../domain/model-shelf.ts';
import {type Safe, safe} from './safe.ts';

/** How many nodes have a model, and how many should: `3/2`; `3/all` where it is wanted wherever it fits. */
export function haveText({have, wanted}: Pick<ShelfRow, 'have' | 'wanted'>): Safe {
	if (wanted === undefined) {
		return safe`${have}`;
	}

	return wanted === 'everywhere' ? safe`${have}/all` : safe`${have}/${wanted}`;
}
