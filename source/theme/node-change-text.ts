import {assertNever} from '../domain/assert-never.ts';
import type {NodeChange} from '../domain/job-change.ts';
import {argvText} from './argv-text.ts';
import {clean, type Safe, safe} from './safe.ts';

export type NodeChangeWords = {
	readonly title: Safe;
	readonly what: readonly Safe[];
	readonly command: Safe;
	readonly does: Safe;
};

/** What is asked before nodes are drained or resumed. */
export function nodeChangeWords(
	nodes: readonly string[],
	change: NodeChange,
	argv: readonly string[],
): NodeChangeWords {
	const {length} = nodes;
	const name = length === 1 ? clean(nodes[0] ?? '', {maxCharacters: 60}) : safe`${length} nodes`;
	const [they, which] =
		length === 1 ? [safe`It takes`, safe`node`] : [safe`They take`, safe`nodes`];
	const command = argvText(argv);
	switch (change.kind) {
		case 'drain':
			return {
				title: safe`Drain ${name}?`,
				what: [
					safe`${they} no new jobs; those that run there go on to their end.`,
					safe`Everybody reads why: ${clean(change.reason, {maxCharacters: 200})}`,
				],
				...{command, does: safe`drain the ${which}`},
			};
		case 'resume':
			return {
				title: safe`Resume ${name}?`,
				what: [safe`${they} jobs again.`],
				...{command, does: safe`resume the ${which}`},
			};
		default:
			return assertNever(change);
	}
}
