import {useEffect, useState} from 'react';
import type {Clock} from '../domain/clock.ts';

/** Draws again in a later turn of the event loop, behind the keys that wait there, while there is more to be done. */
export function useAgain(isDue: boolean, clock: Clock): void {
	const [drawing, draw] = useState(0);
	useEffect(
		() => (isDue ? clock.startTimer(0, () => draw(drawing + 1)) : undefined),
		[isDue, drawing, clock],
	);
}
