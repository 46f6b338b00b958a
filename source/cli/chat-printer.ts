import {assertNever} from '../domain/assert-never.ts';
import type {RouteDecision} from '../domain/routing.ts';
import type {AnswerPiece} from '../domain/ollama.ts';
import {deadlinesOf, idleLimitMs} from '../rules/answer-deadlines.ts';
import {
	breakText,
	brokenText,
	lateLoadText,
	lookingText,
	patienceText,
	silentText,
	type WaitedPhase,
	waitingText,
} from '../theme/answer-text.ts';
import {glyphsOf} from '../theme/glyphs.ts';
import {routeTable} from '../theme/route-table.ts';
import {routeSentence} from '../theme/route-text.ts';
import {clean, type Safe} from '../theme/safe.ts';
import {hanging} from '../theme/wrap.ts';
import type {TurnProgress} from '../domain/turn.ts';
import type {ChatAsk} from './chat-ask.ts';
import {openChatWaiting} from './chat-waiting.ts';
import {type ChatResult, openChatResult} from './chat-result.ts';
import type {Output} from './output.ts';
import type {Surroundings} from './surroundings.ts';

export type ChatPrinter = {
	/** So many nodes are looked at. */
	readonly looking: (nodes: number) => void;
	readonly onProgress: (progress: TurnProgress) => void;
	/** Nothing comes any more, however it ended: a line that counts on would keep the program. */
	readonly waitNoMore: () => void;
	/** The whole answer, where nothing of it was printed as it came. */
	readonly end: (answer: string | undefined) => void;
};

/** Pieces come sooner than that, or somebody wonders. */
const silentMs = 3000;

type Broken = Extract<TurnProgress, {type: 'broken'}>;

/**
 * The answer to stdout, all else to stderr. A terminal gets it as it comes, cleaned: what a model says is hostile. A file
 * or a program gets it as it was said once it is whole, so that two answers are never one.
 */
export function openChatPrinter(
	{isJson, isStreamed, isExplained}: ChatAsk,
	{output, clock}: Pick<Surroundings, 'output' | 'clock'>,
): ChatPrinter {
	const isTerminal = output.isTerminal();
	const isLive = !isJson && (isTerminal || isStreamed);
	const waiting = openChatWaiting(output, clock);
	const result = openChatResult(output);
	let model = '';
	let broken: Broken | undefined;
	const wait = (node: string, phase: WaitedPhase, {aboutMs, sinceMs}: Waits = {}): void =>
		waiting.wait({
			...{key: `${node} ${phase}`, aboutMs, sinceMs},
			text: elapsedMs => waitingText(phase, {node, model, elapsedMs, aboutMs}),
		});
	const onPiece = (node: string, piece: AnswerPiece): void => {
		if (isLive && piece.type === 'content') {
			waiting.end();
			result.push(piece.text);
			waiting.wait({
				...{key: `${node} silent`, behindAfterMs: silentMs},
				text: elapsedMs => silentText(node, elapsedMs, idleLimitMs(undefined, false)),
			});
		} else {
			wait(node, piece.type === 'thinking' ? 'thinking' : 'answering');
		}
	};
	return {
		looking: nodes =>
			waiting.wait({key: 'looking', text: elapsedMs => lookingText(nodes, elapsedMs)}),
		onProgress(told) {
			switch (told.type) {
				case 'routed':
					waiting.end();
					tellBroken(broken, {isLive, result, output});
					broken = undefined;
					model = told.decision.chosen?.model ?? '';
					return routeLines(told.decision, {isExplained, output}).forEach(output.note);
				case 'waiting':
					return wait(told.node, told.phase, {
						aboutMs: told.aboutMs,
						sinceMs: told.phase === 'loading' ? clock.monotonicMs() - told.elapsedMs : undefined,
					});
				case 'late':
					waiting.end();
					return output.note(lateLoadText({...told, model}));
				case 'broken':
					waiting.end();
					broken = told;
					return;
				case 'piece':
					return onPiece(told.node, told.piece);
				default:
					assertNever(told);
			}
		},
		waitNoMore: waiting.end,
		end(answer) {
			if (!isLive && !isJson && answer !== undefined) {
				result.push(answer);
			}

			result.end();
		},
	};
}

type Waits = {readonly aboutMs?: number | undefined; readonly sinceMs?: number | undefined};

type Between = {
	readonly isLive: boolean;
	readonly result: ChatResult;
	readonly output: Pick<Output, 'complain'>;
};

/** Told once somebody is asked again: what ends the turn is told at its end. */
function tellBroken(broken: Broken | undefined, {isLive, result, output}: Between): void {
	if (broken === undefined || broken.next === 'none') {
		return;
	}

	const {attempt, next} = broken;
	if (isLive && attempt.partial !== undefined) {
		result.mark(breakText(attempt));
	}

	output.complain(brokenText(attempt, next));
}

type Explained = {readonly isExplained: boolean; readonly output: Pick<Output, 'columns'>};

function routeLines(decision: RouteDecision, {isExplained, output}: Explained): readonly string[] {
	const glyphs = glyphsOf('unicode');
	const sentence = routeSentence(decision, glyphs);
	const {chosen} = decision;
	const isOnly = decision.candidates.length < 2;
	const patience =
		chosen === undefined ? [] : [clean(patienceText({...deadlinesOf(chosen, false), isOnly}))];
	const table = isExplained ? routeTable(decision, glyphs) : [];
	const told = (line: Safe, head: string): readonly string[] =>
		hanging(line, {columns: output.columns(), head, indent: 2});
	return [
		...table,
		...(sentence === undefined ? [] : told(sentence, '')),
		...patience.flatMap(line => told(line, '  ')),
	];
}
