import type {Connection} from './connection.ts';
import type {NodeConfig} from './config.ts';
import type {Failure} from './failure.ts';
import type {GpuThrottle} from './gpu.ts';
import type {HealthReason} from './health.ts';
import type {Evidence, Label} from './label.ts';
import type {Filesystem} from './node-facts.ts';
import type {NodeFigures} from './node-figures.ts';

/** What a node is known by when one asks why it is in its state. */
export type WhySubject = {
	readonly config: NodeConfig;
	readonly connection: Connection;
	readonly label: Label;
	readonly reasons: readonly HealthReason[];
	/** Undefined where nothing is believed of it. */
	readonly figures: NodeFigures | undefined;
	/** Undefined where they could not be read. */
	readonly filesystems: readonly Filesystem[] | undefined;
};

/** What is known, then what that comes from, then how to look further. */
export type Why = {
	readonly facts: readonly WhyFact[];
	readonly cause: Cause;
	readonly commands: readonly WhyCommand[];
};

/** A value that could not be read is undefined: it is told as that, never guessed. */
export type WhyFact =
	| {readonly kind: 'failure'; readonly failure: Failure}
	/** Of host keys, as OpenSSH writes them. */
	| {
			readonly kind: 'fingerprints';
			readonly keyType: string;
			readonly shown: string;
			readonly recorded: string | undefined;
			readonly file: string;
			readonly line: number;
			readonly isRevoked: boolean;
	  }
	/** The first line of what a program complained of before it ended. */
	| {readonly kind: 'complaint'; readonly line: string | undefined}
	| {readonly kind: 'evidence'; readonly evidence: readonly Evidence[]}
	| {readonly kind: 'limit'; readonly reason: HealthReason}
	/** Of a Raspberry Pi. */
	| {
			readonly kind: 'throttling';
			readonly throttledNow: boolean | undefined;
			readonly underVoltageNow: boolean | undefined;
			readonly throttledSinceBoot: boolean | undefined;
			readonly underVoltageSinceBoot: boolean | undefined;
	  }
	| {
			readonly kind: 'gpuThrottles';
			readonly index: number;
			readonly throttles: readonly GpuThrottle[];
	  }
	| {readonly kind: 'temperature'; readonly celsius: number | undefined}
	| {
			readonly kind: 'fullestMount';
			readonly fullest: {readonly mount: string; readonly usedFraction: number} | undefined;
	  }
	/** Where tasks waited most; undefined where the kernel does not tell. */
	| {
			readonly kind: 'pressure';
			readonly top: {readonly resource: PressedResource; readonly someFraction: number} | undefined;
	  };

export type PressedResource = 'cpu' | 'io' | 'memory';

/** One word for what it comes from; theme/why-text.ts makes the sentence. */
export type Cause =
	| {readonly kind: CauseKind}
	| {readonly kind: 'diskFull' | 'silentMount'; readonly mount: string};

export type CauseKind =
	| 'disabled'
	| 'connecting'
	| 'lateAnswers'
	| 'unreachable'
	| 'silent'
	| 'refused'
	| 'keyNotAccepted'
	| 'hostKeyUnknown'
	| 'hostKeyChanged'
	| 'hostKeyRevoked'
	| 'passphraseNeeded'
	| 'restrictedShell'
	| 'samplerEnded'
	| 'notUnderstood'
	| 'otherFailure'
	| 'underVoltage'
	| 'tooHot'
	| 'clocksCapped'
	| 'memoryShort'
	| 'disksBusy'
	| 'cpuBusy'
	| 'gpuBusy'
	| 'severalBusy'
	| 'nothingHoldsIt'
	| 'littleToDo'
	| 'notJudgedYet';

/** Stages of a pipe, each of them its argv; a person types it, this program never runs it. */
export type WhyCommand = {
	readonly where: 'here' | 'node';
	readonly stages: ReadonlyArray<readonly string[]>;
};
