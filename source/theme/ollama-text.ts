import type {Failure} from '../domain/failure.ts';
import {failureClause, failureText} from './failure-text.ts';
import {clean, type Safe, safe} from './safe.ts';

/** Why an Ollama does not answer, and what mends it; raw text, as failureText. */
export function ollamaFailureText(failure: Failure): string {
	return failure.kind === 'refused'
		? `${failure.where}: nothing listens there. On the node: systemctl start ollama`
		: failureText(failure);
}

/** The same for a row that names the node, in parts of falling weight: a narrow one leaves a part out instead of cutting it. */
export function ollamaFailureParts(failure: Failure, node: string): readonly Safe[] {
	switch (failure.kind) {
		case 'refused': {
			const named = `${node}: `;
			const {where} = failure;
			const what = where.startsWith(named) ? where.slice(named.length) : where;
			return [safe`no ${clean(what)}`, safe`systemctl start ollama starts it`];
		}

		case 'unreachable':
			return [clean(failure.reason), safe`is it switched on, and on the network?`];
		default:
			return failureClause(failure)
				.split(/(?<=[.?]) /)
				.map(sentence => clean(sentence.replace(/\.$/, '')));
	}
}
