import {assertNever} from '../domain/assert-never.ts';
import type {AnswerRemark, Attempt, ContextRoom} from '../domain/chat.ts';
import type {Failure} from '../domain/failure.ts';
import type {DefaultModel, RejectedNode} from '../domain/routing.ts';
import {failureText} from './failure-text.ts';
import {noRouteText} from './no-route-text.ts';
import {countText} from './number-text.ts';
import {hasOtherServer, rejectionText} from './route-rejection-text.ts';
import {sentenceText} from './sentence-text.ts';

/*
 * What is said beside an answer, on stderr and between two answers. Raw: whoever shows it on a terminal cleans it.
 */

/** `pi-03 broke off after 41 words. What follows begins anew.` */
export function breakText({node, partial}: Attempt): string {
	const words = wordsIn(partial?.content ?? '');
	return `${node} broke off after ${countText(words, 'word')}; what follows begins anew`;
}

export function wordsIn(text: string): number {
	return text.match(/\S+/g)?.length ?? 0;
}

/** What an attempt came to, and what is done about it. */
export function brokenText(attempt: Attempt, next: 'elsewhere' | 'wait'): string {
	const {node, outcome} = attempt;
	const what = outcome.state === 'failed' ? failed(outcome.failure) : `${node}: cancelled.`;
	return `${what} ${next === 'wait' ? 'It is asked again.' : 'Another node is asked.'}`;
}

/** What is waited for: `pi-03 loads qwen3:4b, 38 s of about 55`. */
export function waitingText(phase: WaitedPhase, words: WaitingWords): string {
	return `${words.node} ${waitedFor(phase, words)}${soFarText(words)}`;
}

/** Those before the first token; then it thinks, or answers where nothing of that is shown. */
export type WaitedPhase = 'queued' | 'loading' | 'prefill' | 'thinking' | 'answering';

type WaitingWords = {
	readonly node: string;
	readonly model: string;
	readonly elapsedMs: number;
	readonly aboutMs: number | undefined;
};

function waitedFor(phase: WaitedPhase, {model}: WaitingWords): string {
	switch (phase) {
		case 'queued':
			return 'answers others first';
		case 'loading':
			return `loads ${model}`;
		case 'prefill':
			return 'reads the prompt';
		case 'thinking':
			return 'thinks';
		case 'answering':
			return 'answers';
		default:
			return assertNever(phase);
	}
}

/** `, 38 s of about 55`, `, about 55 s`, `, 3 s` */
function soFarText({elapsedMs, aboutMs}: Pick<WaitingWords, 'elapsedMs' | 'aboutMs'>): string {
	const isForetold = aboutMs !== undefined && aboutMs >= 1000;
	const elapsed = elapsedMs < 1000 ? '' : `, ${seconds(elapsedMs)}`;
	return isForetold
		? elapsed === ''
			? `, about ${seconds(aboutMs)}`
			: `${elapsed} of about ${Math.round(aboutMs / 1000)}`
		: elapsed;
}

/** In mid-answer: `silent 7 s of 20: pi-03`, of which a full line cuts the end; beyond that its deadline is one of slower pieces. */
export function silentText(node: string, elapsedMs: number, limitMs: number): string {
	const limit = elapsedMs < limitMs ? ` of ${Math.round(limitMs / 1000)}` : '';
	return `silent ${seconds(elapsedMs)}${limit}: ${node}`;
}

/** While it is looked who can answer. */
export function lookingText(nodes: number, elapsedMs: number): string {
	return `looks who can answer: ${countText(nodes, 'node')}${soFarText({elapsedMs, aboutMs: undefined})}`;
}

/** When a node is given up, as rules/answer-deadlines.ts has it. */
export function patienceText({firstTokenMs, idleMs, loadingMs, isOnly}: Patience): string {
	const loading = loadingMs === undefined ? '' : ` (up to ${seconds(loadingMs)} while it loads)`;
	const then = isOnly ? 'it is given up' : 'another node is asked';
	return `${seconds(firstTokenMs)} to its first token${loading}, ${seconds(idleMs)} to each next one, then ${then}`;
}

type Patience = {
	readonly firstTokenMs: number;
	readonly idleMs: number;
	readonly loadingMs: number | undefined;
	/** Nobody else can answer. */
	readonly isOnly: boolean;
};

type LateLoad = {
	readonly node: string;
	readonly model: string;
	readonly waitedMs: number;
	readonly longerMs: number;
};

/** Its first token is due, and its model is not in memory yet. */
export function lateLoadText({node, model, waitedMs, longerMs}: LateLoad): string {
	return `${node} still loads ${model} after ${seconds(waitedMs)}, longer than expected; it is given ${seconds(longerMs)} more`;
}

/** Who stopped it knows why; what came is not lost. */
export function stoppedText(conversation: string): string {
	return `stopped; what came is kept: clusterdeck chat export ${conversation}`;
}

/** Of several models; the only one there is needs no word. */
export function defaultModelText({model, nodes}: DefaultModel): string {
	return `${model}, on ${countText(nodes, 'node')}: --model or chat.model names another`;
}

type Failed = {
	readonly why: string;
	readonly failure: Failure;
	readonly attempts: readonly Attempt[];
	readonly model: string;
	/** Estimated. */
	readonly promptTokens: number;
	readonly room: ContextRoom | undefined;
};

/** Why there is no whole answer, and what helps. */
export function failedTurnText(turn: Failed): string {
	const {why, attempts} = turn;
	const what = failed(turn.failure);
	const asked = new Set(attempts.map(({node}) => node)).size;
	switch (why) {
		case 'contextTooLong':
			return contextTooLongText(turn);
		case 'answerTooLong':
			return `${what} It may never end, so it is asked of nobody else. What came is kept; ask for less, or take another model.`;
		case 'badRequest':
			return `${what} Another node would say the same.`;
		case 'outOfTime':
			return `${what} The time for one answer is up.`;
		default:
			return asked < 2
				? `No answer: ${what}`
				: `No answer from ${countText(asked, 'node')}. The last one, ${what}`;
	}
}

/** With a full stop, whatever the node said. */
function failed(failure: Failure): string {
	return sentenceText(failureText(failure));
}

/** As the node counted it, where it did. */
function contextTooLongText({attempts, model, promptTokens, room}: Failed): string {
	const {promptTokens: counted, contextTokens = 0} = room ?? {};
	const long =
		counted !== undefined
			? ` of ${countText(counted, 'token')}`
			: promptTokens > contextTokens
				? ` of about ${countText(promptTokens, 'token')}`
				: '';
	const node = attempts.at(-1)?.node ?? 'the node';
	const fits = contextTokens === 0 ? '' : `, where ${countText(contextTokens, 'token')} fit`;
	return `The prompt${long} is too long for ${model} on ${node}${fits}. Shorten it, begin a new conversation, take a model with a longer context, or give this one more: OLLAMA_CONTEXT_LENGTH of the node, or num_ctx of the model.`;
}

/** What a person should know of a whole answer. */
export function remarkText(remark: AnswerRemark): string {
	const {node, model} = remark;
	switch (remark.kind) {
		case 'promptCut':
			return `${node} read only the last ${countText(remark.readTokens, 'token')} of the prompt: the rest does not fit into the context of ${model}.`;
		case 'otherModel': {
			const than = remark.than === 'before' ? 'what answered before' : `that of ${remark.than}`;
			return `${model} of ${node} (${shortDigest(remark.digest)}) is not ${than} (${shortDigest(remark.otherDigest)}). ollama pull ${model} on both makes them the same.`;
		}

		default:
			return assertNever(remark);
	}
}

function shortDigest(digest: string): string {
	return digest.slice(0, 12);
}

/** Nobody answers: what is the matter with each of them; `isOnlyHere`: no machine but this one is configured. */
export function unreachedText(rejected: readonly RejectedNode[], isOnlyHere: boolean): string {
	const shown = rejected.slice(0, mostNamed).map(one => `${one.node}: ${rejectionText(one)}`);
	const more = rejected.length - shown.length;
	const list = [...shown, ...(more === 0 ? [] : [`and ${more} more`])].join('; ');
	const text = noRouteText({kind: 'noNodes'}).replace('.', () =>
		list === '' ? '.' : ` (${list}).`,
	);
	const isTaken = rejected.some(hasOtherServer);
	return [
		text,
		...(isTaken
			? ['Where something else has the port, set ollama.port of the node, or false.']
			: []),
		...(isOnlyHere ? ['clusterdeck init finds other machines to ask.'] : []),
	].join(' ');
}

const mostNamed = 5;

/** Of all that are configured none may be asked. */
export function nobodyToAskText(nodes: number): string {
	return nodes === 0
		? 'The configuration has no nodes. clusterdeck nodes add NAME adds one.'
		: `No node may be asked: the configuration says enabled: false or ollama: false of ${nodes === 1 ? 'the only one' : `all ${nodes}`}. Take that out of one.`;
}

/** It stopped at a limit, not at its end. */
export function cutAnswerText(outputTokens: number | undefined): string {
	const where = outputTokens === undefined ? 'its limit' : countText(outputTokens, 'token');
	return `The answer was cut at ${where}: its context is full, or num_predict of the model is small. --continue last goes on.`;
}

function seconds(ms: number): string {
	return `${Math.round(ms / 1000)} s`;
}
