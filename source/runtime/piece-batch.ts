import type {Clock} from '../domain/clock.ts';
import type {NodeName} from '../domain/ids.ts';
import type {AnswerPiece} from '../domain/ollama.ts';

/** What came of an answer in the last tenth of a second. */
export type PieceBatch = {
	readonly node: NodeName;
	readonly thinking: string;
	readonly content: string;
	/** How many there were. */
	readonly pieces: number;
};

export type PieceBatches = {
	readonly add: (asking: number, node: NodeName, piece: AnswerPiece) => void;
	/** Delivers at once what waits of this question, so that what is told next stands behind it. */
	readonly flush: (asking: number) => void;
};

type Parts = {
	readonly clock: Clock;
	readonly deliver: (asking: number, batch: PieceBatch) => void;
};

const intervalMs = 100;

/**
 * Brings pieces together, so that an answer costs ten deliveries a second however fast it streams, and several of them
 * are delivered together. A piece that comes after a pause is delivered at once.
 */
export function createPieceBatches({clock, deliver}: Parts): PieceBatches {
	const waiting = new Map<number, PieceBatch>();
	let deliveredAtMs = Number.NEGATIVE_INFINITY;
	let cancelTimer: (() => void) | undefined;
	const flush = (asking: number): void => {
		const batch = waiting.get(asking);
		waiting.delete(asking);
		if (batch !== undefined) {
			deliver(asking, batch);
		}
	};
	const flushAll = (): void => {
		cancelTimer = undefined;
		deliveredAtMs = clock.monotonicMs();
		[...waiting.keys()].forEach(flush);
	};
	return {
		flush,
		add(asking, node, piece) {
			const before = waiting.get(asking);
			if (before !== undefined && before.node !== node) {
				flush(asking);
			}

			waiting.set(asking, withPiece(waiting.get(asking) ?? nothing(node), piece));
			const dueInMs = deliveredAtMs + intervalMs - clock.monotonicMs();
			if (cancelTimer === undefined && dueInMs <= 0) {
				flushAll();
			} else {
				cancelTimer ??= clock.startTimer(dueInMs, flushAll);
			}
		},
	};
}

function nothing(node: NodeName): PieceBatch {
	return {node, thinking: '', content: '', pieces: 0};
}

/** What a model wants to call is no text. */
function withPiece(batch: PieceBatch, piece: AnswerPiece): PieceBatch {
	const pieces = batch.pieces + 1;
	switch (piece.type) {
		case 'thinking':
			return {...batch, pieces, thinking: batch.thinking + piece.text};
		case 'content':
			return {...batch, pieces, content: batch.content + piece.text};
		default:
			return {...batch, pieces};
	}
}
