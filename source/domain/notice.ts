import type {ClusterDeed} from './cluster-deed.ts';
import type {Failure} from './failure.ts';
import type {NodeName} from './ids.ts';
import type {DeedEnd, ModelDeed} from './model-deed.ts';

/** What a node is copied as. */
export type CopyKind = 'sshCommand' | 'json' | 'name';

/** What came of something that a person asked for; told in the line of speech (theme/notice-text.ts makes the words). */
export type Notice =
	/** `count` is above one where several nodes were marked. */
	| {
			readonly kind: 'copied';
			readonly what: CopyKind | 'event' | 'jobId' | 'command' | 'answer' | 'code';
			readonly where: string;
			readonly count: number;
	  }
	/** More than a terminal takes as one. */
	| {readonly kind: 'copyTooLarge'; readonly where: string; readonly limitBytes: number}
	| {readonly kind: 'shellEnded'; readonly node: NodeName; readonly exitCode: number | undefined}
	| {readonly kind: 'hostKeyAccepted'; readonly node: NodeName; readonly file: string}
	| {readonly kind: 'nodesAdded'; readonly names: readonly string[]; readonly file: string}
	| {readonly kind: 'wrongPassphrase'; readonly keyFile: string}
	/** A setting of the screen; `value` as it was typed: `on`, `light`. */
	| {readonly kind: 'set'; readonly setting: 'mouse' | 'bell' | 'theme'; readonly value: string}
	/** How a conversation is asked; raw. Undefined: as configured. */
	| {
			readonly kind: 'chatSetting';
			readonly setting: string;
			readonly value: string | undefined;
	  }
	/** What was done with a conversation, and how it is undone; `title` raw. */
	| {
			readonly kind: 'chatDone';
			readonly deed: 'deleted' | 'broughtBack' | 'forked' | 'rewound';
			readonly title: string;
	  }
	/** Another program went on from the same turn of a conversation; `title` raw. */
	| {readonly kind: 'saidElsewhere'; readonly title: string}
	/** A conversation was written into a file for others. */
	| {readonly kind: 'chatExported'; readonly file: string}
	/** What came of what was done to a cluster at once: of several jobs, of one node or script. */
	| {readonly kind: 'deeds'; readonly deeds: readonly ClusterDeed[]}
	/** What came of what was done to a model on a node. */
	| {readonly kind: 'modelDeed'; readonly deed: ModelDeed; readonly stage: DeedEnd}
	/** So many would be cut off: who asks again leaves all the same. */
	| {readonly kind: 'deedsUnderWay'; readonly count: number}
	/** Nobody would hear what comes of it: who asks again leaves all the same. */
	| {readonly kind: 'underWay'; readonly argv: readonly string[]}
	/** It was asked for with --read-only, which forbids it. */
	| {readonly kind: 'readOnly'}
	| {readonly kind: 'failed'; readonly failure: Failure}
	/** What was chosen of the screen holds, but could not be written down. */
	| {readonly kind: 'notKept'; readonly failure: Failure}
	/** Something that is not ours to word: one line of a problem of the configuration. */
	| {readonly kind: 'refused'; readonly reason: string};
