import type {Failure} from '../../domain/failure.ts';

type Listener = (failure: Failure) => void;

const listeners = new WeakMap<Promise<Failure>, Set<Listener>>();

/**
 * Calls back when a connection is lost; the returned function leaves. A promise would keep all who ever waited for it,
 * and a connection stands for months while thousands of channels wait for its end.
 */
export function whenLost(lost: Promise<Failure>, listener: Listener): () => void {
	const all = listeners.get(lost) ?? listenTo(lost);
	all.add(listener);
	return () => void all.delete(listener);
}

function listenTo(lost: Promise<Failure>): Set<Listener> {
	const all = new Set<Listener>();
	listeners.set(lost, all);
	void lost.then(failure => {
		// Who comes later listens anew, and is told in the next turn.
		listeners.delete(lost);
		for (const tell of all) {
			tell(failure);
		}
	});
	return all;
}
