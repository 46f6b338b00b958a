import type {AskedSecret} from '../domain/ask-secret.ts';
import type {NodeConfig, ThemeName} from '../domain/config.ts';
import type {Failure} from '../domain/failure.ts';
import type {NodeName} from '../domain/ids.ts';
import type {SshConfigHost} from '../domain/ssh-config-host.ts';
import type {Notice} from '../domain/notice.ts';
import type {
	GridMetric,
	LogSource,
	NodePane,
	NodeSort,
	ScreenSize,
	TabName,
} from '../domain/screen.ts';
import {type ChatScreen, initialChat} from './chat-screen.ts';
import type {JobDialog, LineSubject} from './job-dialogs-state.ts';
import type {ModelDialog} from './model-dialogs-state.ts';
import {initialModels, type ModelsScreen} from './models-screen.ts';
import {initialJobs, type JobsScreen} from './jobs-screen.ts';
import type {Series} from './rings.ts';

/** What the person at the terminal has chosen. */
export type ScreenState = {
	readonly size: ScreenSize;
	readonly tab: TabName;
	readonly nodes: NodesScreen;
	readonly jobs: JobsScreen;
	readonly chat: ChatScreen;
	readonly models: ModelsScreen;
	readonly events: EventsScreen;
	/** The log of a node has the whole body; State.log holds its lines. */
	readonly log: LogScreen | undefined;
	/** What is being typed in the line of speech. */
	readonly line: LineInput | undefined;
	/** Commands that were run, each once, the last one last. */
	readonly commands: readonly string[];
	/** Undefined while help is closed. */
	readonly help: HelpScreen | undefined;
	/** It takes all keys. */
	readonly dialog: Dialog | undefined;
	/** What is told in the line of speech for a while, or until a key. */
	readonly toast: Toast | undefined;
	/** Undefined: as the program was started. */
	readonly theme: ThemeName | undefined;
	/** False: the terminal selects text with it. */
	readonly isMouseOurs: boolean;
	/** A second click on the same row soon after it opens it: a node, an event or a job. */
	readonly lastClick: {readonly row: string; readonly atMs: number} | undefined;
	readonly isBellOn: boolean;
	/** Of the next log that is opened. */
	readonly nextLog: number;
	/** When the last key came: rows are not reordered soon after it. */
	readonly lastKeyAtMs: number;
};

export type NodesScreen = {
	/**
	 * The node that the cursor was put on: an identity, not a line. Undefined before a key or a click: then it is on the
	 * first row, whoever is there, so that the worst of a rack is seen as it comes in. While a filter hides it the cursor
	 * is seen elsewhere: selectors.ts, nodeUnderCursor.
	 */
	readonly cursor: NodeName | undefined;
	readonly sort: NodeSort;
	/** As typed, and always one that is a filter; empty shows all. */
	readonly filter: string;
	/** The detail has the whole body. */
	readonly isOpen: boolean;
	/** The tab that it was opened from, where esc goes back to; undefined: its own. */
	readonly openedFrom: TabName | undefined;
	readonly view: 'table' | 'grid';
	/** Of the grid. */
	readonly metric: GridMetric;
	/** What the detail shows. */
	readonly pane: NodePane;
	/** What the large chart shows; undefined: what tells most of the node. */
	readonly series: Series | undefined;
	/** Where the keys that move go, beside the list. */
	readonly focus: 'list' | 'detail';
	/** Lines of the detail that are scrolled out above. */
	readonly detailScroll: number;
	/** So many lines can be, as who draws it told last. */
	readonly lastDetailScroll: number;
	/** In the order in which they were marked. */
	readonly marks: readonly NodeName[];
	/** The order in which rows stay until it is let go; undefined: they are sorted. */
	readonly frozen: readonly NodeName[] | undefined;
	/** The order that rows keep for a while after a key, for a hand that is on its way to one of them. */
	readonly calm: readonly NodeName[] | undefined;
	/** The node under the cursor that left the configuration: its row stays until the cursor leaves it. */
	readonly gone: GoneNode | undefined;
};

/** What is left of a node, and where in the order of the table its row was. */
export type GoneNode = {readonly config: NodeConfig; readonly place: number};

export type EventsScreen = {
	/** The id of an entry; undefined: the newest. */
	readonly cursor: number | undefined;
	readonly filter: string;
	readonly hasCommands: boolean;
	/** The last entry that was there while the tab was seen. */
	readonly seenId: number;
};

export type LogScreen = {
	/** The opening that is looked at: a new number is a new opening. */
	readonly opened: OpenedLog;
	/** Lines over the first that is shown, counted from the start of the log; undefined: it follows the end. */
	readonly top: number | undefined;
	readonly isWrapped: boolean;
	readonly hasTimes: boolean;
	/** As typed; empty: nothing is looked for. */
	readonly search: string;
	/** The line that was found last, counted from the start of the log. */
	readonly match: number | undefined;
};

export type OpenedLog = {
	readonly log: number;
	readonly node: NodeName;
	readonly source: LogSource;
};

/** What is typed, and what for. */
export type LineInput = {
	readonly purpose:
		| 'filterNodes'
		| 'filterJobs'
		| 'filterSlurmNodes'
		| 'filterModels'
		| 'filterEvents'
		| 'searchLog'
		/** For the jobs of `about`, in minutes or as Slurm writes it: `1-12:00:00`. */
		| 'timeLimit'
		/** Why the node of `about` is drained. */
		| 'drainReason'
		/** What the list of scripts is filtered by, or the path of one. */
		| 'scriptName'
		/** The value of an option of a script that is about to be submitted. */
		| 'submitOption'
		/** Another title for the conversation of `about`. */
		| 'renameChat'
		/** Words that are looked for in all conversations. */
		| 'searchChats'
		/** Which model is pulled. */
		| 'pullModel'
		/** The name of a model that is made of another one. */
		| 'createModel'
		/** With how long a context models should fit. */
		| 'fitContext'
		/** How long the models of `about` stay in memory. */
		| 'keepModel'
		/** A second name of the model of `about`, or another one. */
		| 'nameModel'
		| 'renameModel'
		| 'command';
	readonly text: string;
	/** What enter takes while nothing is typed; undefined: then it takes nothing. */
	readonly offered?: string;
	/** The filter in use when the line was opened: esc gives it back, and it is in use while the text is no filter. */
	readonly before: string;
	/** Which of the completions is chosen; undefined: none yet. */
	readonly choice: number | undefined;
	/** Why what was typed cannot be carried out; goes with the next key. */
	readonly problem: string | undefined;
	/** What was under the cursor, or marked, when the key was pressed; only where a change is typed. */
	readonly about?: LineSubject;
};

export type HelpScreen = {readonly search: string; readonly scroll: number};

export type Dialog =
	/** It may be accepted with a capital key. */
	| {
			readonly kind: 'hostKey';
			readonly node: NodeName;
			readonly failure: Extract<Failure, {kind: 'hostKeyUnknown'}>;
	  }
	| {
			readonly kind: 'hostKeyChanged';
			readonly node: NodeName;
			readonly failure: Extract<Failure, {kind: 'hostKeyMismatch'}>;
	  }
	/** Only how much was typed is known here. */
	| {
			readonly kind: 'secret';
			readonly node: NodeName;
			/** The machine that asks, which may be a jump host, as failures name it. */
			readonly where: string;
			readonly question: AskedSecret;
			readonly length: number;
	  }
	/** `hosts` is undefined while they are looked for. */
	| {
			readonly kind: 'addHosts';
			readonly hosts: readonly SshConfigHost[] | undefined;
			readonly cursor: number;
			readonly marks: readonly string[];
	  }
	/** Which log of the node. */
	| {
			readonly kind: 'chooseLog';
			readonly node: NodeName;
			readonly sources: readonly LogSource[];
			readonly cursor: number;
	  }
	/** As what to copy: one key each. */
	| {readonly kind: 'copy'; readonly nodes: readonly NodeName[]}
	| JobDialog
	| ModelDialog;

export type Toast = {
	readonly what:
		| {readonly kind: 'notice'; readonly notice: Notice}
		/** An entry of the events, and how many others came while it was told. */
		| {readonly kind: 'entry'; readonly id: number; readonly others: number};
	readonly sinceMs: number;
};

export const initialScreen: ScreenState = {
	size: {columns: 80, rows: 24},
	tab: 'nodes',
	nodes: {
		cursor: undefined,
		sort: 'health',
		filter: '',
		isOpen: false,
		openedFrom: undefined,
		view: 'table',
		metric: 'cpu',
		pane: 'facts',
		series: undefined,
		focus: 'list',
		detailScroll: 0,
		lastDetailScroll: 0,
		marks: [],
		frozen: undefined,
		calm: undefined,
		gone: undefined,
	},
	jobs: initialJobs,
	chat: initialChat,
	models: initialModels,
	events: {cursor: undefined, filter: '', hasCommands: true, seenId: 0},
	log: undefined,
	line: undefined,
	commands: [],
	help: undefined,
	dialog: undefined,
	toast: undefined,
	theme: undefined,
	isMouseOurs: true,
	lastClick: undefined,
	isBellOn: false,
	nextLog: 1,
	lastKeyAtMs: Number.NEGATIVE_INFINITY,
};
