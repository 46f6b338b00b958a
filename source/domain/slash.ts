import type {RoutingName} from './config.ts';

/** What is typed in place of a question: `/node gpu-02`. Counts are from 1 backwards; undefined: the last. */
export type SlashCommand =
	/** Neither: choose one. */
	| {readonly name: 'model'; readonly model: string | undefined; readonly node: string | undefined}
	| {readonly name: 'node'; readonly node: NodeWish}
	/** Undefined: show it. */
	| {readonly name: 'route'; readonly routing: RoutingName | undefined}
	/** Empty: all. */
	| {readonly name: 'chats' | 'search'; readonly query: string}
	| {readonly name: 'rename'; readonly title: string}
	| {readonly name: 'system'; readonly system: TextWish}
	/** Without a name: list them. */
	| {readonly name: 'prompt'; readonly template: string | undefined; readonly typed: string}
	| {readonly name: 'set'; readonly setting: SettingWish}
	| {readonly name: 'think'; readonly level: ThinkLevel | 'default' | undefined}
	/** As typed, without its quotes: `~` is expanded where it is read. */
	| {readonly name: 'image' | 'file'; readonly path: string}
	| {
			readonly name: 'copy' | 'code' | 'edit' | 'rewind' | 'fork';
			readonly count: number | undefined;
	  }
	| {
			readonly name: 'export';
			readonly format: 'md' | 'json';
			readonly path: string | undefined;
	  }
	| {readonly name: 'regen'; readonly model: string | undefined; readonly node: string | undefined}
	/** Without a question: the last one. */
	| {
			readonly name: 'compare';
			readonly among: CompareWish;
			readonly question: string | undefined;
	  }
	| {readonly name: 'help'; readonly about: SlashName | undefined}
	| {readonly name: 'new' | 'delete' | 'undo' | 'why' | 'stats'};

export type SlashName = SlashCommand['name'];

/** Show it, any node, or this one. */
export type NodeWish =
	| {readonly kind: 'show' | 'any'}
	| {readonly kind: 'node'; readonly node: string};

/** Show it, as configured, or this text. */
export type TextWish =
	| {readonly kind: 'show' | 'default'}
	| {readonly kind: 'text'; readonly text: string};

export type ThinkLevel = 'on' | 'off' | 'low' | 'medium' | 'high';

export type SettingWish =
	| {readonly kind: 'showAll'}
	| {readonly kind: 'show' | 'default'; readonly setting: ChatSetting}
	| {
			readonly kind: 'set';
			readonly setting: ChatSetting;
			readonly value: number | readonly string[];
	  };

/** So many, of the nodes or models that are best; or these: nodes, models, or `model@node`. */
export type CompareWish =
	| {readonly kind: 'count'; readonly count: number}
	| {readonly kind: 'names'; readonly names: readonly string[]};

/** https://docs.ollama.com/modelfile */
export type ChatSetting =
	| 'temperature'
	| 'top_p'
	| 'top_k'
	| 'min_p'
	| 'seed'
	| 'num_ctx'
	| 'num_predict'
	| 'repeat_penalty'
	| 'repeat_last_n'
	| 'presence_penalty'
	| 'frequency_penalty'
	| 'stop';

/** What is wrong with what was typed. All of it raw. */
export type SlashProblem =
	/** To send it as it is, one slash more is typed in front. */
	| {readonly what: 'unknown'; readonly typed: string; readonly nearest: string | undefined}
	| {readonly what: 'missing' | 'tooMuch'; readonly command: SlashName; readonly shape: string}
	| {
			readonly what: 'noChoice';
			readonly command: SlashName;
			readonly typed: string;
			readonly choices: readonly string[];
			readonly nearest: string | undefined;
	  }
	/** Of `command`, or of a setting of it. */
	| {
			readonly what: 'noNumber';
			readonly of: string;
			readonly typed: string;
			readonly least: number;
			readonly most: number;
			readonly isWhole: boolean;
	  }
	| {readonly what: 'openQuote'; readonly command: SlashName};
