import type {ShelfNode} from '../domain/model-shelf.ts';
import {rejectionText} from '../theme/route-rejection-text.ts';
import {said, sayOnce} from './said-of-nodes.ts';

const mostNamed = 5;

/**
 * Nodes that may have models of which nothing is known, once of all that share why: `pi-3: connection timed out, so that
 * nothing is done there. clusterdeck doctor says more.` A node without an Ollama has none, and is told of only where it was
 * named.
 */
export function silenceTexts(
	nodes: readonly ShelfNode[],
	{so, named = []}: {readonly so: string; readonly named?: readonly string[]},
): readonly string[] {
	const sentences = nodes
		.filter(node => isSilent(node, named))
		.flatMap(({name, service}) =>
			service.state === 'serving'
				? []
				: [said(name, rejectionText({reason: service.state, failure: service.failure}))],
		);
	return sayOnce(sentences, mostNamed).map(
		({text}) => `${text}, ${so}. clusterdeck doctor says more.`,
	);
}

export function isSilent({name, service}: ShelfNode, named: readonly string[]): boolean {
	return service.state !== 'serving' && (!hasNone(service) || named.includes(name));
}

function hasNone(service: ShelfNode['service']): boolean {
	return service.state === 'notServing' && service.failure?.kind === 'refused';
}
