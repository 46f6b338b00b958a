import {type CommandSpec, everywhere, none} from './command-spec.ts';

const oneModel = {operands: 'MODEL', fewestOperands: 1, mostOperands: 1} as const;
/** What only reads can be tried on a simulated cluster. */
const ofDemo = ['timeout', 'json', 'config', 'demo', 'nodes', 'seed', ...everywhere] as const;

/** What is asked of the shelf of models, and done to it. */
export const modelCommands: readonly CommandSpec[] = [
	{
		name: 'models ls',
		...none,
		summary: 'list the models of the rack: which node has which, loaded or only on its disk',
		flags: ['node', 'all', ...ofDemo],
		examples: [
			['clusterdeck models ls', 'one line a model; differs: another one under the same name'],
			['clusterdeck models ls --all', 'one line for each copy, with its digest'],
			['clusterdeck models ls --json | jq .models', 'one document, for programs'],
		],
	},
	{
		name: 'models show',
		...oneModel,
		summary: 'say what a model is and can, where it is, and how many nodes should have it',
		flags: ['node', 'all', ...ofDemo],
		examples: [
			['clusterdeck models show qwen3:4b', 'what it is, and where'],
			['clusterdeck models show qwen3:4b --all', 'with its template, parameters and licence'],
		],
	},
	{
		name: 'models fit',
		...oneModel,
		summary: 'say on which nodes a model fits into the memory and on the disk, and by how much',
		flags: ['context', 'node', 'all', ...ofDemo],
		examples: [
			['clusterdeck models fit qwen3:4b --context 32768', 'with a context of so many tokens'],
			['clusterdeck models fit qwen3:4b --node pi-1', 'on this one'],
		],
	},
	{
		name: 'models sync',
		...none,
		summary: 'bring the models to the nodes that models: of the configuration wants them on',
		flags: ['dry-run', 'prune', ...ofDemo],
		examples: [
			['clusterdeck models sync --dry-run', 'what would be done, why, and what cannot be'],
			['clusterdeck models sync --dry-run --prune', 'with what would be removed'],
		],
	},
];
