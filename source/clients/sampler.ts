import type {Clock} from '../domain/clock.ts';
import type {Failure} from '../domain/failure.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import type {OpenShell, Shell, ShellEnd} from '../domain/shell.ts';
import {createFrameReader, type FrameEvent} from '../parsers/sampler-frame.ts';
import type {Sections} from '../parsers/sections.ts';
import {samplerScript} from './sampler-script.ts';

/** The reader of a node's files that stays on it, and answers in one round trip. */
export type Sampler = {
	readonly kind: 'awk' | 'sh';
	/**
	 * The files at these paths, or without any all counters and sensors; beside them always what does not change, as
	 * `uname -m`. What could not be read is not there. Whoever aborts is `cancelled` at once: the late answer is dropped.
	 */
	readonly ask: (
		paths: readonly string[] | undefined,
		signal: AbortSignal,
	) => Promise<Result<Sections>>;
	/** Settles when its channel has ended; never after close. */
	readonly ended: Promise<Failure>;
	readonly close: () => void;
};

export type SamplerParts = {
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** From asking for a shell to READY. */
	readonly deadlineMs: number;
	/** As failures name the node. */
	readonly where: string;
};

/** A machine with 512 cores says 60 kB a sample. */
const sampleLimitBytes = 1_048_576;
const filesLimitBytes = 4_194_304;
/** Sensors come and go with devices. */
const lookAgainAfterMs = 300_000;
/** Lines that wait in a node that hangs: more would all be answered at once when it goes on. */
const mostUnanswered = 8;
/** A reader that starts anew is asked again what it has not answered. */
const mostSends = 3;

/**
 * Starts the script on a shell of the node and waits until it can be asked. Failures: those of the shell, `unsupported`
 * (no /proc), `exited`, `timedOut`, `cancelled`, `tooLarge`.
 */
export async function openSampler(
	openShell: OpenShell,
	parts: SamplerParts,
): Promise<Result<Sampler>> {
	const shell = await openShell(parts.signal);
	return shell.ok ? new Conversation(shell.value, parts).start() : shell;
}

type Question = {
	readonly paths: readonly string[];
	/** Undefined when nobody waits any more. */
	settle: ((result: Result<Sections>) => void) | undefined;
	sends: number;
};

class Conversation {
	readonly #shell: Shell;
	readonly #parts: SamplerParts;
	readonly #frames = createFrameReader();
	readonly #questions = new Map<string, Question>();
	readonly #ended: Promise<Failure>;
	#tellEnded: (failure: Failure) => void = () => undefined;
	#tellReady: ((result: Result<Sampler>) => void) | undefined;
	#fixed: Sections = new Map();
	#failure: Failure | undefined;
	#lastId = 0;
	#lookedAtMs = 0;
	/** Heard since the last answer. */
	#heardBytes = 0;

	constructor(shell: Shell, parts: SamplerParts) {
		this.#shell = shell;
		this.#parts = parts;
		this.#ended = new Promise(resolve => {
			this.#tellEnded = resolve;
		});
	}

	start(): Promise<Result<Sampler>> {
		const {clock, signal, deadlineMs, where} = this.#parts;
		return new Promise(resolve => {
			const onAbort = (): void => this.#fail({kind: 'cancelled', where});
			const cancelTimer = clock.startTimer(deadlineMs, () =>
				this.#fail({kind: 'timedOut', where, afterMs: deadlineMs}),
			);
			this.#tellReady = result => {
				this.#tellReady = undefined;
				cancelTimer();
				signal.removeEventListener('abort', onAbort);
				resolve(result);
			};
			this.#shell.listen({
				onOutput: bytes => this.#hear(bytes),
				onEnd: end => this.#fail(failureOf(end, where)),
			});
			this.#shell.write(samplerScript);
			signal.addEventListener('abort', onAbort, {once: true});
			if (signal.aborted) {
				onAbort();
			}
		});
	}

	#hear(bytes: string): void {
		const limitBytes = this.#limitBytes();
		this.#heardBytes += bytes.length;
		for (const event of this.#frames.push(bytes, limitBytes)) {
			if (this.#failure === undefined) {
				this.#react(event, limitBytes);
			}
		}

		// Lines and frames that nobody asked for, each of them short, may come without end too.
		if (this.#heardBytes > limitBytes) {
			this.#fail({kind: 'tooLarge', where: this.#parts.where, limitBytes});
		}
	}

	#limitBytes(): number {
		for (const {paths} of this.#questions.values()) {
			if (paths.length > 0) {
				return filesLimitBytes;
			}
		}

		return sampleLimitBytes;
	}

	#react(event: FrameEvent, limitBytes: number): void {
		const {where} = this.#parts;
		switch (event.kind) {
			case 'ready':
				this.#onReady(event.reader);
				break;
			case 'frame':
				this.#onFrame(event.id, event.sections);
				break;
			case 'refused':
				this.#fail({kind: 'unsupported', where, reason: noProc(event.system)});
				break;
			case 'tooLarge':
				this.#fail({kind: 'tooLarge', where, limitBytes});
				break;
			default:
				// A line of somebody else's: a daemon that writes to every session.
				break;
		}
	}

	#onReady(kind: 'awk' | 'sh'): void {
		this.#lookedAtMs = this.#parts.clock.monotonicMs();
		for (const [id, question] of this.#questions) {
			this.#send(id, question);
		}

		this.#tellReady?.(
			succeeded({
				kind,
				ask: (paths, signal) => this.#ask(paths ?? [], signal),
				ended: this.#ended,
				close: () => this.#close(),
			}),
		);
	}

	#onFrame(id: string, sections: Sections): void {
		if (id === 'fixed') {
			this.#fixed = sections;
			return;
		}

		const question = this.#questions.get(id);
		if (question !== undefined) {
			this.#questions.delete(id);
			this.#heardBytes = 0;
		}

		question?.settle?.(succeeded(withFixed(sections, this.#fixed)));
	}

	#ask(paths: readonly string[], signal: AbortSignal): Promise<Result<Sections>> {
		const {where} = this.#parts;
		if (this.#failure !== undefined || signal.aborted) {
			return Promise.resolve(failed(this.#failure ?? {kind: 'cancelled', where}));
		}

		if (this.#questions.size >= mostUnanswered) {
			return Promise.resolve(failed({kind: 'timedOut', where, afterMs: undefined}));
		}

		return new Promise(resolve => {
			const question: Question = {paths, settle: undefined, sends: 0};
			const settle = (result: Result<Sections>): void => {
				question.settle = undefined;
				signal.removeEventListener('abort', onAbort);
				resolve(result);
			};
			const onAbort = (): void => settle(failed({kind: 'cancelled', where}));
			question.settle = settle;
			signal.addEventListener('abort', onAbort, {once: true});
			this.#lastId += 1;
			this.#questions.set(`${this.#lastId}`, question);
			this.#send(`${this.#lastId}`, question);
		});
	}

	#send(id: string, question: Question): void {
		if (question.sends >= mostSends) {
			const problem = 'the reader on the node starts anew again and again';
			this.#fail({kind: 'protocol', where: this.#parts.where, problem});
			return;
		}

		question.sends += 1;
		const nowMs = this.#parts.clock.monotonicMs();
		const looksAgain = question.paths.length === 0 && nowMs - this.#lookedAtMs >= lookAgainAfterMs;
		if (looksAgain) {
			this.#lookedAtMs = nowMs;
		}

		this.#shell.write(`${[id, ...(looksAgain ? ['+'] : question.paths)].join(' ')}\n`);
	}

	#fail(failure: Failure): void {
		if (this.#failure === undefined) {
			this.#end(failure);
			this.#tellEnded(failure);
		}
	}

	#close(): void {
		if (this.#failure === undefined) {
			this.#end({kind: 'cancelled', where: this.#parts.where});
		}
	}

	#end(failure: Failure): void {
		this.#failure = failure;
		this.#shell.close();
		this.#tellReady?.(failed(failure));
		for (const {settle} of this.#questions.values()) {
			settle?.(failed(failure));
		}

		this.#questions.clear();
	}
}

function failureOf(end: ShellEnd, where: string): Failure {
	return end.reason === 'lost'
		? end.failure
		: {
				kind: 'exited',
				where: `the reader of /proc on ${where}`,
				exitCode: end.exitCode,
				signal: undefined,
				stderr: '',
			};
}

function withFixed(sections: Sections, fixed: Sections): Sections {
	const all = new Map(fixed);
	for (const [path, text] of sections) {
		all.set(path, text);
	}

	return all;
}

/** Only the usual letters of `uname -s` are quoted. */
function noProc(system: string): string {
	const name = /^[\w./-]{1,32}$/.test(system) ? system : 'a system of unknown name';
	return `it is ${name} without a /proc that can be read. Only Linux can be watched over ssh.`;
}
