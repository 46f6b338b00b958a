import type {Failure} from '../domain/failure.ts';

/** The way from node to node is not there, whichever node gives it; the registry may be. */
export function isUnableToCopy({kind}: Failure): boolean {
	return kind === 'unsupported' || kind === 'denied';
}
