import type {Failure} from './failure.ts';

/**
 * What is known of a thing that is polled. `stale` keeps the last good value beside the failure that came after it,
 * so that an old value is never shown without its mark. `atMs` is the monotonic time of the value.
 */
export type Loadable<Value> =
	| {readonly state: 'idle'}
	| {readonly state: 'loading'}
	| {readonly state: 'fresh'; readonly value: Value; readonly atMs: number}
	| {
			readonly state: 'stale';
			readonly value: Value;
			readonly atMs: number;
			readonly failure: Failure;
	  }
	| {readonly state: 'failed'; readonly failure: Failure};

/** The state after a failure: what was good once stays, marked. */
export function withFailure<Value>(before: Loadable<Value>, failure: Failure): Loadable<Value> {
	return before.state === 'fresh' || before.state === 'stale'
		? {state: 'stale', value: before.value, atMs: before.atMs, failure}
		: {state: 'failed', failure};
}

/** The value, fresh or stale; undefined where there never was one. */
export function loadedValue<Value>(loadable: Loadable<Value>): Value | undefined {
	return loadable.state === 'fresh' || loadable.state === 'stale' ? loadable.value : undefined;
}
