import type {Config, NodeConfig} from '../domain/config.ts';
import type {NodeName} from '../domain/ids.ts';
import type {ModelDeed} from '../domain/model-deed.ts';
import type {DoDeed} from '../runtime/spread-copies.ts';
import {sendsFiles} from '../theme/model-deed-text.ts';
import {clean} from '../theme/safe.ts';
import {openDeedPrinter} from './deed-printer.ts';
import {openDeedRuns} from './deed-runs.ts';
import type {ModelsRack} from './models-rack.ts';
import {namesOf, ollamaNodesNamed} from './ollama-nodes.ts';
import type {Flags, UsageProblem} from './parse-arguments.ts';
import {
	type ExitStatus,
	exitDone,
	exitFailed,
	exitReaderLeft,
	type Surroundings,
} from './surroundings.ts';

/** While deeds are at work, whether their nodes are still there. */
export const calmPollMs = 5000;

/**
 * Does what is to be done with models and tells how it goes; exit 1 where one deed failed, whatever became of the others,
 * and 141 where nobody reads that any more.
 * What is stopped says what stays.
 */
export async function doDeeds(
	{runtime}: Pick<ModelsRack, 'runtime'>,
	{flags, world}: {readonly flags: Flags; readonly world: Surroundings},
	work: (act: DoDeed) => Promise<boolean>,
): Promise<ExitStatus> {
	const {output, signal} = world;
	runtime.pollEvery(calmPollMs);
	const printer = openDeedPrinter(flags.has('json'), world);
	const begun = new Set<number>();
	const stopped: StoppedDeed[] = [];
	const runs = openDeedRuns(runtime, world, (asked, stage) => {
		printer.onStage(asked, stage);
		if (stage.state === 'working') {
			begun.add(asked.number);
		} else if (stage.state === 'cancelled') {
			stopped.push({deed: asked.deed, hasBegun: begun.has(asked.number)});
		}
	});
	try {
		const isDone = await work(runs.act);
		return signal.aborted ? exitReaderLeft : isDone ? exitDone : exitFailed;
	} finally {
		await runs.end();
		printer.end();
		if (stopped.length > 0) {
			output.complain(stoppedText(stopped));
		}
	}
}

type StoppedDeed = {readonly deed: ModelDeed; readonly hasBegun: boolean};

function stoppedText(deeds: readonly StoppedDeed[]): string {
	const transfers = deeds.filter(
		({deed: {type}, hasBegun}) => hasBegun && (type === 'pull' || type === 'copy'),
	);
	const nodes = [...new Set(transfers.map(({deed}) => deed.node))];
	if (deeds.some(({deed, hasBegun}) => hasBegun && sendsFiles(deed))) {
		return 'stopped. Nothing is made, and what was sent of a file by then is thrown away.';
	}

	return nodes.length === 0
		? 'stopped: what had not begun was not done.'
		: `stopped. What was fetched by then stays on ${clean(nodes.join(', '))}: do it again, and it goes on from there.`;
}

/** The nodes that were named, all with --all; undefined: neither was said. */
export function chosenNodes(
	config: Config,
	flags: Flags,
): readonly NodeConfig[] | undefined | UsageProblem {
	const names = namesOf(flags.texts('node'));
	if (names.length > 0 && flags.has('all')) {
		return {usage: '--all is all nodes: leave out --node, or --all.'};
	}

	return names.length === 0 && !flags.has('all') ? undefined : ollamaNodesNamed(config, names);
}

/** Where it may be done without a word: the only node that there is. */
export function onlyNode(config: Config): readonly NodeConfig[] | UsageProblem {
	const nodes = ollamaNodesNamed(config, []);
	return 'usage' in nodes || nodes.length === 1
		? nodes
		: {usage: 'On which nodes? --node NAME, again for more of them, or --all.'};
}

export function namesOfNodes(nodes: readonly NodeConfig[]): readonly NodeName[] {
	return nodes.map(({name}) => name);
}
