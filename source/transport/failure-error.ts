import type {Failure} from '../domain/failure.ts';

/** Carries a failure through a library that only knows how to throw. */
export class FailureError extends Error {
	override readonly name = 'FailureError';
	readonly failure: Failure;

	constructor(failure: Failure) {
		super(failure.kind);
		this.failure = failure;
	}
}

const deepest = 5;

/** The failure that an error carries, or an error that caused it; undefined: there is none. */
export function failureIn(error: unknown): Failure | undefined {
	let cause = error;
	for (let depth = 0; depth < deepest && cause instanceof Error; depth += 1) {
		if (cause instanceof FailureError) {
			return cause.failure;
		}

		({cause} = cause);
	}

	return undefined;
}
