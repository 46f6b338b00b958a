import type {AskedAt, AskedSecret} from '../domain/ask-secret.ts';
import {assertNever} from '../domain/assert-never.ts';
import {failureOf} from '../domain/connection.ts';
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
			return withoutObstacle(state, event.obstacle);
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

/**
 * Whether a person can let us in on this node. It is not down then: nobody knows how it is. A passphrase that nobody can
 * be asked for is waited for all the same: an agent may have it.
 */
export function waitsForPerson(
	asked: State['asked'],
	node: Pick<NodeState, 'connection'>,
): boolean {
	const kind = failureOf(node)?.kind;
	return (
		kind === 'hostKeyUnknown' ||
		kind === 'needsPassphrase' ||
		questionFor(asked, node) !== undefined
	);
}

/** The nodes that this kept from being connected are dialled anew, each in its turn: they wait for nobody until then. */
function withoutObstacle(state: State, obstacle: Obstacle): Reduction {
	const isFreed = (node: NodeState): boolean =>
		node.config.isEnabled && isBehind(failureOf(node), obstacle);
	const freed = state.nodes.filter(isFreed);
	if (freed.length === 0) {
		return [state, []];
	}

	const nodes = state.nodes.map(
		(node): NodeState =>
			isFreed(node) ? {...node, connection: {state: 'idle'}, health: 'unknown'} : node,
	);
	const asked = Object.entries(state.asked).filter(question => !isAnswered(question, obstacle));
	const retries = freed.map(({config}): Effect => ({type: 'retryNode', node: config}));
	return [{...state, nodes, asked: Object.fromEntries(asked)}, retries];
}

/** If it was answered wrongly it is asked again. */
function isAnswered(
	[where, question]: readonly [string, AskedSecret],
	obstacle: Obstacle,
): boolean {
	switch (obstacle.kind) {
		case 'hostKey':
			return false;
		case 'passphrase':
			return question.kind === 'passphrase' && question.keyFile === obstacle.keyFile;
		case 'answer':
			return question.kind === 'answer' && where === obstacle.where;
		default:
			return assertNever(obstacle);
	}
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
