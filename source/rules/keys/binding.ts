import type {Key} from '../../domain/screen.ts';

/** What a key can do. */
export type ActionName =
	| 'moveUp'
	| 'moveDown'
	| 'moveLeft'
	| 'moveRight'
	| 'moveToFirst'
	| 'moveToLast'
	| 'moveUpHalf'
	| 'moveDownHalf'
	| 'moveUpPage'
	| 'moveDownPage'
	| 'open'
	| 'back'
	| 'mark'
	| 'sortNext'
	| 'freeze'
	| 'retry'
	| 'filter'
	| 'filterOut'
	| 'command'
	| 'keepLine'
	| 'complete'
	| 'recallOlder'
	| 'recallNewer'
	| 'deleteLeft'
	| 'deleteAll'
	| 'help'
	| 'showNodes'
	| 'showJobs'
	| 'showChat'
	| 'showModels'
	| 'showEvents'
	| 'nextPane'
	| 'toggleGrid'
	| 'nextMetric'
	| 'nextProblem'
	| 'why'
	| 'log'
	| 'processes'
	| 'shell'
	| 'copy'
	| 'acceptKey'
	| 'toggleCommands'
	| 'unfold'
	| 'toggleAll'
	| 'toggleSlurmNodes'
	| 'nextCluster'
	| 'chooseColumns'
	| 'script'
	| 'switchStream'
	/** From a job to a node that it runs on. */
	| 'showNode'
	| 'cancelJob'
	| 'holdJob'
	| 'requeueJob'
	| 'setTimeLimit'
	| 'submitJob'
	| 'drainNode'
	| 'resumeNode'
	| 'pullModel'
	/** Another one of it, by a Modelfile. */
	| 'createModel'
	| 'copyModel'
	| 'loadModel'
	| 'unloadModel'
	| 'removeModel'
	/** How long it stays in memory. */
	| 'keepModel'
	/** A second name, and another in place of the one it has. */
	| 'nameModel'
	| 'renameModel'
	/** With which context it should fit. */
	| 'fitModel'
	| 'transfers'
	| 'stopDeeds'
	| 'search'
	| 'searchNext'
	| 'searchPrevious'
	| 'follow'
	| 'wrap'
	| 'times'
	| 'send'
	| 'newLine'
	/** Back through earlier questions while words of one are typed. */
	| 'recallSearch'
	/** With the person's own editor. */
	| 'editOutside'
	| 'deleteRight'
	| 'deleteWord'
	| 'deleteToEnd'
	| 'moveWordLeft'
	| 'moveWordRight'
	| 'moveToLineStart'
	| 'moveToLineEnd'
	| 'undo'
	| 'redo'
	| 'edit'
	| 'askAgain'
	| 'fork'
	| 'rewind'
	| 'versionBefore'
	| 'versionAfter'
	| 'stats'
	| 'newChat'
	| 'rename'
	| 'deleteChat'
	| 'confirm'
	| 'cancel'
	| 'copySshCommand'
	| 'copyJson'
	| 'copyName'
	| 'pollFaster'
	| 'pollSlower'
	| 'pause'
	| 'toggleMouse'
	| 'repaint'
	| 'suspend'
	| 'quit';

/** Where a key means something: a tab or a part of it, wherever no text is typed, in help, in the line of speech, in a dialog. */
export type KeyContext =
	| 'nodes'
	| 'grid'
	| 'jobs'
	/** The nodes and partitions of a Slurm cluster. */
	| 'slurmNodes'
	| 'models'
	/** What is being done with models, where the keys go there. */
	| 'transfers'
	| 'events'
	| 'log'
	/** What is typed for the next question. */
	| 'chatInput'
	/** What is looked for in earlier questions: letters are text there. */
	| 'chatRecall'
	| 'chatTranscript'
	/** The conversations. */
	| 'chatList'
	/** What covers the transcript: scores, speeds, answers side by side, what was found. */
	| 'chatPane'
	| 'everywhere'
	| 'help'
	| 'line'
	/** The line while a command is typed, which can be completed. */
	| 'commandLine'
	/** Host keys; capitals act. */
	| 'dialog'
	/** A list in a dialog. */
	| 'choices'
	| 'copy'
	/** What is done to jobs, and to nodes of their cluster: the capital that asked acts. */
	| 'jobDialog'
	/** What is done with models: which nodes, and the capital that acts. */
	| 'modelDialog'
	/** Which script; letters are text there, which the list is filtered by. */
	| 'scripts'
	/** A script that is about to be submitted. */
	| 'submission';

/**
 * Where a hint stands in the line of speech, from left to right: what moves the cursor, what a place is there for, what
 * finds and goes back, what else that place can do, what the program can do anywhere. Within one, the order of the keymap.
 */
export type HintPlace = 'select' | 'first' | 'find' | 'own' | 'program';

export type Binding = {
	readonly action: ActionName;
	/** The first one stands in hints. */
	readonly keys: readonly Key[];
	readonly context: KeyContext;
	/** What help says; bindings that follow each other and say the same are one line there. */
	readonly words: string;
	/** What the line of speech says; undefined: nothing. */
	readonly hint?: string;
	/** Where that hint stands; undefined: `own`. */
	readonly place?: HintPlace;
	/** Its hint is the first that goes where there is no room for all. */
	readonly isMinor?: true;
};
