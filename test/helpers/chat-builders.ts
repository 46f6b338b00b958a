import type {Attempt, Turn} from '../../source/domain/chat.ts';
import type {ConversationRecord} from '../../source/domain/conversation.ts';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {RouteCandidate, RouteDecision} from '../../source/domain/routing.ts';

export const atWallMs = Date.UTC(2026, 10, 22, 15, 53, 44);
export const aModel = 'llama3.2:3b' as ModelName;

export function aCandidate(node = 'pi-01'): RouteCandidate {
	return {
		node: node as NodeName,
		model: aModel,
		digest: 'a'.repeat(64),
		terms: {waitS: 0, loadS: 0, evictionS: 0, prefillS: 1, decodeS: 4, factors: [], totalS: 5},
		isWarm: true,
		inFlight: 0,
		slots: 1,
		lastUsedAtMs: undefined,
		temperatureCelsius: 48,
		cachedTokens: 0,
		affinity: undefined,
		answers: 3,
	};
}

export function aDecision(node = 'pi-01'): RouteDecision {
	const chosen = aCandidate(node);
	return {
		mode: 'resource-aware',
		model: aModel,
		promptTokens: 12,
		outputTokens: 256,
		chosen,
		because: 'fastest',
		candidates: [chosen],
		rejected: [{node: 'pi-02' as NodeName, reason: 'throttled'}],
	};
}

export function anAttempt(parts: Partial<Attempt> = {}): Attempt {
	return {
		node: 'pi-01' as NodeName,
		digest: 'a'.repeat(64),
		startedWallMs: atWallMs,
		firstTokenMs: 800,
		tookMs: 4200,
		isWarm: true,
		temperatureCelsius: 48,
		outcome: {state: 'answered', reason: 'stop'},
		partial: undefined,
		usage: {
			promptTokens: 12,
			outputTokens: 40,
			loadMs: undefined,
			promptMs: 300,
			outputMs: 3000,
			totalMs: 3400,
		},
		decision: aDecision(),
		...parts,
	};
}

export function aTurn(id: string, question = 'why?', answer = 'because'): Turn {
	return {
		id,
		question: {role: 'user', content: question},
		answer: {role: 'assistant', content: answer},
		model: aModel,
		attempts: [anAttempt()],
	};
}

export function opened(parts: object = {}): ConversationRecord {
	return {type: 'opened', wallMs: atWallMs, schema: 1, id: '20261122-155344-k3f9xa', ...parts};
}

export function said(turn: Turn, after?: string): ConversationRecord {
	return {type: 'turn', wallMs: atWallMs + 1000, after, turn};
}
