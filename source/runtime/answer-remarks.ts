import type {AnswerRemark} from '../domain/chat.ts';
import type {AnswerUsage} from '../domain/ollama.ts';
import type {RouteCandidate, RouteNode} from '../domain/routing.ts';
import {isPromptCut} from '../rules/context-room.ts';
import {isSameModel} from '../rules/model-name.ts';
import {otherDigestOf} from '../rules/other-digest.ts';
import {installedModel} from '../rules/route-filter.ts';
import type {TurnRequest} from './answer-turn-request.ts';

type Answered = {
	readonly request: TurnRequest;
	readonly chosen: RouteCandidate;
	readonly usage: AnswerUsage;
	readonly nodes: readonly RouteNode[];
};

/** What a person should know of an answer that is whole, beside it. */
export function remarksOn(answered: Answered): readonly AnswerRemark[] {
	return [...cutRemark(answered), ...otherModelRemark(answered)];
}

function cutRemark({request, chosen, usage, nodes}: Answered): readonly AnswerRemark[] {
	const said = [...request.before, request.question];
	const characters = said.reduce((sum, {content}) => sum + content.length, 0);
	const contextTokens = contextOf(chosen, nodes);
	const {promptTokens: readTokens} = usage;
	const {node, model} = chosen;
	return readTokens !== undefined && isPromptCut({characters, readTokens, contextTokens})
		? [{kind: 'promptCut', node, model, readTokens}]
		: [];
}

/** Of the model as it is in memory there; undefined: not told. */
export function contextOf(
	{node, model}: Pick<RouteCandidate, 'node' | 'model'>,
	nodes: readonly RouteNode[],
): number | undefined {
	const there = nodes.find(({name}) => name === node);
	return there?.loaded.find(({name}) => isSameModel(name, model))?.contextTokens;
}

/** One is enough: what the conversation knows is nearer than what other nodes have. */
function otherModelRemark({request, chosen, nodes}: Answered): readonly AnswerRemark[] {
	const {node, model, digest} = chosen;
	const {earlier} = request;
	if (earlier !== undefined && isSameModel(earlier.model, model) && earlier.digest !== digest) {
		const otherDigest = earlier.digest;
		return [{kind: 'otherModel', node, model, digest, than: 'before', otherDigest}];
	}

	const all = nodes.flatMap(one => {
		const installed = installedModel(one, model);
		return installed === undefined ? [] : [{node: one.name, digest: installed.digest}];
	});
	const other = otherDigestOf({node, digest}, all);
	return other === undefined
		? []
		: [{kind: 'otherModel', node, model, digest, than: other.node, otherDigest: other.digest}];
}
