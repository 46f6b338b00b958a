import type {OllamaClient} from '../clients/create-ollama-client.ts';
import type {Attempt} from '../domain/chat.ts';
import type {Clock} from '../domain/clock.ts';
import type {ModelName} from '../domain/ids.ts';
import type {
	AnswerFailure,
	AnswerPiece,
	AnswerUsage,
	ChatMessage,
	ChatQuestion,
	ToolCall,
} from '../domain/ollama.ts';
import type {RouteCandidate, RouteDecision, RouteTerms} from '../domain/routing.ts';
import {firstTokenLimitMs} from '../rules/answer-deadlines.ts';
import type {TurnRequest} from './answer-turn-request.ts';
import {patienceWith} from './attempt-patience.ts';
import type {WaitPhase} from '../domain/turn.ts';
import {watchPhase} from './attempt-phase.ts';

export type AttemptParts = {
	readonly request: TurnRequest;
	readonly decision: RouteDecision;
	readonly chosen: RouteCandidate;
	/** Undefined: its connection is gone since it was chosen. */
	readonly client: OllamaClient | undefined;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** To the end of the answer. */
	readonly limitMs: number;
	/** Of the node that would be asked next, as it is known now; undefined: there is none. */
	readonly elsewhere: () => RouteTerms | undefined;
	readonly onLonger: (waitedMs: number, longerMs: number) => void;
	readonly onPiece: (piece: AnswerPiece) => void;
	readonly onPhase: (phase: WaitPhase) => void;
};

/** How it went; `answer` is whole. */
export type AttemptOutcome =
	| {
			readonly ok: true;
			readonly attempt: Attempt;
			readonly answer: ChatMessage;
			readonly usage: AnswerUsage;
	  }
	| {readonly ok: false; readonly attempt: Attempt; readonly failure: AnswerFailure};

/** One node's try at one turn: it is sent now, and never again by itself. */
export async function attemptAnswer(parts: AttemptParts): Promise<AttemptOutcome> {
	const {chosen, client, clock, signal, elsewhere, onLonger} = parts;
	const startMs = clock.monotonicMs();
	const startedWallMs = clock.wallMs();
	const answer = gatherAnswer(clock);
	const waiting = new AbortController();
	let firstTokenMs: number | undefined;
	const onAbort = (): void => waiting.abort();
	signal.addEventListener('abort', onAbort, {once: true});
	const {onPhase} = parts;
	const patience = client && patienceWith({chosen, client, elsewhere, onLonger});
	if (client !== undefined) {
		void watchPhase({chosen, client, clock, signal: waiting.signal, onPhase});
	}

	const outcome = await (client ?? gone(chosen)).chat(questionOf(parts), {
		signal,
		onFirstLate: patience?.onFirstLate,
		onPiece(piece) {
			firstTokenMs ??= clock.monotonicMs() - startMs;
			waiting.abort();
			answer.add(piece);
			parts.onPiece(piece);
		},
	});
	waiting.abort();
	signal.removeEventListener('abort', onAbort);
	const attempt = {
		node: chosen.node,
		digest: chosen.digest,
		...{startedWallMs, firstTokenMs, tookMs: clock.monotonicMs() - startMs},
		thinkingMs: answer.thinkingMs(),
		isWarm: patience?.isWarm() ?? chosen.isWarm,
		temperatureCelsius: chosen.temperatureCelsius,
		decision: parts.decision,
	};
	if (outcome.ok) {
		const {reason, usage} = outcome.value;
		const answered = {state: 'answered', reason} as const;
		return {
			...{ok: true, answer: answer.whole(), usage},
			attempt: {...attempt, outcome: answered, partial: undefined, usage},
		};
	}

	const {failure} = outcome;
	const isCancelled = failure.failure.kind === 'cancelled';
	return {
		...{ok: false, failure},
		attempt: {
			...attempt,
			outcome: isCancelled ? {state: 'cancelled'} : {state: 'failed', failure: failure.failure},
			partial: firstTokenMs === undefined ? undefined : answer.whole(),
			usage: undefined,
		},
	};
}

function questionOf({request, chosen, limitMs}: AttemptParts): ChatQuestion {
	const {think, format, options, keepAlive, tools, before, question} = request;
	return {
		...{think, format, options, keepAlive, tools},
		// As the node names it, which was checked where its list was read.
		model: chosen.model as ModelName,
		messages: [...before, question],
		firstTokenLimitMs: firstTokenLimitMs(chosen.terms),
		answerLimitMs: limitMs,
	};
}

/** What is asked after its connection was lost. */
function gone({node}: RouteCandidate): Pick<OllamaClient, 'chat'> {
	const failure = {kind: 'unreachable', where: node, reason: 'its connection was lost'} as const;
	return {
		chat: async () => ({ok: false, failure: {failure, phase: 'connecting', status: undefined}}),
	};
}

/** What streams, put together again. */
function gatherAnswer(clock: Clock) {
	let thinking: {readonly fromMs: number; readonly toMs: number} | undefined;
	let hasThought = false;
	const texts = {content: '', thinking: ''};
	const toolCalls: ToolCall[] = [];
	return {
		add(piece: AnswerPiece): void {
			const nowMs = clock.monotonicMs();
			if (!hasThought && (thinking !== undefined || piece.type === 'thinking')) {
				thinking = {fromMs: thinking?.fromMs ?? nowMs, toMs: nowMs};
			}

			hasThought ||= piece.type !== 'thinking';
			if (piece.type === 'toolCalls') {
				toolCalls.push(...piece.calls);
			} else {
				texts[piece.type] += piece.text;
			}
		},
		thinkingMs: () => thinking && thinking.toMs - thinking.fromMs,
		whole: (): ChatMessage => ({
			role: 'assistant',
			content: texts.content,
			...(texts.thinking === '' ? {} : {thinking: texts.thinking}),
			...(toolCalls.length === 0 ? {} : {toolCalls}),
		}),
	};
}
