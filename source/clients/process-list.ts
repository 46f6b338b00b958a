import type {Clock} from '../domain/clock.ts';
import type {Failure} from '../domain/failure.ts';
import type {ProcessList} from '../domain/process.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import type {OpenShell, Shell, ShellEnd} from '../domain/shell.ts';
import {fieldsOf} from '../parsers/lines.ts';
import {parseLsOwners} from '../parsers/ls-owners.ts';
import {parseCounter, parseDecimal} from '../parsers/number-field.ts';
import {parseProcPidStat} from '../parsers/proc-pid-stat.ts';
import {countersMark, endMark, processScript} from './process-script.ts';
import {readyLine} from './tool-scripts.ts';

export type ProcessLister = {
	/** All processes of the node now; one question at a time. */
	readonly ask: () => Promise<Result<ProcessList>>;
	readonly close: () => void;
};

export type ProcessListerParts = {
	readonly clock: Clock;
	/** As failures name the node. */
	readonly where: string;
	readonly signal: AbortSignal;
};

/** Accounts may be looked up in a directory that is far away. */
const deadlineMs = 10_000;
/** Ten thousand processes. */
const mostBytes = 4_194_304;
/** Two for each of them: its owner and its counters. */
const mostLines = 65_536;

/**
 * Starts the script on a shell of the node. Failures, here and of each question: those of the shell, `exited`,
 * `timedOut`, `tooLarge`, `unparseable`, `cancelled`. After one it answers no more.
 */
export async function openProcessLister(
	openShell: OpenShell,
	parts: ProcessListerParts,
): Promise<Result<ProcessLister>> {
	const shell = await openShell(parts.signal);
	if (!shell.ok) {
		return shell;
	}

	const conversation = new Conversation(shell.value, parts);
	const ready = await conversation.begin();
	return ready.ok
		? succeeded({ask: () => conversation.ask(), close: () => conversation.close()})
		: ready;
}

class Conversation {
	readonly #shell: Shell;
	readonly #parts: ProcessListerParts;
	#heard: string[] = [];
	#heardBytes = 0;
	/** Of what was heard last, so that a mark that came in two pieces is seen. */
	#tail = '';
	#awaited: {readonly mark: string; readonly settle: (answer: Result<string>) => void} | undefined;
	#failure: Failure | undefined;

	constructor(shell: Shell, parts: ProcessListerParts) {
		this.#shell = shell;
		this.#parts = parts;
		shell.listen({
			onOutput: bytes => this.#hear(bytes),
			onEnd: end => this.#fail(failureOf(end, parts.where)),
		});
		parts.signal.addEventListener('abort', this.#onAbort, {once: true});
	}

	begin(): Promise<Result<string>> {
		return this.#say(processScript, readyLine);
	}

	async ask(): Promise<Result<ProcessList>> {
		const answer = await this.#say('\n', endMark);
		if (!answer.ok) {
			return answer;
		}

		const lines = answer.value.split('\n');
		if (lines.length > mostLines) {
			const {where} = this.#parts;
			this.#fail({kind: 'tooLarge', where, limitBytes: mostBytes});
			return failed({kind: 'tooLarge', where, limitBytes: mostBytes});
		}

		const list = listOf(lines);
		return list === undefined
			? failed({
					kind: 'unparseable',
					where: this.#parts.where,
					problem: 'a list of processes without the time of the node',
				})
			: succeeded(list);
	}

	close(): void {
		this.#fail({kind: 'cancelled', where: this.#parts.where});
	}

	readonly #onAbort = (): void => this.close();

	#say(text: string, mark: string): Promise<Result<string>> {
		const {clock, signal, where} = this.#parts;
		if (signal.aborted) {
			this.close();
		}

		if (this.#failure !== undefined) {
			return Promise.resolve(failed(this.#failure));
		}

		return new Promise(resolve => {
			const stopTimer = clock.startTimer(deadlineMs, () =>
				this.#fail({kind: 'timedOut', where, afterMs: deadlineMs}),
			);
			this.#awaited = {
				mark: `${mark}\n`,
				settle: answer => {
					this.#awaited = undefined;
					stopTimer();
					resolve(answer);
				},
			};
			this.#shell.write(text);
		});
	}

	#hear(bytes: string): void {
		if (this.#awaited === undefined) {
			return;
		}

		const {mark, settle} = this.#awaited;
		this.#heard.push(bytes);
		this.#heardBytes += bytes.length;
		this.#tail = (this.#tail + bytes).slice(-mark.length - 1);
		if (this.#tail === `\n${mark}` || (this.#tail === mark && this.#heardBytes === mark.length)) {
			const answer = this.#heard.join('');
			this.#heard = [];
			this.#heardBytes = 0;
			this.#tail = '';
			settle(succeeded(answer));
		} else if (this.#heardBytes > mostBytes) {
			this.#fail({kind: 'tooLarge', where: this.#parts.where, limitBytes: mostBytes});
		}
	}

	#fail(failure: Failure): void {
		if (this.#failure === undefined) {
			this.#failure = failure;
			this.#parts.signal.removeEventListener('abort', this.#onAbort);
			this.#shell.close();
			this.#awaited?.settle(failed(failure));
		}
	}
}

function failureOf(end: ShellEnd, where: string): Failure {
	return end.reason === 'lost'
		? end.failure
		: {
				...{kind: 'exited', where: `the list of processes of ${where}`},
				...{exitCode: end.exitCode, signal: undefined, stderr: ''},
			};
}

/** Undefined where it does not say when it was made. */
function listOf(lines: readonly string[]): ProcessList | undefined {
	const middle = lines.findIndex(line => line.startsWith(`${countersMark} `));
	const [, uptime, page] = fieldsOf(lines[middle] ?? '');
	const uptimeSeconds = parseDecimal(uptime);
	const pageBytes = parseCounter(page);
	if (middle < 0 || uptimeSeconds === undefined || pageBytes === undefined) {
		return undefined;
	}

	const owners = parseLsOwners(lines.slice(0, middle));
	const counters = lines.slice(middle + 1, lines.lastIndexOf(endMark));
	return {uptimeSeconds, processes: parseProcPidStat(counters, {pageBytes, owners}).value};
}
