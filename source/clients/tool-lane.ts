import {assertNever} from '../domain/assert-never.ts';
import type {OnCommand} from '../domain/command-run.ts';
import type {Clock} from '../domain/clock.ts';
import type {ParseProblem} from '../domain/parsed.ts';
import type {OpenShell} from '../domain/shell.ts';
import {retryRefusedAfterMs, retryToolAfterMs} from '../rules/retry-tool.ts';
import {wait} from '../transport/wait.ts';
import {shortReason} from './short-reason.ts';
import {createToolLog, type ToolLog} from './tool-log.ts';
import type {Heard, Tool} from './tool.ts';
import {converse, type RunEnd} from './tool-run.ts';

export type ToolWorld = {
	readonly openShell: OpenShell;
	readonly clock: Clock;
	readonly onCommand?: OnCommand | undefined;
};

/** A run that lasted this long was well: what ends it is its first failure. */
const steadyMs = 60_000;
const mostWords = 20;
/** A first answer that takes longer is missed by who looks only once: that has to be said. */
const promptMs = 200;

/** Keeps a tool running on a shell of its own: it is started again when it ends, hangs or floods, ever more rarely. */
export class ToolLane {
	readonly #tool: Tool;
	readonly #world: ToolWorld;
	readonly #stopping = new AbortController();
	readonly #words = new Map<string, {readonly problem: ParseProblem; readonly atMs: number}>();
	readonly #log: ToolLog;
	#trouble: RunEnd | undefined;
	/** When it told figures last, or was started first. */
	#figuresAtMs: number;
	#hasTold = false;
	#areWordsOld = false;
	#tellAnswered: () => void = () => undefined;
	/** Settles when it has said something for the first time, or could not. */
	readonly answered = new Promise<void>(resolve => {
		this.#tellAnswered = resolve;
	});

	constructor(tool: Tool, world: ToolWorld) {
		this.#tool = tool;
		this.#world = world;
		this.#log = createToolLog(tool, world);
		this.#figuresAtMs = world.clock.monotonicMs();
		void this.#keepRunning();
	}

	/** What is wrong with it now, or what it complains about. */
	problems(): readonly ParseProblem[] {
		const nowMs = this.#world.clock.monotonicMs();
		const trouble =
			this.#trouble && problemOf(this.#trouble, this.#tool, nowMs - this.#figuresAtMs);
		const words = [...this.#words.values()]
			.filter(({atMs}) => trouble !== undefined || nowMs - atMs < this.#tool.freshMs)
			.map(({problem}) => problem);
		// Its own words say better why it ended than that it did.
		const isExplained = this.#trouble?.kind === 'ended' && words.length > 0;
		if (trouble !== undefined && !isExplained) {
			return [trouble, ...words];
		}

		const isAwaited = !this.#hasTold && nowMs - this.#figuresAtMs >= promptMs;
		return words.length === 0 && isAwaited ? [awaitedProblem(this.#tool)] : words;
	}

	close(): void {
		this.#stopping.abort();
	}

	async #keepRunning(): Promise<void> {
		const {clock} = this.#world;
		const {signal} = this.#stopping;
		let failures = 0;
		while (!signal.aborted) {
			const startedAtMs = clock.monotonicMs();
			this.#areWordsOld = true;
			const end = await this.#runOnce();
			if (end.kind !== 'startOver') {
				this.#tellAnswered();
				failures = clock.monotonicMs() - startedAtMs >= steadyMs ? 1 : failures + 1;
				this.#trouble = end;
				this.#log.ended(end);
				const isRefused = end.kind === 'unopened' && end.failure.kind === 'denied';
				await wait(isRefused ? retryRefusedAfterMs : retryToolAfterMs(failures), clock, signal);
			}
		}
	}

	async #runOnce(): Promise<RunEnd> {
		const {signal} = this.#stopping;
		this.#log.started();
		const opened = await this.#world.openShell(signal);
		return opened.ok
			? converse(opened.value, {
					tool: this.#tool,
					clock: this.#world.clock,
					signal,
					hear: line => this.#hear(line),
				})
			: {kind: 'unopened', failure: opened.failure};
	}

	#hear(line: string): Heard {
		const atMs = this.#world.clock.monotonicMs();
		const heard = this.#tool.hear(line);
		this.#log.heard(heard);
		if (heard.kind !== 'ready' && heard.kind !== 'startOver') {
			this.#tellAnswered();
		}

		if (this.#areWordsOld) {
			this.#areWordsOld = false;
			this.#words.clear();
		}

		for (const problem of heard.problems) {
			if (this.#words.size < mostWords || this.#words.has(problem.line)) {
				this.#words.set(problem.line, {problem, atMs});
			}
		}

		if (heard.kind === 'figures') {
			this.#figuresAtMs = atMs;
			this.#hasTold = true;
			this.#trouble = undefined;
		}

		return heard;
	}
}

function awaitedProblem({name, loss}: Tool): ParseProblem {
	return {source: name, reason: 'has not answered yet', line: loss};
}

function problemOf(end: RunEnd, {name, loss}: Tool, silentForMs: number): ParseProblem {
	return {source: name, reason: reasonOf(end, silentForMs), line: loss};
}

function reasonOf(end: RunEnd, silentForMs: number): string {
	switch (end.kind) {
		case 'silent':
			return `has not answered for ${Math.round(silentForMs / 1000)} s`;
		case 'tooMuch':
			return 'said more than it could have to say';
		case 'unopened':
			return `could not be started (${shortReason(end.failure)})`;
		case 'ended':
			return end.exitCode === undefined ? 'was ended' : `ended with exit code ${end.exitCode}`;
		case 'closed':
		case 'startOver':
			return 'is being started';
		default:
			return assertNever(end);
	}
}
