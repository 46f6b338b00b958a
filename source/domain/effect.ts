import type {AskedAt} from './ask-secret.ts';
import type {ChatEffect} from './chat-effect.ts';
import type {ClusterLook} from './cluster.ts';
import type {NodeConfig, SlurmConfig} from './config.ts';
import type {ModelName, NodeName, SlurmName} from './ids.ts';
import type {JobRef} from './job.ts';
import type {JobChange, NodeChange} from './job-change.ts';
import type {LogEntry} from './log-entry.ts';
import type {CopyKind} from './notice.ts';
import type {ModelEffect} from './model-deed.ts';
import type {MeasuredAttempt} from './ollama-metrics.ts';
import type {Preferences} from './preferences.ts';
import type {JobSort, LogSource} from './screen.ts';
import type {Submission} from './submission.ts';

/** Every request that a reducer can make: the second table of the program. runtime/run-effect.ts carries them out. */
export type Effect =
	| PollingEffect
	| ClusterEffect
	| ChatEffect
	| ModelEffect
	| TerminalEffect
	| ErrandEffect
	| KeepingEffect;

/** What the runtime does by itself. */
export type PollingEffect =
	| {readonly type: 'startPolling'; readonly node: NodeConfig}
	| {readonly type: 'stopPolling'; readonly node: NodeName}
	/** Dial now, whatever its back-off says. */
	| {readonly type: 'retryNode'; readonly node: NodeConfig}
	/** From the next round on; undefined: as each node is configured. */
	| {
			readonly type: 'setInterval';
			readonly intervalMs: number | undefined;
			/** All nodes as they are polled from now on. */
			readonly nodes: readonly NodeConfig[];
	  }
	/** Look at all processes of the node until told otherwise. */
	| {readonly type: 'watchProcesses'; readonly node: NodeName}
	| {readonly type: 'unwatchProcesses'; readonly node: NodeName}
	/** Ask what its Ollama has in memory more often, and of no other node; undefined: of none. */
	| {readonly type: 'lookAtOllama'; readonly node: NodeName | undefined}
	/** Tells what is there as `log/read` with this number, and goes on until it is closed. */
	| {
			readonly type: 'openLog';
			readonly log: number;
			readonly node: NodeName;
			readonly source: LogSource;
	  }
	| {readonly type: 'closeLog'; readonly log: number};

/** What only who holds the terminal can do. */
export type TerminalEffect =
	/** Draw the whole screen anew: something else wrote on it. */
	| {readonly type: 'repaint'}
	/** Give the terminal back and stop, as the shell's job control has it. */
	| {readonly type: 'suspend'}
	| {readonly type: 'quit'}
	| {readonly type: 'ringBell'}
	/** Whether the mouse is ours, or selects text as the terminal has it. */
	| {readonly type: 'setMouse'; readonly isOurs: boolean}
	| {readonly type: 'openNodeShell'; readonly node: NodeConfig}
	| {readonly type: 'copyNodes'; readonly nodes: readonly NodeName[]; readonly what: CopyKind}
	/** One row of the events, as it is read on screen. */
	| {readonly type: 'copyEvent'; readonly entry: LogEntry; readonly isConnected: boolean}
	/** An id, a command or a name as it is read on screen, an answer or a block of its code as it was given. */
	| {
			readonly type: 'copyText';
			readonly what: 'jobId' | 'command' | 'name' | 'answer' | 'code';
			readonly text: string;
	  }
	/** With the person's own editor: tells `chats/draftEdited`. */
	| {readonly type: 'editDraft'; readonly text: string}
	/** A Modelfile that is written now, or lies in a file of the person's: tells `models/modelfileRead`. */
	| {
			readonly type: 'askModelfile';
			/** Of the model that is to be. */
			readonly model: ModelName;
			readonly from: ModelfileSource;
	  }
	/** Read keys into a masked field, past the store, until `secret/closed`. */
	| {readonly type: 'readSecret'; readonly node: NodeConfig; readonly asked: AskedAt};

/** `text`: what the person's own editor begins with. */
export type ModelfileSource =
	| {readonly kind: 'editor'; readonly text: string}
	| {readonly kind: 'file'; readonly path: string};

/** What reaches files and other machines because a person asked for it. */
export type ErrandEffect =
	/** Ask the node for its key again and accept it if it is still this one; then dial. */
	| {readonly type: 'acceptHostKey'; readonly node: NodeConfig; readonly fingerprint: string}
	| {readonly type: 'listSshHosts'}
	| {readonly type: 'addNodes'; readonly names: readonly string[]}
	/** One line of the audit log for each: what a person changed outside. */
	| {readonly type: 'appendAudit'; readonly records: readonly AuditRecord[]}
	/** For the next time; tells `preferences/written`. */
	| {readonly type: 'keepPreferences'; readonly preferences: Preferences};

export type AuditRecord = {
	/** `cancelJob` */
	readonly what: string;
	/** `hpc 4711` */
	readonly target: string;
	readonly argv: readonly string[];
	/** `done`, or what went wrong. */
	readonly result: string;
};

/** What outlives the program. */
export type KeepingEffect = {readonly type: 'keepAttempt'; readonly measured: MeasuredAttempt};

/** What the runtime does with Slurm clusters (runtime/watch-clusters.ts). */
export type ClusterEffect =
	/** Over the node that `via` names, or an ssh host that is no node, or on this machine. */
	| {
			readonly type: 'startCluster';
			readonly cluster: SlurmConfig;
			/** How the login node is dialled where it is not polled anyway; undefined: this machine. */
			readonly login: NodeConfig | undefined;
	  }
	| {readonly type: 'stopCluster'; readonly cluster: SlurmName}
	| {readonly type: 'lookAtCluster'; readonly cluster: SlurmName; readonly look: ClusterLook}
	/** Ask now what is looked at, whatever its turn is. */
	| {readonly type: 'refreshCluster'; readonly cluster: SlurmName}
	/** Make the rows of another order ready, beside all that goes on: tells `jobs/sorted`. */
	| {readonly type: 'sortJobs'; readonly cluster: SlurmName; readonly sort: JobSort}
	/** Make the rows of the tasks of this array ready, beside all that goes on: tells `jobs/unfolded`. */
	| {readonly type: 'unfoldArray'; readonly cluster: SlurmName; readonly array: string}
	| {
			readonly type: 'changeJobs';
			readonly cluster: SlurmName;
			/** No other change of this program has it: who does the same to the same jobs twice asks for two. */
			readonly number: number;
			readonly jobs: readonly JobRef[];
			readonly change: JobChange;
	  }
	/** Send nothing more of the change to jobs of this number; what was sent goes on to its end. */
	| {readonly type: 'stopChange'; readonly cluster: SlurmName; readonly number: number}
	| {
			readonly type: 'changeSlurmNode';
			readonly cluster: SlurmName;
			readonly nodes: readonly string[];
			readonly change: NodeChange;
	  }
	| {readonly type: 'explainJob'; readonly cluster: SlurmName; readonly job: JobRef}
	| {readonly type: 'readJobScript'; readonly cluster: SlurmName; readonly job: JobRef}
	| {readonly type: 'listScripts'; readonly cluster: SlurmName; readonly folder: string}
	| {readonly type: 'readScriptFile'; readonly cluster: SlurmName; readonly path: string}
	| {readonly type: 'testSubmission'; readonly cluster: SlurmName; readonly submission: Submission}
	| {readonly type: 'submitJob'; readonly cluster: SlurmName; readonly submission: Submission};
