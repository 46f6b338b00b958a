import type {Failure} from './failure.ts';

/** What an operation on the world gives back: a value, or the failure as a value. Nothing expected is thrown. */
export type Result<Value> =
	| {readonly ok: true; readonly value: Value}
	| {readonly ok: false; readonly failure: Failure};

export function succeeded<Value>(value: Value): Result<Value> {
	return {ok: true, value};
}

export function failed(failure: Failure): {readonly ok: false; readonly failure: Failure} {
	return {ok: false, failure};
}
