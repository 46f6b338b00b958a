import type {Attempt} from '../domain/chat.ts';
import type {ChatMessage} from '../domain/ollama.ts';
import type {RouteCandidate, RouteDecision} from '../domain/routing.ts';
import type {AnswerDocument} from '../parsers/answer-schema.ts';
import type {TurnOutcome} from '../domain/turn.ts';
import {deadlinesOf} from '../rules/answer-deadlines.ts';
import {remarkText} from '../theme/answer-text.ts';
import {failureText} from '../theme/failure-text.ts';
import {rejectionText} from '../theme/route-rejection-text.ts';

type Told = {
	readonly version: string;
	/** The nodes are simulated. */
	readonly isDemo: boolean;
	readonly conversation: string | undefined;
	/** Why there is no whole answer. */
	readonly problem: string | undefined;
};

/** What `chat --json` prints; parsers/answer-schema.ts is its shape. */
export function answerDocument(
	outcome: TurnOutcome,
	{version, isDemo, conversation, problem}: Told,
): AnswerDocument {
	const attempts =
		outcome.state === 'answered'
			? outcome.turn.attempts
			: outcome.state === 'noRoute'
				? []
				: outcome.attempts;
	return {
		schemaVersion: 1,
		version,
		...(isDemo ? {demo: true} : {}),
		state: outcome.state,
		conversation,
		...(outcome.state === 'answered'
			? {
					turn: outcome.turn.id,
					model: outcome.turn.model,
					answer: answerOf(outcome.turn.answer),
				}
			: {}),
		problem,
		remarks: outcome.state === 'answered' ? outcome.remarks.map(remarkText) : undefined,
		attempts: attempts.map(attemptOf),
		...(outcome.state === 'noRoute' ? {decision: decisionOf(outcome.decision)} : {}),
	};
}

function answerOf({content, thinking, toolCalls}: ChatMessage): AnswerDocument['answer'] {
	return {content, thinking, toolCalls: toolCalls?.map(call => ({...call}))};
}

function attemptOf(attempt: Attempt): AnswerDocument['attempts'][number] {
	const {node, startedWallMs, firstTokenMs, tookMs, isWarm, outcome, partial, usage} = attempt;
	const {chosen} = attempt.decision;
	return {
		node,
		startedAt: new Date(startedWallMs).toISOString(),
		...{firstTokenMs, tookMs, isWarm},
		outcome: outcome.state,
		failure:
			outcome.state === 'failed'
				? {kind: outcome.failure.kind, text: failureText(outcome.failure)}
				: undefined,
		partial: partial === undefined ? undefined : answerOf(partial),
		usage: usage === undefined ? undefined : {...usage},
		deadlines: chosen === undefined ? undefined : deadlinesOf(chosen, false),
		decision: decisionOf(attempt.decision),
	};
}

function decisionOf(decision: RouteDecision): NonNullable<AnswerDocument['decision']> {
	const {mode, because, promptTokens, outputTokens, candidates, rejected} = decision;
	return {
		...{mode, because, promptTokens, outputTokens},
		candidates: candidates.map(candidateOf),
		rejected: rejected.map(one => ({
			node: one.node,
			reason: one.reason,
			text: rejectionText(one),
		})),
	};
}

function candidateOf({terms, ...candidate}: RouteCandidate) {
	const {node, model, digest, isWarm, inFlight, slots, cachedTokens, affinity} = candidate;
	return {
		...{node, model, digest, isWarm, inFlight, slots, cachedTokens, affinity},
		waitSeconds: terms.waitS,
		loadSeconds: terms.loadS,
		evictionSeconds: terms.evictionS,
		prefillSeconds: terms.prefillS,
		decodeSeconds: terms.decodeS,
		penalties: Object.fromEntries(terms.factors.map(({reason, factor}) => [reason, factor])),
		totalSeconds: terms.totalS,
	};
}
