import type {FlagName} from './flag-table.ts';

/** The words of a command; empty for the program itself. */
export type CommandName =
	| ''
	| 'init'
	| 'config validate'
	| 'config path'
	| 'config schema'
	| 'nodes ls'
	| 'nodes add'
	| 'nodes rm'
	| 'nodes accept-key'
	| 'jobs ls'
	| 'jobs show'
	| 'jobs why'
	| 'jobs logs'
	| 'jobs cancel'
	| 'jobs hold'
	| 'jobs release'
	| 'jobs requeue'
	| 'jobs submit'
	| 'models ls'
	| 'models show'
	| 'models fit'
	| 'models sync'
	| 'models pull'
	| 'models rm'
	| 'models load'
	| 'models unload'
	| 'models copy'
	| 'models rename'
	| 'models create'
	| 'chat ls'
	| 'chat search'
	| 'chat export'
	| 'chat verify'
	| 'chat repair'
	| 'chat'
	| 'doctor'
	| 'completion';

export type CommandSpec = {
	readonly name: CommandName;
	/** As help shows them: `[NODE]`. */
	readonly operands: string;
	readonly fewestOperands: number;
	readonly mostOperands: number;
	/** What may stand behind `--`, as it is; absent: operands. */
	readonly rest?: string;
	readonly summary: string;
	readonly flags: readonly FlagName[];
	/** What a flag means to this command, where that is more than it means to all that take it. */
	readonly means?: Readonly<Partial<Record<FlagName, string>>>;
	/** What is typed, and what it does: for help. */
	readonly examples?: ReadonlyArray<readonly [command: string, what: string]>;
};

/** Flags that every command has. */
export const everywhere = ['help'] as const satisfies readonly FlagName[];
/** Operands of a command that takes none. */
export const none = {operands: '', fewestOperands: 0, mostOperands: 0} as const;

/** `['config', 'validate']` */
export function wordsOf({name}: CommandSpec): readonly string[] {
	return name === '' ? [] : name.split(' ');
}
