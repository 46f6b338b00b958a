import {sizeText} from '../theme/number-text.ts';
import {clean} from '../theme/safe.ts';
import {notOn, runModelsChange, type TakenCopy} from './models-change-command.ts';
import type {ModelsRack} from './models-rack.ts';
import type {Invocation} from './parse-arguments.ts';
import type {ExitStatus, Surroundings} from './surroundings.ts';

/** More are told by their number alone. */
const mostNamed = 20;

/** What no other node has goes only where that is said too: by a flag, or as the answer to a second question. */
export function runModelsRemove(
	{operands, flags}: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const {confirm, output} = world;
	let mayBeLast = flags.has('last-copy');
	const isAgreed = async (taken: readonly TakenCopy[], rack: ModelsRack): Promise<boolean> => {
		const last = mayBeLast ? [] : lastOf(taken, rack);
		const names = [...new Set(last.map(({model}) => model))];
		if (flags.has('yes')) {
			for (const name of names) {
				output.complain(`${lastText(name)} --last-copy removes it all the same.`);
			}

			return names.length === 0;
		}

		const again = `${names.map(lastText).join('\n')}\nRemove it all the same?`;
		const isMeant =
			(await confirm(questionOf(taken))) && (names.length === 0 || (await confirm(again)));
		mayBeLast ||= names.length > 0;
		if (!isMeant) {
			output.complain('Nothing was removed; --yes does it without asking.');
		}

		return isMeant;
	};
	return runModelsChange(
		{models: operands, flags},
		{
			missing: notOn,
			isAgreed,
			deedOf: ({node, model, copy}) => ({
				...{type: 'remove', node, model, digest: copy.installed.digest, mayBeLast},
			}),
		},
		world,
	);
}

function lastText(model: string): string {
	return `${clean(model)}: no other node that answers has the same, so that it would be gone from the rack.`;
}

function questionOf(taken: readonly TakenCopy[]): string {
	const named = taken
		.slice(0, mostNamed)
		.map(
			({node, model, copy}) =>
				`${clean(node)}: ${clean(model)}, ${sizeText(copy.installed.sizeBytes)}${copy.loaded === undefined ? '' : ', in memory now'}`,
		);
	const more = taken.length > mostNamed ? [`and ${taken.length - mostNamed} more`] : [];
	const what = taken.length === 1 ? 'Remove it?' : `Remove all ${taken.length}?`;
	return [...named, ...more, what].join('\n');
}

/** Those of which no byte is left, as far as nodes answer, once all of these are gone. */
function lastOf(taken: readonly TakenCopy[], {nodes}: ModelsRack): readonly TakenCopy[] {
	const gone = new Set(taken.map(({node, model}) => `${node} ${model}`));
	const left = new Set(
		nodes.flatMap(({name, installed = []}) =>
			installed.filter(model => !gone.has(`${name} ${model.name}`)).map(({digest}) => digest),
		),
	);
	return taken.filter(({copy}) => !left.has(copy.installed.digest));
}
