import type {Gpu} from '../domain/gpu.ts';
import type {ParseProblem} from '../domain/parsed.ts';

/** A program on a node that tells what no file does, line by line. */
export type Tool = {
	/** As problems name it. */
	readonly name: string;
	/** As a person would type it, for the log of commands. */
	readonly command: string;
	/** What its shell is told; asked for anew at every start. */
	readonly script: () => string;
	readonly hear: (line: string) => Heard;
	/** How old what it said may be before it counts no more. */
	readonly freshMs: number;
	/** How long it may say nothing. */
	readonly silentMs: number;
	/** Undefined: it speaks by itself. Else it gets a line this long after each answer, and the first when it is ready. */
	readonly askEveryMs: number | undefined;
	/** What is missing while it fails, as a clause. */
	readonly loss: string;
};

export type Heard = {
	/** `startOver`: it has to be started with another script. */
	readonly kind: 'figures' | 'words' | 'ready' | 'answered' | 'startOver';
	readonly problems: readonly ParseProblem[];
};

export type GpuTool = Tool & {
	/** As it told them last; none when that is longer ago than `freshMs`. */
	readonly gpus: () => readonly Gpu[];
};

/** GPUs may be missing for five rounds of 2 s before they are unknown. */
export const gpuFreshMs = 10_000;
