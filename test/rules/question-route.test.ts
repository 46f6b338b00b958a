import {expect, it} from 'vitest';
import type {ModelName} from '../../source/domain/ids.ts';
import type {ChatMessage} from '../../source/domain/ollama.ts';
import {
	lastAnswerer,
	type PlacedQuestion,
	questionRoute,
	usualModel,
} from '../../source/rules/question-route.ts';
import {aTurn, anAttempt} from '../helpers/chat-builders.ts';
import {aRouteNode, anInstalledModel} from '../helpers/route-builders.ts';

const hello: ChatMessage = {role: 'user', content: 'x'.repeat(401)};
const seen: ChatMessage = {...hello, images: ['aaaa']};

function route(parts: Partial<PlacedQuestion> = {}) {
	return questionRoute({
		...{model: 'm', said: [hello], session: undefined, node: undefined},
		...parts,
	});
}

it('a prompt is estimated by its characters and its pictures', () => {
	expect(route()).toMatchObject({promptTokens: 101, needs: [], outputTokens: undefined});
	expect(route({said: [hello, seen]})).toMatchObject({promptTokens: 969, needs: ['vision']});
});

it('who is to think needs a model that can, who is not to think needs none', () => {
	expect(route({think: 'low'}).needs).toEqual(['thinking']);
	expect(route({think: false}).needs).toEqual([]);
});

it('a limit of its answer is one only above zero, as Ollama has it', () => {
	expect([100, 0, -1, -2].map(limit => route({outputTokens: limit}).outputTokens)).toEqual([
		...[100, undefined, undefined, undefined],
	]);
});

it('the usual model is one that sees where there is a picture and anybody has one', () => {
	const common = anInstalledModel({name: 'common' as never, capabilities: ['completion']});
	const sees = anInstalledModel({
		...{name: 'sees' as never, capabilities: ['completion', 'vision']},
	});
	const plain = {installed: [common], loaded: []};
	const nodes = [
		aRouteNode('a', plain),
		aRouteNode('b', plain),
		aRouteNode('c', {installed: [sees], loaded: []}),
	];
	expect(usualModel(nodes, [hello])?.model).toBe('common');
	expect(usualModel(nodes, [seen])?.model).toBe('sees');
	expect(usualModel(nodes.slice(0, 2), [seen])?.model).toBe('common');
});

it('a model that is too big for every node is not the usual one, unless there is no other', () => {
	const huge = anInstalledModel({name: 'huge' as ModelName, sizeBytes: 900e9});
	const parts = {installed: [huge, anInstalledModel({name: 'small' as ModelName})], loaded: []};
	const nodes = [aRouteNode('a', parts), aRouteNode('b', {...parts, installed: [huge]})];
	expect(usualModel(nodes, [hello])?.model).toBe('small');
	expect(usualModel(nodes.slice(1), [hello])?.model).toBe('huge');
});

it('who answered last is known where its digest is', () => {
	const turn = aTurn('a');
	expect(lastAnswerer({turns: [turn]})).toEqual({model: turn.model, digest: 'a'.repeat(64)});
	const attempts = [anAttempt({digest: undefined})];
	expect(lastAnswerer({turns: [{...turn, attempts}]})).toBeUndefined();
	expect(lastAnswerer(undefined)).toBeUndefined();
});
