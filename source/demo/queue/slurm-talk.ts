import type {Clock} from '../../domain/clock.ts';
import type {Moment} from '../moment.ts';
import {type ProgramAnswer, refused} from './answer.ts';
import {runProgram} from './programs.ts';
import {advanceTo} from './queue.ts';
import type {QueueState} from './queue-state.ts';

/** The cluster behind a login node. */
export type DemoCluster = {
	/** As it is now. */
	readonly queue: () => QueueState;
	/** Seconds since 1970 at second 0 of the story. */
	readonly epoch: number;
};

/** A cluster that begins with its story, when it is asked for the first time. */
export function createDemoCluster(
	open: () => QueueState,
	{clock, storySecond}: {readonly clock: Clock; readonly storySecond: () => number},
): DemoCluster {
	let state: QueueState | undefined;
	return {
		epoch: Math.floor(clock.wallMs() / 1000 - storySecond()),
		queue() {
			state ??= open();
			advanceTo(state, storySecond());
			return state;
		},
	};
}

export type SlurmSpeaker = {
	readonly say: (text: (moment: Moment) => string) => void;
	/** One after the other, each when the one before has left. */
	readonly sayPieces: (pieces: Iterator<string>) => void;
};

/** What is read of a request: its lines, then so many bytes. */
type Request = {
	readonly nonce: string;
	readonly argv: readonly string[];
	readonly inputBytes: number;
	readonly rest: string;
};

/**
 * The script that runs a program of Slurm (clients/slurm-script.ts): it says that it is ready, is told the nonce, the
 * arguments, the folder, how long it may wait and the input, and ends what the program says with the nonce.
 */
export function startSlurmTalk(
	cluster: DemoCluster | undefined,
	{say, sayPieces}: SlurmSpeaker,
): {readonly hearBytes: (bytes: string) => void} {
	let heard = '';
	let isTold = false;
	say(() => 'READY\n');
	return {
		hearBytes(bytes) {
			heard += bytes;
			const request = isTold ? undefined : requestIn(heard);
			if (request !== undefined && request.rest.length >= request.inputBytes) {
				isTold = true;
				sayPieces(answerTo(request, cluster));
			}
		},
	};
}

function requestIn(heard: string): Request | undefined {
	const lines = heard.split('\n');
	const [nonce = '', count = ''] = lines;
	const argumentsEnd = 2 + Number(count);
	// The folder, the seconds and the bytes follow, each with a line end.
	if (lines.length < argumentsEnd + 4) {
		return undefined;
	}

	const bytes = lines[argumentsEnd + 2] ?? '-';
	return {
		nonce,
		argv: lines.slice(2, argumentsEnd),
		inputBytes: bytes === '-' ? 0 : Number(bytes),
		rest: lines.slice(argumentsEnd + 3).join('\n'),
	};
}

function* answerTo(
	{nonce, argv, rest, inputBytes}: Request,
	cluster: DemoCluster | undefined,
): Generator<string> {
	const answer = answerOf({argv, input: rest.slice(0, inputBytes)}, cluster);
	if (answer === undefined) {
		yield `\n${nonce} missing\n\n${nonce} end\n`;
		return;
	}

	yield* answer.stdout;
	yield `\n${nonce} ${answer.exitCode}\n${answer.stderr.trimEnd()}\n${nonce} end\n`;
}

function answerOf(
	call: {readonly argv: readonly string[]; readonly input: string},
	cluster: DemoCluster | undefined,
): ProgramAnswer | undefined {
	return cluster === undefined
		? call.argv[0] === 'squeue'
			? refused('squeue: error: no cluster here')
			: undefined
		: runProgram({...call, state: cluster.queue(), epoch: cluster.epoch});
}
