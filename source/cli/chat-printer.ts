import {Buffer} from 'node:buffer';
import {assertNever} from '../domain/assert-never.ts';
import type {RouteDecision} from '../domain/routing.ts';
import {breakText, brokenText, waitingText} from '../theme/answer-text.ts';
import {glyphsOf} from '../theme/glyphs.ts';
import {routeTable} from '../theme/route-table.ts';
import {routeSentence} from '../theme/route-text.ts';
import {clean, type Safe} from '../theme/safe.ts';
import type {TurnProgress} from '../runtime/answer-turn.ts';
import type {ChatAsk} from './chat-ask.ts';
import {openCleanStream} from './clean-stream.ts';
import type {Output} from './output.ts';
import type {Surroundings} from './surroundings.ts';

export type ChatPrinter = {
	readonly onProgress: (progress: TurnProgress) => void;
	/** The whole answer, where nothing of it was printed as it came. */
	readonly end: (answer: string | undefined) => void;
};

/**
 * The answer to stdout, all else to stderr. A terminal gets it as it comes, cleaned: what a model says is hostile. A file
 * or a program gets it as it was said once it is whole, so that two answers are never one.
 */
export function openChatPrinter(
	{isJson, isStreamed, isExplained}: ChatAsk,
	{output}: Pick<Surroundings, 'output'>,
): ChatPrinter {
	const isTerminal = output.isTerminal();
	const isLive = !isJson && (isTerminal || isStreamed);
	const write = isTerminal ? output.print : rawWriter(output);
	const open = isTerminal ? openCleanStream : openRawStream;
	let stream = open(write);
	let lastPhase: string | undefined;
	let model = '';
	const endLine = (): void => {
		stream.end();
		stream = open(write);
	};
	const onRouted = (decision: RouteDecision): void => {
		model = decision.chosen?.model ?? '';
		for (const line of routeLines(decision, isExplained)) {
			output.note(line);
		}
	};
	const onWaiting = ({node, phase, aboutMs}: Extract<TurnProgress, {type: 'waiting'}>): void => {
		const key = `${node} ${phase}`;
		if (key !== lastPhase && (aboutMs ?? 0) >= noticedMs) {
			output.note(waitingText(phase, {node, model, aboutMs}));
		}

		lastPhase = key;
	};
	let broken: Extract<TurnProgress, {type: 'broken'}> | undefined;
	/** Told once somebody is asked again: what ends the turn is told at its end. */
	const tellBroken = (): void => {
		const {attempt, next} = broken ?? {next: 'none'};
		broken = undefined;
		if (attempt === undefined || next === 'none') {
			return;
		}

		if (isLive && attempt.partial !== undefined) {
			endLine();
			write(`\n[${clean(breakText(attempt))}]\n\n`);
		}

		output.complain(brokenText(attempt, next));
	};
	return {
		onProgress(told) {
			switch (told.type) {
				case 'routed':
					tellBroken();
					return onRouted(told.decision);
				case 'waiting':
					return onWaiting(told);
				case 'broken':
					broken = told;
					return;
				case 'piece':
					if (isLive && told.piece.type === 'content') {
						stream.push(told.piece.text);
					}

					return;
				default:
					assertNever(told);
			}
		},
		end(answer) {
			if (!isLive && !isJson && answer !== undefined) {
				stream.push(answer);
			}

			endLine();
		},
	};
}

function routeLines(decision: RouteDecision, isExplained: boolean): readonly Safe[] {
	const glyphs = glyphsOf('unicode');
	const sentence = routeSentence(decision, glyphs);
	const table = isExplained ? routeTable(decision, glyphs) : [];
	return sentence === undefined ? table : [...table, sentence];
}

function rawWriter({printBytes}: Pick<Output, 'printBytes'>): (text: string) => void {
	return text => printBytes(Buffer.from(text, 'utf8').toString('latin1'));
}

/** Shorter waits are over before they are read. */
const noticedMs = 1000;

/** As it is; ends with a line end. */
function openRawStream(write: (text: string) => void) {
	let last = '\n';
	return {
		push(text: string): void {
			write(text);
			last = text.at(-1) ?? last;
		},
		end(): void {
			if (last !== '\n') {
				write('\n');
			}
		},
	};
}
