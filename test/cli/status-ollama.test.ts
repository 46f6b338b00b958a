import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {collect} from '../../source/cli/collect.ts';
import {requestedDocument, statusDocument} from '../../source/cli/status-document.ts';
import type {Surroundings} from '../../source/cli/surroundings.ts';
import {keepAttempt} from '../../source/clients/attempt-log.ts';
import type {OllamaConfig} from '../../source/domain/config.ts';
import type {NodeProbe} from '../../source/domain/node-probe.ts';
import type {MeasuredAttempt} from '../../source/domain/ollama-metrics.ts';
import {jsonText} from '../../source/theme/json-text.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {aConfig, aNodeConfig} from '../helpers/node-builders.ts';
import {anOllama, aQuestion, answerOf, clientOf} from '../helpers/ollama-client.ts';
import {opens, quietProbe, someSurroundings} from '../helpers/surroundings.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {schemaErrors} from '../helpers/validate-document.ts';

/** What `--once` says of one node with this on its port. */
async function documentOf(
	port: number,
	use: OllamaConfig['use'],
	...[http, env]: readonly [http: NodeProbe['openHttp'], env?: Surroundings['env']]
) {
	const ollama: OllamaConfig =
		use === 'never' ? {use} : {use, port, slots: use === 'always' ? 2 : undefined};
	const {world} = someSurroundings({
		storeClock: systemClock,
		openProbe: opens(() => ({...quietProbe, openHttp: http})),
		...(env === undefined ? {} : {env}),
	});
	const config = aConfig([aNodeConfig('gpu-1', {ollama})]);
	const state = await collect({config, sampleMs: 200, timeoutMs: 5000}, world);
	const document = JSON.parse(jsonText(statusDocument(state, '0.1.0'), 0)) as ReturnType<
		typeof statusDocument
	>;
	expect(schemaErrors(document)).toEqual([]);
	return {document, state, ollama: document.nodes?.[0]?.ollama};
}

it('of an Ollama that answers all is told, and of the rack which models are where', async () => {
	const {server, http, client} = await anOllama({vramFraction: 0.5});
	await answerOf({client}, aQuestion('hello'));
	const {ollama, document, state} = await documentOf(server.port, 'always', () => http);
	expect(ollama).toMatchObject({
		state: 'ready',
		version: '0.12.6',
		installed: ['tiny:latest'],
		slots: 2,
		loaded: [{name: 'tiny:latest', expiresAt: expect.stringMatching(/^\d{4}-.*Z$/)}],
	});
	const [loaded] = ollama?.loaded ?? [];
	expect(loaded?.vramBytes).toBeCloseTo((loaded?.sizeBytes ?? 0) / 2, -1);
	expect(document.models).toMatchObject([{name: 'tiny:latest', nodes: {'gpu-1': 'loaded'}}]);
	expect(document.problems).toEqual([]);
	expect(requestedDocument(state, {only: ['models']}, '0.1.0')).toEqual({
		...{schemaVersion: 1, generatedAt: expect.any(String), cluster: 'home-rack'},
		...{version: '0.1.0', models: document.models, problems: []},
	});
});

it('of how answers went all is told but what nobody here knows: what others ask there now', async () => {
	const home = temporaryDirectory();
	const folder = join(home, 'clusterdeck');
	mkdirSync(folder, {mode: 0o700});
	const {server, http} = await anOllama();
	const measured: MeasuredAttempt = {
		...{node: 'gpu-1', model: 'tiny:latest', sizeBytes: 632, outcome: 'answered'},
		...{isNodesFault: false, isWarm: true, isCached: false, firstTokenMs: 400},
		...{usage: undefined, endedWallMs: 1000},
	};
	await keepAttempt(folder, measured);
	await keepAttempt(folder, {...measured, outcome: 'timedOut', isNodesFault: true});
	const {ollama} = await documentOf(server.port, 'always', () => http, {XDG_STATE_HOME: home});
	expect(ollama?.metrics).toEqual([
		{
			...{model: 'tiny:latest', requests: 2, cancelled: 0, failures: {timedOut: 1}},
			timeToFirstTokenMs: 400,
		},
	]);
});

it('where nobody said that there is one, none is no problem', async () => {
	const {http} = clientOf(1);
	const {ollama, document} = await documentOf(1, 'ask', () => http);
	expect(ollama).toEqual({state: 'none'});
	expect(document.models).toEqual([]);
	expect(document.problems).toEqual([]);
});

it('one that has to be there and is not is a problem, with what mends it', async () => {
	const {http} = clientOf(1);
	const {ollama, document} = await documentOf(1, 'always', () => http);
	const text =
		'gpu-1: Ollama on port 1: nothing listens there. On the node: systemctl start ollama';
	expect(ollama).toEqual({state: 'silent', slots: 2, failure: {kind: 'refused', text}});
	expect(document.problems).toEqual([{source: 'gpu-1', text}]);
});

it('where it is not to be asked nothing is told', async () => {
	const {document, ollama} = await documentOf(1, 'never', quietProbe.openHttp);
	expect(ollama).toBeUndefined();
	expect(document).not.toHaveProperty('models');
});

it.each(['web', 'ssh'] as const)(
	'a server of another kind (%s) is none where nobody said that there is one',
	async otherServer => {
		const {server, http} = await anOllama({faults: {otherServer}});
		const {ollama, document} = await documentOf(server.port, 'ask', () => http);
		expect(ollama).toEqual({state: 'none'});
		expect(document.problems).toEqual([]);
	},
);
