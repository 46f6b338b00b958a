import {useEffect, useState} from 'react';

/** A part of the program that is loaded when it is first seen. */
export type LatePart<Part> = {
	/** Undefined: it was not loaded yet. */
	readonly get: () => Part | undefined;
	readonly load: () => Promise<Part>;
};

/** The part, once it is there; until then, and where it cannot be loaded, undefined. */
export function useLoaded<Part extends object>({get, load}: LatePart<Part>): Part | undefined {
	const [part, setPart] = useState<Part | undefined>(get);
	useEffect(() => {
		let isSeen = true;
		const take = (loaded: Part | undefined): void => {
			if (isSeen) {
				setPart(loaded);
			}
		};
		load().then(take, () => take(undefined));
		return () => {
			isSeen = false;
		};
	}, [load]);
	return part;
}
