import type {Duplex} from 'node:stream';
import type {Clock} from '../../domain/clock.ts';
import type {Failure} from '../../domain/failure.ts';
import {failed, type Result, succeeded} from '../../domain/result.ts';
import type {SshTarget} from '../../domain/ssh-target.ts';
import type {Address, NodeLink, OpenLink} from './node-link.ts';

/** A way through the hops before a machine. */
export type Passage = {
	/** Carries the connection; undefined where nothing is in between. */
	readonly stream: Duplex | undefined;
	/** Called by whoever is through when it no longer needs it; the last one closes the hop. */
	readonly release: () => void;
};

/** Opens the way to an address through hops, nearest to us first. */
export type Pass = (
	chain: readonly SshTarget[],
	address: Address,
	open: OpenLink,
) => Promise<Result<Passage>>;

/** Logs in on a hop, through the hops before it. */
export type OpenHop = (
	hop: SshTarget,
	before: readonly SshTarget[],
	open: OpenLink,
) => Promise<Result<NodeLink>>;

type Hop = {
	readonly link: Promise<Result<NodeLink>>;
	readonly abandon: () => void;
	users: number;
	/** Monotonic; undefined: it was not. */
	refusedAtMs: number | undefined;
};

/** As long as a rack takes to dial. A person who has mended something waits as long. */
const refusedForMs = 30_000;

/**
 * Keeps one login on each jump host for all nodes behind it: a rack of twenty does not log in twenty times there, and
 * where it is not let in it does not try twenty times, for which servers shut a person out.
 */
export function createJumpPool(openHop: OpenHop, {monotonicMs}: Pick<Clock, 'monotonicMs'>): Pass {
	const hops = new Map<string, Hop>();

	function join(chain: readonly SshTarget[], last: SshTarget, open: OpenLink): Hop {
		const key = keyOf(chain);
		const known = hops.get(key);
		if (known !== undefined && !isForgiven(known)) {
			known.users += 1;
			return known;
		}

		// The attempt belongs to all who wait for it: it ends when the last of them gives up.
		const controller = new AbortController();
		const link = openHop(last, chain.slice(0, -1), {
			signal: controller.signal,
			deadlineMs: open.deadlineMs,
			onAuthenticated: () => undefined,
		});
		const hop: Hop = {
			link,
			users: 1,
			refusedAtMs: undefined,
			abandon() {
				forget();
				controller.abort();
				void link.then(opened => opened.ok && opened.value.close());
			},
		};
		const forget = (): void => {
			if (hops.get(key) === hop) {
				hops.delete(key);
			}
		};
		hops.set(key, hop);
		void link.then(opened => {
			if (opened.ok) {
				void opened.value.lost.then(forget);
			} else if (isRefusal(opened.failure)) {
				hop.refusedAtMs = monotonicMs();
			} else {
				forget();
			}
		});
		return hop;
	}

	function isForgiven({refusedAtMs}: Hop): boolean {
		return refusedAtMs !== undefined && monotonicMs() - refusedAtMs >= refusedForMs;
	}

	return async (chain, address, open) => {
		const last = chain.at(-1);
		if (last === undefined) {
			return succeeded({stream: undefined, release: () => undefined});
		}

		const hop = join(chain, last, open);
		const release = onlyOnce(() => leave(hop));
		const link = await Promise.race([hop.link, cancelledBy(open.signal, last.where)]);
		const stream = link.ok ? await link.value.openStream(address, open.signal) : link;
		if (!stream.ok) {
			release();
			return failed(stream.failure);
		}

		return succeeded({stream: stream.value, release});
	};
}

function cancelledBy(signal: AbortSignal, where: string): Promise<Result<never>> {
	return new Promise(resolve => {
		const cancel = (): void => resolve(failed({kind: 'cancelled', where}));
		signal.addEventListener('abort', cancel, {once: true});
		if (signal.aborted) {
			cancel();
		}
	});
}

function leave(hop: Hop): void {
	hop.users -= 1;
	if (hop.users === 0 && hop.refusedAtMs === undefined) {
		hop.abandon();
	}
}

function isRefusal({kind}: Failure): boolean {
	return kind === 'authFailed' || kind === 'needsPassphrase';
}

function onlyOnce(action: () => void): () => void {
	let isDone = false;
	return () => {
		if (!isDone) {
			isDone = true;
			action();
		}
	};
}

/** Whoever has other keys, or knows the host by other names, logs in by itself. */
function keyOf(chain: readonly SshTarget[]): string {
	return JSON.stringify(chain);
}
