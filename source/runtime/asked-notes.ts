import type {AskedNote} from '../clients/asked-notes.ts';
import type {ChatArchive} from '../clients/chat-archive.ts';
import type {Attempt} from '../domain/chat.ts';
import type {Clock} from '../domain/clock.ts';
import type {AnswerPiece} from '../domain/ollama.ts';
import type {RouteCandidate, RouteDecision} from '../domain/routing.ts';
import type {TurnProgress} from '../domain/turn.ts';

export type NoteOfAsked = {
	readonly progressed: (progress: TurnProgress) => void;
	/** Its end is kept, or there was nothing to keep: resolves when the note is away. */
	readonly end: () => Promise<void>;
};

type Parts = {
	readonly archive: Pick<ChatArchive, 'note' | 'dropNote'>;
	readonly clock: Clock;
};

/** Between two of one answer: a kill costs no more of it. */
const intervalMs = 3000;
/** Characters of an answer beyond which no more of it is noted: a longer one would be written again and again. */
const mostNoted = 2 ** 18;

/** What is lost of a question where the program is killed is what came since its last note. */
export function noteAsked(asked: AskedNote, {archive, clock}: Parts): NoteOfAsked {
	const startedMs = clock.monotonicMs();
	let notedAtMs = startedMs;
	let broken: readonly Attempt[] = [];
	let begun: Begun | undefined;
	let writing = archive.note(asked);
	let isWriting = true;
	const after = (): void => {
		isWriting = false;
	};
	void writing.then(after);
	const write = (): void => {
		const nowMs = clock.monotonicMs();
		const length = begun === undefined ? 0 : begun.content.length + begun.thinking.length;
		if (isWriting || nowMs - notedAtMs < intervalMs || length > mostNoted) {
			return;
		}

		notedAtMs = nowMs;
		isWriting = true;
		const attempts = [...broken, ...(begun === undefined ? [] : [attemptOf(begun, clock)])];
		writing = archive.note({...asked, record: {...asked.record, attempts}});
		void writing.then(after);
	};
	return {
		progressed(progress) {
			if (progress.type === 'broken') {
				broken = [...broken, progress.attempt];
			}

			begun = begunBy(progress, begun, clock);
			write();
		},
		async end() {
			await writing;
			await archive.dropNote(asked.record.killed.turn);
		},
	};
}

/** What came of the attempt that is under way. */
type Begun = {
	readonly decision: RouteDecision;
	readonly chosen: RouteCandidate;
	readonly sinceMs: number;
	readonly startedWallMs: number;
	readonly firstTokenMs: number | undefined;
	readonly thinking: string;
	readonly content: string;
};

function begunBy(
	progress: TurnProgress,
	before: Begun | undefined,
	clock: Clock,
): Begun | undefined {
	switch (progress.type) {
		case 'routed': {
			const {decision} = progress;
			const {chosen} = decision;
			return chosen === undefined
				? undefined
				: {
						...{decision, chosen},
						...{sinceMs: clock.monotonicMs(), startedWallMs: clock.wallMs()},
						...{firstTokenMs: undefined, thinking: '', content: ''},
					};
		}

		case 'piece':
			return before === undefined ? undefined : withPiece(before, progress.piece, clock);
		case 'broken':
			return undefined;
		default:
			return before;
	}
}

function withPiece(begun: Begun, piece: AnswerPiece, clock: Clock): Begun {
	const firstTokenMs = begun.firstTokenMs ?? clock.monotonicMs() - begun.sinceMs;
	switch (piece.type) {
		case 'thinking':
			return {...begun, firstTokenMs, thinking: begun.thinking + piece.text};
		case 'content':
			return {...begun, firstTokenMs, content: begun.content + piece.text};
		default:
			return begun;
	}
}

function attemptOf(begun: Begun, clock: Clock): Attempt {
	const {decision, chosen, sinceMs, startedWallMs, firstTokenMs, thinking, content} = begun;
	const {node, digest, isWarm, temperatureCelsius} = chosen;
	const thoughts = thinking === '' ? {} : {thinking};
	const partial =
		firstTokenMs === undefined ? undefined : ({role: 'assistant', content, ...thoughts} as const);
	return {
		...{node, digest, startedWallMs, firstTokenMs, isWarm, temperatureCelsius},
		...{tookMs: clock.monotonicMs() - sinceMs, outcome: {state: 'cancelled'}, partial},
		...{usage: undefined, decision},
	};
}
