import {type CommandSpec, everywhere, none} from './command-spec.ts';

const someModels = {
	...{operands: 'MODEL...', fewestOperands: 1, mostOperands: Number.POSITIVE_INFINITY},
} as const;
/** What changes something changes it on real nodes only. */
const ofDeeds = ['node', 'all', 'timeout', 'json', 'read-only', 'config', ...everywhere] as const;
const andMore = 'again, or with commas, for more';
const meansOfOne = {node: `only this node; ${andMore}`} as const;
const meansOfDeeds = {
	node: `on this node; ${andMore}`,
	all: 'on all nodes',
	timeout: 'begin with those that have answered by then (default 10)',
	json: 'print what is done as JSON, an object a line',
	'read-only': 'do nothing, and say so',
} as const;
const meansWhereItIs = {...meansOfDeeds, all: 'on all nodes that have it'} as const;
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
		means: {...meansOfOne, all: 'each copy on a line of its own, with its digest'},
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
		means: {...meansOfOne, all: 'also its template, parameters and licence'},
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
		means: {...meansOfOne, all: 'also those that do not answer, and why'},
		examples: [
			['clusterdeck models fit qwen3:4b --context 32768', 'with a context of so many tokens'],
			['clusterdeck models fit qwen3:4b --node pi-1', 'on this one'],
		],
	},
	{
		name: 'models sync',
		...none,
		summary: 'bring the models to the nodes that models: of the configuration wants them on',
		flags: ['dry-run', 'prune', 'yes', 'read-only', ...ofDemo],
		means: {'read-only': 'do nothing, and say so; --dry-run says what would be done'},
		examples: [
			['clusterdeck models sync --dry-run', 'what would be done, why, and what cannot be'],
			['clusterdeck models sync', 'shows the plan, and asks; --yes does not'],
			['clusterdeck models sync --dry-run --prune', 'with what would be removed'],
		],
	},
	{
		name: 'models pull',
		...someModels,
		summary: 'fetch models from their registry, once, and bring them from node to node then',
		flags: ofDeeds,
		means: meansOfDeeds,
		examples: [
			['clusterdeck models pull qwen3:4b --all', 'on all nodes; what was cut off goes on'],
			['clusterdeck models pull qwen3:4b --node pi-1 --node pi-2', 'on these two'],
			['clusterdeck models pull qwen3:4b --all --json', 'how it goes, an object a line'],
		],
	},
	{
		name: 'models copy',
		...oneModel,
		summary: 'copy a model from node to node, over the ssh connections: nobody needs the internet',
		flags: ['from', ...ofDeeds],
		means: meansOfDeeds,
		examples: [
			['clusterdeck models copy qwen3:4b --node pi-2', 'from any node that has it'],
			['clusterdeck models copy qwen3:4b --from gpu-1 --all', 'from this one, to all others'],
		],
	},
	{
		name: 'models rm',
		...someModels,
		summary: 'remove models from nodes, out of memory first; asks before it does',
		flags: ['last-copy', 'yes', ...ofDeeds],
		means: meansWhereItIs,
		examples: [
			['clusterdeck models rm qwen3:4b --node pi-1', 'asks first; --yes does not'],
			['clusterdeck models rm qwen3:4b --all --last-copy', 'from the whole rack'],
		],
	},
	{
		name: 'models load',
		...someModels,
		summary: 'bring models into memory on nodes that have them',
		flags: ['keep-alive', ...ofDeeds],
		means: meansWhereItIs,
		examples: [
			['clusterdeck models load qwen3:4b --node gpu-1 --keep-alive=-1', 'and keep it there'],
		],
	},
	{
		name: 'models unload',
		...someModels,
		summary: 'let models leave the memory of nodes, where they are loaded',
		flags: ofDeeds,
		means: meansWhereItIs,
		examples: [['clusterdeck models unload qwen3:4b --all', 'wherever it is loaded']],
	},
	{
		name: 'models rename',
		...{operands: 'MODEL NAME', fewestOperands: 2, mostOperands: 2},
		summary: 'give a model another name on nodes that have it',
		flags: ['keep', ...ofDeeds],
		means: meansWhereItIs,
		examples: [['clusterdeck models rename qwen3:4b small --keep --all', 'a second name']],
	},
	{
		name: 'models create',
		...oneModel,
		summary: 'make a model as a Modelfile says: of one that the node has, or of GGUF files of here',
		flags: ['file', ...ofDeeds],
		means: meansOfDeeds,
		examples: [['clusterdeck models create pirate --file Modelfile --node gpu-1', 'on this node']],
	},
];
