import type {Failure} from '../domain/failure.ts';
import {failureText} from './failure-text.ts';

/** Why an Ollama does not answer, and what mends it; raw text, as failureText. */
export function ollamaFailureText(failure: Failure): string {
	return failure.kind === 'refused'
		? `${failure.where}: nothing listens there. On the node: systemctl start ollama`
		: failureText(failure);
}
