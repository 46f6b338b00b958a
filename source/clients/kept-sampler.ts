import type {Failure} from '../domain/failure.ts';
import type {Result} from '../domain/result.ts';
import type {Sampler} from './sampler.ts';

export type KeptSampler = Pick<Sampler, 'ask' | 'close'> & {
	/** Settles when its channel has ended and could not be opened again; never after close. */
	readonly lost: Promise<Failure>;
};

/** Without an answer in between: then the node, or what it runs, is at fault, and not a channel. */
const mostReopenings = 3;

/** A sampler whose channel is opened again when it ends while the connection stands. */
export function keepSampler(
	first: Sampler,
	reopen: (signal: AbortSignal) => Promise<Result<Sampler>>,
): KeptSampler {
	const closing = new AbortController();
	let reopenings = 0;
	let current: Promise<Result<Sampler>> = Promise.resolve({ok: true, value: first});

	async function open(after: Failure): Promise<Result<Sampler>> {
		let failure = after;
		while (reopenings < mostReopenings && !closing.signal.aborted) {
			reopenings += 1;
			const opened = await reopen(closing.signal);
			if (opened.ok) {
				return opened;
			}

			failure = opened.failure;
		}

		return {ok: false, failure};
	}

	async function keep(): Promise<Failure> {
		for (;;) {
			const opened = await current;
			if (!opened.ok) {
				return opened.failure;
			}

			const failure = await opened.value.ended;
			current = open(failure);
		}
	}

	const lost = new Promise<Failure>(resolve => {
		void keep().then(failure => {
			if (!closing.signal.aborted) {
				resolve(failure);
			}
		});
	});
	return {
		async ask(paths, signal) {
			const opened = await current;
			const answer = opened.ok ? await opened.value.ask(paths, signal) : opened;
			if (answer.ok) {
				reopenings = 0;
			}

			return answer;
		},
		lost,
		close() {
			closing.abort();
			void current.then(opened => opened.ok && opened.value.close());
		},
	};
}
