/** So many at once; who comes later waits, in the order in which they came. */
export function openTurns(most: number) {
	let taken = 0;
	const waiting: Array<() => void> = [];
	return {
		/** Resolves with what gives the turn back, which is called once. Rejects where the signal comes first. */
		take(signal: AbortSignal): Promise<() => void> {
			return new Promise((resolve, reject) => {
				const begin = (): void => {
					signal.removeEventListener('abort', leave);
					taken += 1;
					resolve(() => {
						taken -= 1;
						waiting.shift()?.();
					});
				};
				const leave = (): void => {
					const place = waiting.indexOf(begin);
					if (place !== -1) {
						waiting.splice(place, 1);
					}

					reject(signal.reason);
				};
				if (signal.aborted) {
					leave();
				} else if (taken < most) {
					begin();
				} else {
					signal.addEventListener('abort', leave, {once: true});
					waiting.push(begin);
				}
			});
		},
	};
}
