import type {CommandSpec} from './command-spec.ts';

/** What is asked of the shelf of models, and done to it. */
export const modelCommands: readonly CommandSpec[] = [];
