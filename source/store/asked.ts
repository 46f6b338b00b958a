import {assertNever} from '../domain/assert-never.ts';
import type {AskedAt} from '../domain/ask-secret.ts';
import type {Effect} from '../domain/effect.ts';
import type {ErrandEvent} from '../domain/event.ts';
import type {Failure} from '../domain/failure.ts';
import type {NodeName} from '../domain/ids.ts';
import type {Obstacle} from '../domain/obstacle.ts';
import type {Reduction} from './reduction.ts';
import {type NodeState, nodeNamed, type State} from './state.ts';

type AskedEvent = Extract<ErrandEvent, {type: 'secret/asked' | 'obstacle/removed'}>;

/** What machines ask a person before they let us in, and what follows when that was done. */
export function reduceAsked(state: State, event: AskedEvent): Reduction {
	switch (event.type) {
		case 'secret/asked':
			return [{...state, asked: {...state.asked, [event.where]: event.question}}, []];
		case 'obstacle/removed':
			return [state, retriesWithout(state, event.obstacle)];
		default:
			return assertNever(event);
	}
}

/** What the machine on the way to this node asked is answered: the node is connected. */
export function withoutQuestionOf(state: State, name: NodeName): State {
	const node = nodeNamed(state, name);
	const where = node && failureOf(node)?.where;
	if (where === undefined || !Object.hasOwn(state.asked, where)) {
		return state;
	}

	const {[where]: _answered, ...asked} = state.asked;
	return {...state, asked};
}

/**
 * What a person can tell so that this node is let in; undefined: nothing. Nodes with one key wait for the same answer,
 * whichever of them it was asked for, and whichever was given a wrong one.
 */
export function questionFor(
	asked: State['asked'],
	node: Pick<NodeState, 'connection'>,
): AskedAt | undefined {
	const failure = failureOf(node);
	if (failure === undefined) {
		return undefined;
	}

	const {where} = failure;
	const own = Object.hasOwn(asked, where) ? asked[where] : undefined;
	if (failure.kind === 'authFailed') {
		return own?.kind === 'answer' ? {where, question: own} : undefined;
	}

	if (failure.kind !== 'needsPassphrase') {
		return undefined;
	}

	const {keyFile} = failure;
	const questions = Object.values(asked)
		.filter(one => one.kind === 'passphrase')
		.filter(one => one.keyFile === keyFile);
	const question = questions.find(one => one.isRepeated) ?? questions[0];
	return question && {where, question};
}

/** The nodes that this kept from being connected are dialled anew. */
function retriesWithout({nodes}: State, obstacle: Obstacle): readonly Effect[] {
	return nodes
		.filter(node => node.config.isEnabled && isBehind(failureOf(node), obstacle))
		.map(({config}) => ({type: 'retryNode', node: config}));
}

function isBehind(failure: Failure | undefined, obstacle: Obstacle): boolean {
	switch (obstacle.kind) {
		case 'hostKey':
			return failure?.kind === 'hostKeyUnknown' && failure.where === obstacle.where;
		case 'passphrase':
			return failure?.kind === 'needsPassphrase' && failure.keyFile === obstacle.keyFile;
		case 'answer':
			return failure?.kind === 'authFailed' && failure.where === obstacle.where;
		default:
			return assertNever(obstacle);
	}
}

function failureOf({connection}: Pick<NodeState, 'connection'>): Failure | undefined {
	return 'failure' in connection ? connection.failure : undefined;
}
