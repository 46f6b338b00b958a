import type {Chance} from '../domain/chance.ts';
import type {Clock} from '../domain/clock.ts';
import type {NodeName} from '../domain/ids.ts';
import type {
	Breaker,
	BreakerCharge,
	CachedPrompt,
	NodeDealings,
	RouteCandidate,
	RoutedRequest,
} from '../domain/routing.ts';
import {breakersAfter, breakerWhenSent, closedBreaker} from '../rules/breaker.ts';
import type {EarlierDealings} from '../rules/earlier-dealings.ts';

/**
 * Our own requests on every node: how many are there, who waits here for a slot, and who failed. An Ollama that has a
 * model in memory takes any number of requests and never says that it is busy, so the queue is kept on this side.
 */
export type AttemptLedger = {
	readonly of: (node: NodeName) => NodeDealings;
	/** Counts at once, so that the next route knows of it; it may be sent when `takeSlot` says so. */
	readonly enter: (chosen: RouteCandidate) => LedgerEntry;
};

export type LedgerEntry = {
	/**
	 * True: it is its turn. False: it was aborted, or the node fell while it waited; then it is routed anew.
	 */
	readonly takeSlot: (signal: AbortSignal) => Promise<boolean>;
	readonly isSent: () => boolean;
	/** Called for every piece; the first one counts. */
	readonly noteToken: () => void;
	/** Always called, once. `cached`: what the whole answer left in the model's cache. */
	readonly leave: (how: Departure) => void;
};

export type Departure = {
	/** Undefined: the answer was whole. */
	readonly charge: BreakerCharge | undefined;
	readonly cached: CachedPrompt | undefined;
};

type Ours = RoutedRequest & {readonly wake: ((isTurn: boolean) => void) | undefined};

type Book = {
	requests: readonly Ours[];
	breaker: Breaker;
	modelBreakers: ReadonlyMap<string, Breaker>;
	lastUsedAtMs: number | undefined;
	cached: readonly CachedPrompt[];
};

export type LedgerParts = {
	readonly clock: Clock;
	readonly chance: Chance;
	/** What programs before this one left; what those that run beside it do is not known. @default nothing */
	readonly earlier?: ReadonlyMap<string, EarlierDealings> | undefined;
};

export function createAttemptLedger({clock, chance, earlier}: LedgerParts): AttemptLedger {
	const books = new Map<NodeName, Book>();
	const bookOf = (node: NodeName): Book => {
		const book = books.get(node) ?? {...emptyBook(), ...earlier?.get(node)};
		books.set(node, book);
		return book;
	};
	return {
		of(node) {
			const {requests, breaker, modelBreakers, lastUsedAtMs, cached} = bookOf(node);
			return {inFlight: requests, breaker, modelBreakers, lastUsedAtMs, cached};
		},
		enter: chosen => enter(bookOf(chosen.node), chosen, {clock, chance}),
	};
}

function emptyBook(): Book {
	return {
		requests: [],
		breaker: closedBreaker,
		modelBreakers: new Map(),
		lastUsedAtMs: undefined,
		cached: [],
	};
}

function enter(book: Book, chosen: RouteCandidate, {clock, chance}: LedgerParts): LedgerEntry {
	const {model, terms, slots} = chosen;
	let ours: Ours = {model, terms, sentAtMs: undefined, firstTokenAtMs: undefined, wake: undefined};
	const change = (fields: Partial<Ours>): void => {
		const before = ours;
		ours = {...ours, ...fields};
		book.requests = book.requests.map(one => (one === before ? ours : one));
	};
	const send = (): void => {
		const nowMs = clock.monotonicMs();
		change({sentAtMs: nowMs, wake: undefined});
		book.lastUsedAtMs = nowMs;
		book.breaker = breakerWhenSent(book.breaker, nowMs);
		const ofModel = book.modelBreakers.get(model);
		if (ofModel !== undefined) {
			book.modelBreakers = withBreaker(book, model, breakerWhenSent(ofModel, nowMs));
		}
	};
	book.requests = [...book.requests, ours];
	return {
		async takeSlot(signal) {
			if (isFree(book, slots)) {
				send();
				return true;
			}

			return wakened(signal, wake =>
				change({
					wake(isTurn) {
						// At once: whoever comes next must find the slot taken.
						if (isTurn) {
							send();
						}

						wake(isTurn);
					},
				}),
			);
		},
		isSent: () => ours.sentAtMs !== undefined,
		noteToken() {
			if (ours.firstTokenAtMs === undefined) {
				change({firstTokenAtMs: clock.monotonicMs()});
			}
		},
		leave({charge, cached}) {
			const wasSent = ours.sentAtMs !== undefined;
			book.requests = book.requests.filter(one => one !== ours);
			if (wasSent) {
				settle(book, {model, charge, cached, slots}, {clock, chance});
			}

			wakeNext(book, slots);
		},
	};
}

/** Those that are there leave room for one more. */
function isFree({requests}: Book, slots: number): boolean {
	return requests.filter(({sentAtMs}) => sentAtMs !== undefined).length < slots;
}

function wakened(
	signal: AbortSignal,
	onWaiting: (wake: (isTurn: boolean) => void) => void,
): Promise<boolean> {
	return new Promise(resolve => {
		const settle = (isTurn: boolean): void => {
			signal.removeEventListener('abort', onAbort);
			resolve(isTurn);
		};
		const onAbort = (): void => settle(false);
		if (signal.aborted) {
			onAbort();
			return;
		}

		signal.addEventListener('abort', onAbort, {once: true});
		onWaiting(settle);
	});
}

type Settled = Departure & {readonly model: string; readonly slots: number};

function settle(
	book: Book,
	{model, charge, cached, slots}: Settled,
	{clock, chance}: LedgerParts,
): void {
	const nowMs = clock.monotonicMs();
	const before = {node: book.breaker, model: book.modelBreakers.get(model) ?? closedBreaker};
	const after =
		charge === undefined
			? {node: closedBreaker, model: closedBreaker}
			: breakersAfter(before, charge, {nowMs, chance});
	book.breaker = after.node;
	book.modelBreakers = withBreaker(book, model, after.model);
	book.lastUsedAtMs = nowMs;
	book.cached =
		cached === undefined
			? book.cached
			: [cached, ...book.cached.filter(isOther(cached))].slice(0, Math.max(1, slots));
}

function isOther({session, model}: CachedPrompt): (one: CachedPrompt) => boolean {
	return one => one.session !== session || one.model !== model;
}

function withBreaker(book: Book, model: string, breaker: Breaker): ReadonlyMap<string, Breaker> {
	return new Map([...book.modelBreakers, [model, breaker]]);
}

/** First come, first served; behind a node that fell nobody waits. */
function wakeNext(book: Book, slots: number): void {
	const waiting = book.requests.flatMap(({wake}) => wake ?? []);
	if (book.breaker.state === 'open') {
		for (const wake of waiting) {
			wake(false);
		}

		return;
	}

	if (isFree(book, slots)) {
		waiting[0]?.(true);
	}
}
